internal import JSON

extension JSONWriter {
    /// `"buckets"`: the start and end of each and whether it had not ended yet.
    mutating func buckets(_ buckets: Buckets, incomplete: [Bool], in calendar: ChartCalendar) {
        key("buckets")
        beginArray()
        for index in 0..<buckets.count { bucket(buckets, index, incomplete: incomplete[index], in: calendar) }
        endArray()
    }

    /// One bucket: its `start`, its `end`, and whether it is `incomplete`.
    mutating func bucket(_ buckets: Buckets, _ index: Int, incomplete: Bool, in calendar: ChartCalendar) {
        beginObject()
        key("start")
        string(ChartTime.iso(buckets.edges[index], in: calendar))
        key("end")
        string(ChartTime.iso(buckets.edges[index + 1], in: calendar))
        key("incomplete")
        bool(incomplete)
        endObject()
    }

    /// A number, null where there is none.
    mutating func number(_ value: Double?) {
        if let value, value.isFinite { double(value) } else { null() }
    }

    mutating func integers(_ values: [Int]) {
        beginArray()
        for value in values { int(Int64(value)) }
        endArray()
    }

    /// Numbers, null where there is none.
    mutating func numbers(_ values: [Double?]) {
        beginArray()
        for value in values { numberOrNull(value) }
        endArray()
    }

    mutating func numberOrNull(_ value: Double?) {
        if let value, value.isFinite { double(value) } else { null() }
    }
}
