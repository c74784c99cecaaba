/// Whole numbers that stand in a pack, each in the same few bytes: `base + unit * stored`.
///
/// Points into the pack: valid as long as the pack is held. Public, as only what is public is compiled into the loops of other
/// modules.
public struct PackedIntegers {
    public let count: Int
    @usableFromInline let base: Int64
    @usableFromInline let unit: Int64
    /// Bytes of each number, 0 where all are the same.
    @usableFromInline let width: Int
    @usableFromInline let mask: UInt64
    /// Eight bytes may be read from the start of each number.
    @usableFromInline let bytes: UnsafeRawPointer

    @inlinable @inline(__always)
    public subscript(place: Int) -> Int64 {
        base &+ unit &* Int64(bitPattern: (bytes + place * width).loadUnaligned(as: UInt64.self) & mask)
    }

    /// Writes all of them to memory that is not initialized, with room for ``count``.
    package func decode(to target: UnsafeMutablePointer<Int64>) {
        each(count) { place, value in (target + place).initialize(to: value) }
    }

    /// The same for numbers that are known to fit.
    package func decode(to target: UnsafeMutablePointer<Int32>) {
        each(count) { place, value in (target + place).initialize(to: Int32(truncatingIfNeeded: value)) }
    }

    /// The same for numbers that are known to fit.
    package func decode(to target: UnsafeMutablePointer<UInt16>) {
        each(count) { place, value in (target + place).initialize(to: UInt16(truncatingIfNeeded: value)) }
    }

    /// Widths for which processors have numbers get loops of their own, which the compiler turns into vectors.
    @inline(__always)
    func each(_ count: Int, _ take: (Int, Int64) -> Void) {
        switch width {
        case 0: for place in 0..<count { take(place, base) }
        case 1: typed(UInt8.self, count, take)
        case 2: typed(UInt16.self, count, take)
        case 4: typed(UInt32.self, count, take)
        default: for place in 0..<count { take(place, self[place]) }
        }
    }

    @inline(__always)
    private func typed<Stored: FixedWidthInteger & UnsignedInteger>(
        _: Stored.Type, _ count: Int, _ take: (Int, Int64) -> Void
    ) {
        let stored = bytes.assumingMemoryBound(to: Stored.self)
        if unit == 1 {
            for place in 0..<count { take(place, base &+ Int64(truncatingIfNeeded: stored[place])) }
        } else {
            for place in 0..<count { take(place, base &+ unit &* Int64(truncatingIfNeeded: stored[place])) }
        }
    }
}

/// Rows of people in rising order, as runs.
///
/// Points into the pack: valid as long as the pack is held.
public struct PackedPeople {
    /// How far each person's number lies behind the one before; the first one's behind 0.
    @usableFromInline let gaps: PackedIntegers
    @usableFromInline let lengths: PackedIntegers

    /// - Returns: `nil` for what no runs are.
    init?(gaps: PackedIntegers, lengths: PackedIntegers) {
        guard gaps.count == lengths.count else { return nil }
        (self.gaps, self.lengths) = (gaps, lengths)
    }

    /// Hands on each person with their rows.
    @inlinable @inline(__always)
    public func forEach(_ body: (Int32, Range<Int>) -> Void) {
        var (person, row) = (Int32(0), 0)
        for place in 0..<gaps.count {
            person &+= Int32(truncatingIfNeeded: gaps[place])
            let end = row &+ max(0, Int(lengths[place]))
            body(person, row..<end)
            row = end
        }
    }

    /// Writes the person of each row to memory that is not initialized; rows that are missing get the highest number.
    /// - Parameter count: How many rows there are.
    package func decode(to target: UnsafeMutablePointer<Int32>, _ count: Int) {
        let raw = UnsafeMutableRawPointer(target)
        var filled = 0
        forEach { person, rows in
            let end = rows.upperBound
            guard end <= count else { return }
            // Most people have few rows: eight are written at once, and what lies behind them is written over by the next person.
            // A loop over each would guess its end wrong for nearly everybody.
            var row = rows.lowerBound
            while row &+ 8 <= count, row < end {
                raw.storeBytes(of: SIMD8(repeating: person), toByteOffset: row &* 4, as: SIMD8<Int32>.self)
                row &+= 8
            }
            while row < end {
                (target + row).initialize(to: person)
                row &+= 1
            }
            filled = end
        }
        (target + filled).initialize(repeating: .max, count: count - filled)
    }
}

/// Numbers that stand in a pack: as they are, or as whole numbers of tenths, hundredths and so on where all of them are that.
/// What is missing is not a number.
///
/// Points into the pack: valid as long as the pack is held.
package struct PackedDoubles {
    package let count: Int
    let form: Form

    enum Form {
        case plain(UnsafePointer<Double>)
        /// The stored number that stands for a missing one, and what the others are divided by.
        case decimals(PackedIntegers, missing: Int64, divisor: Double)
    }

    /// Writes all of them to memory that is not initialized, with room for ``count``.
    package func decode(to target: UnsafeMutablePointer<Double>) {
        switch form {
        case .plain(let values): target.initialize(from: values, count: count)
        case .decimals(let values, let missing, let divisor):
            values.each(count) { place, value in
                (target + place).initialize(to: value == missing ? .nan : Double(value) / divisor)
            }
        }
    }
}
