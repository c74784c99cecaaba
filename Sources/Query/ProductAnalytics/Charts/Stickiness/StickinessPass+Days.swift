extension StickinessPass: DayPass {
    mutating func add(_ people: PeopleDays) -> Bool {
        guard activity.isPlain, focus == nil, let days = activity.buckets.bucketsOfDays() else { return false }
        // By day: the interval that is counted, and the period in which it lies.
        let periods = days.buckets.map { periodOfDay[Int($0)] }
        let longest = counts[0].first?.count ?? 0
        var flat = Array(repeating: 0, count: counts[0].count * longest)
        var (unit, period, interval, count) = (Int32.min, -1, Int32(-1), 0)
        flat.withUnsafeMutableBufferPointer { flat in
            people.list.withColumns { units, all in
                periods.withUnsafeBufferPointer { periods in
                    days.buckets.withUnsafeBufferPointer { buckets in
                        for row in units.indices {
                            let place = Int(all[row] - days.first)
                            guard place >= 0, place < periods.count else { continue }
                            if units[row] != unit || periods[place] != period {
                                if count > 0 { flat[period * longest + count - 1] += 1 }
                                (unit, period, interval, count) = (units[row], periods[place], buckets[place], 1)
                            } else if buckets[place] != interval {
                                interval = buckets[place]
                                count += 1
                            }
                        }
                    }
                }
            }
        }
        if count > 0 { flat[period * longest + count - 1] += 1 }
        add(flat, longest: longest)
        return true
    }
}
