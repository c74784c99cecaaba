/// A column in the form in which it stands in a pack.
///
/// Forty bytes come first: the form, the width of a number and its decimals, then the count, the base, the unit and what stands for
/// none, eight bytes each; then the numbers, and eight bytes so that the last one can be read like the others. All of it starts
/// at a multiple of eight.
struct PackedColumn {
    enum Form: UInt8 {
        case integers = 1
        case doubles = 2
        case decimals = 3
    }

    static let headSize = 40
    private static let slack = 8

    private(set) var bytes: [UInt8]

    init(_ numbers: [Int64]) { self.init(numbers, form: .integers) }

    /// - Parameters:
    ///   - decimals: How often the numbers were multiplied by ten.
    ///   - missing: The number that stands for none.
    private init(_ numbers: [Int64], form: Form, decimals: UInt8 = 0, missing: Int64 = 0) {
        let least = numbers.min() ?? 0
        let reach = UInt64(bitPattern: (numbers.max() ?? 0) &- least)
        // Times are often whole milliseconds or seconds.
        let units: [UInt64] = reach >> 32 == 0 ? [] : [1_000_000, 1_000]
        let unit = units.first { unit in numbers.allSatisfy { UInt64(bitPattern: $0 &- least) % unit == 0 } } ?? 1
        let width = (71 - (reach / unit).leadingZeroBitCount) / 8
        bytes = Self.room(for: numbers.count, width: width)
        bytes.withUnsafeMutableBytes { bytes in
            Self.write(to: bytes, form, width, decimals, [Int64(numbers.count), least, Int64(unit), missing])
            guard width > 0 else { return }
            var place = Self.headSize
            for number in numbers {
                let stored = UInt64(bitPattern: number &- least) / unit
                // What it writes beyond the width is overwritten by the next one, or zeros behind the last.
                bytes.storeBytes(of: stored.littleEndian, toByteOffset: place, as: UInt64.self)
                place += width
            }
        }
    }

    /// - Parameter numbers: Not a number where there is none.
    init(_ numbers: [Double]) {
        for decimals in Self.divisors.indices {
            guard let whole = Self.decimals(numbers, Self.divisors[decimals]) else { continue }
            self.init(whole.values, form: .decimals, decimals: UInt8(decimals), missing: whole.missing)
            return
        }
        self.init(plain: numbers)
    }

    private init(plain numbers: [Double]) {
        bytes = Self.room(for: numbers.count, width: 8)
        bytes.withUnsafeMutableBytes { bytes in
            Self.write(to: bytes, .doubles, 8, 0, [Int64(numbers.count), 0, 1, 0])
            for (row, number) in numbers.enumerated() {
                bytes.storeBytes(
                    of: number.bitPattern.littleEndian, toByteOffset: Self.headSize + row * 8, as: UInt64.self)
            }
        }
    }

    static let divisors: [Double] = [1, 10, 100, 1_000, 10_000]

    private static func room(for count: Int, width: Int) -> [UInt8] {
        Array(repeating: 0, count: (headSize + count * width + slack + 7) / 8 * 8)
    }

    private static func write(
        to bytes: UnsafeMutableRawBufferPointer, _ form: Form, _ width: Int, _ decimals: UInt8, _ numbers: [Int64]
    ) {
        bytes[0] = form.rawValue
        bytes[1] = UInt8(width)
        bytes[2] = decimals
        for (place, number) in numbers.enumerated() {
            bytes.storeBytes(of: number.littleEndian, toByteOffset: 8 + place * 8, as: Int64.self)
        }
    }

    /// The numbers times the divisor, if dividing gives the very same numbers again.
    private static func decimals(_ numbers: [Double], _ divisor: Double) -> (values: [Int64], missing: Int64)? {
        var values: [Int64] = []
        values.reserveCapacity(numbers.count)
        var (largest, hasMissing) = (Int64.min, false)
        for number in numbers {
            guard !number.isNaN else {
                hasMissing = true
                values.append(0)
                continue
            }
            let scaled = (number * divisor).rounded()
            guard abs(scaled) < 4e9, scaled / divisor == number, !(number == 0 && number.sign == .minus) else {
                return nil
            }
            values.append(Int64(scaled))
            largest = max(largest, Int64(scaled))
        }
        let missing = largest == .min ? 0 : largest + 1
        if hasMissing { for place in numbers.indices where numbers[place].isNaN { values[place] = missing } }
        return (values, missing)
    }
}

/// Reads the head of a column that stands at an address.
struct ColumnHead {
    let form: PackedColumn.Form
    private let width: Int
    private let decimals: UInt8
    private let count: Int
    private let base: Int64
    private let unit: Int64
    private let missing: Int64
    private let start: UnsafeRawPointer

    /// - Parameter room: How many bytes there are from the address on.
    /// - Returns: `nil` if no column can stand there.
    init?(_ start: UnsafeRawPointer, room: Int) {
        guard room >= PackedColumn.headSize, let form = PackedColumn.Form(rawValue: start.load(as: UInt8.self)) else {
            return nil
        }
        self.form = form
        self.start = start
        width = Int(start.load(fromByteOffset: 1, as: UInt8.self))
        decimals = start.load(fromByteOffset: 2, as: UInt8.self)
        count = Int(start.load(fromByteOffset: 8, as: Int64.self))
        base = start.load(fromByteOffset: 16, as: Int64.self)
        unit = start.load(fromByteOffset: 24, as: Int64.self)
        missing = start.load(fromByteOffset: 32, as: Int64.self)
        guard width <= 8, decimals <= 4, count >= 0, count <= room, PackedColumn.headSize + count * width + 8 <= room
        else { return nil }
    }

    private var numbers: UnsafeRawPointer { start + PackedColumn.headSize }

    var integers: PackedIntegers {
        PackedIntegers(
            count: count, base: base, unit: unit, width: width,
            mask: width == 8 ? .max : (1 << UInt64(width * 8)) - 1, bytes: numbers)
    }

    var doubles: PackedDoubles {
        form == .doubles
            ? PackedDoubles(count: count, form: .plain(numbers.assumingMemoryBound(to: Double.self)))
            : PackedDoubles(
                count: count,
                form: .decimals(integers, missing: missing, divisor: PackedColumn.divisors[Int(decimals)]))
    }
}
