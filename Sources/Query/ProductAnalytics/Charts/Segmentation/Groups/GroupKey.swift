/// The values of all breakdowns that one occurrence has, as codes.
struct GroupKey: Hashable, Sendable {
    /// The first two codes; 0 where there are fewer.
    private var head: UInt64
    private var tail: [Int32]
    let count: Int

    static let empty = GroupKey()

    private init() {
        head = 0
        tail = []
        count = 0
    }

    init(_ code: Int32) {
        head = UInt64(UInt32(bitPattern: code))
        tail = []
        count = 1
    }

    init(_ codes: [Int32]) {
        head = codes.isEmpty ? 0 : UInt64(UInt32(bitPattern: codes[0]))
        if codes.count > 1 { head |= UInt64(UInt32(bitPattern: codes[1])) << 32 }
        tail = Array(codes.dropFirst(2))
        count = codes.count
    }

    subscript(place: Int) -> Int32 {
        switch place {
        case 0: Int32(bitPattern: UInt32(truncatingIfNeeded: head))
        case 1: Int32(bitPattern: UInt32(truncatingIfNeeded: head >> 32))
        default: tail[place - 2]
        }
    }
}

/// The values of a group as texts; `nil` is the missing value.
package typealias BreakdownValues = [String?]

/// Numbers groups in the order in which they appear.
struct GroupIndex: Sendable {
    private(set) var keys: [GroupKey] = []
    private var places: [GroupKey: Int] = [:]
    /// Places of keys of one code, at the code plus one; codes are small numbers.
    private var direct: [Int] = []

    mutating func place(of key: GroupKey) -> Int {
        guard key.count == 1 else {
            if let place = places[key] { return place }
            places[key] = keys.count
            keys.append(key)
            return keys.count - 1
        }
        let slot = Int(key[0]) + 1
        if slot >= direct.count {
            direct += Array(repeating: -1, count: max(slot + 1, direct.count * 2) - direct.count)
        }
        if direct[slot] < 0 {
            direct[slot] = keys.count
            keys.append(key)
        }
        return direct[slot]
    }
}
