extension StickinessPass: DayPass {
    mutating func add(_ people: PeopleDays) -> Bool {
        guard activity.isPlain, focus == nil, let days = activity.buckets.bucketsOfDays() else { return false }
        // By day: the interval that is counted, and the period in which it lies.
        let periods = days.buckets.map { periodOfDay[Int($0)] }
        let longest = counts[0].first?.count ?? 0
        var flat = Array(repeating: 0, count: counts[0].count * longest)
        var (unit, period, interval, count) = (Int32.min, -1, Int32(-1), 0)
        for (row, person) in people.list.people.enumerated() {
            let place = Int(people.list.days[row] - days.first)
            guard periods.indices.contains(place) else { continue }
            if person != unit || periods[place] != period {
                if count > 0 { flat[period * longest + count - 1] += 1 }
                (unit, period, interval, count) = (person, periods[place], days.buckets[place], 1)
            } else if days.buckets[place] != interval {
                interval = days.buckets[place]
                count += 1
            }
        }
        if count > 0 { flat[period * longest + count - 1] += 1 }
        add(flat, longest: longest)
        return true
    }
}
