/// Rows of the event table that belong to one unit of a funnel, in order.
struct FunnelRows: Sendable {
    /// All rows of the person or group; `list` may choose among them.
    var range: Range<Int>
    var list: [Int]?
    /// Which part of the person or group they are, where it is parted: its session, the values held.
    var name: String?

    @inline(__always)
    func forEach(_ body: (_ row: Int) -> Void) {
        if let list {
            for row in list { body(row) }
        } else {
            for row in range { body(row) }
        }
    }

    /// The last row for which a condition holds, asked from the end on while `isLate` holds.
    func last(while isLate: (Int) -> Bool, where condition: (Int) -> Bool) -> Int? {
        if let list { return list.reversed().lazy.prefix(while: isLate).first(where: condition) }
        return range.reversed().lazy.prefix(while: isLate).first(where: condition)
    }

    func first(after row: Int, where condition: (Int) -> Bool) -> Int? {
        if let list { return list.first { $0 > row && condition($0) } }
        return row + 1 < range.upperBound ? (row + 1..<range.upperBound).first(where: condition) : nil
    }

    /// Parts by a key; rows without one are in none. In the order of their first rows.
    func parted(by key: (Int) -> [[Int64]], name: (_ key: [Int64]) -> String?) -> [FunnelRows] {
        var places: [[Int64]: Int] = [:]
        var parts: [FunnelRows] = []
        forEach { row in
            for key in key(row) {
                if let place = places[key] {
                    parts[place].list?.append(row)
                } else {
                    places[key] = parts.count
                    parts.append(FunnelRows(range: range, list: [row], name: name(key)))
                }
            }
        }
        return parts
    }
}
