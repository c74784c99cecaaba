extension RetentionPass: DayPass {
    mutating func add(_ people: PeopleDays) -> Bool {
        guard let start = plainStart, let (firstDay, bucketOfDay) = time.ticks.bucketsOfDays() else { return false }
        let days = RetentionDays(
            firstDay: firstDay, bucketOfDay: bucketOfDay, cohorts: time.cohorts.count, last: time.last,
            isUnbounded: type == .unbounded)
        switch start {
        case .newUser: add(days.newUsers(people))
        case .everyDay: add(days.everyDay(people))
        }
        return true
    }
}

/// Counts cohorts of days from lists of days.
private struct RetentionDays {
    let firstDay: Int32
    let bucketOfDay: [Int32]
    let cohorts: Int
    let last: Int
    let isUnbounded: Bool

    private var width: Int { last + 1 }

    /// Cohorts of those whose first event ever lies in them.
    func newUsers(_ people: PeopleDays) -> RetentionCounts {
        var counts = RetentionCounts(cohorts: cohorts, width: width)
        let firsts = people.firsts
        func cohort(of person: Int) -> Int {
            guard firsts[person] != .max else { return -1 }
            let day =
                Int(ChartCalendar.floor(firsts[person], to: ChartCalendar.day) / ChartCalendar.day) - Int(firstDay)
            guard day >= 0, day < bucketOfDay.count else { return -1 }
            let bucket = Int(bucketOfDay[day])
            return bucket < cohorts ? bucket : -1
        }
        let (low, high) = (Int(people.people.lowerBound), min(firsts.count, Int(people.people.upperBound)))
        if low < high {
            for person in low..<high {
                let cohort = cohort(of: person)
                if cohort >= 0 { counts.sizes[cohort] += 1 }
            }
        }
        // Interval 0 is the cohort itself.
        for cohort in 0..<cohorts { counts.counts[cohort * width] += counts.sizes[cohort] }
        var histogram = Array(repeating: 0, count: isUnbounded ? cohorts * width : 0)
        var (unit, mine, before) = (Int32(-1), -1, -1)
        var later = Array(repeating: 0, count: isUnbounded ? 0 : cohorts * width)
        people.list.withColumns { units, days in
            bucketOfDay.withUnsafeBufferPointer { bucketOfDay in
                later.withUnsafeMutableBufferPointer { later in
                    for row in units.indices {
                        if units[row] != unit {
                            if isUnbounded, mine >= 0, before > mine {
                                histogram[mine * width + min(before - mine, last)] += 1
                            }
                            (unit, before) = (units[row], -1)
                            mine = cohort(of: Int(unit))
                        }
                        guard mine >= 0 else { continue }
                        let day = Int(days[row] - firstDay)
                        // Whatever comes after the last interval is later than all of them.
                        let bucket = day < 0 ? -1 : day < bucketOfDay.count ? Int(bucketOfDay[day]) : Int.max / 2
                        guard bucket > before else { continue }
                        before = bucket
                        if !isUnbounded, bucket > mine, bucket - mine <= last {
                            later[mine * width + bucket - mine] += 1
                        }
                    }
                }
            }
        }
        if !isUnbounded { counts.counts.add(later) }
        if isUnbounded {
            if mine >= 0, before > mine { histogram[mine * width + min(before - mine, last)] += 1 }
            addSuffixes(histogram, to: &counts)
        }
        return counts
    }

    /// Cohorts of those who were active in them.
    func everyDay(_ people: PeopleDays) -> RetentionCounts {
        var counts = RetentionCounts(cohorts: cohorts, width: width)
        var histogram = Array(repeating: 0, count: isUnbounded ? cohorts * width : 0)
        var active: [Int] = []
        let list = people.list
        var unit: Int32 = -1
        func finish() {
            for (place, cohort) in active.enumerated() {
                guard cohort < cohorts else { break }
                counts.sizes[cohort] += 1
                counts.counts[cohort * width] += 1
                if isUnbounded {
                    let latest = active[active.count - 1]
                    if latest > cohort { histogram[cohort * width + min(latest - cohort, last)] += 1 }
                    continue
                }
                for later in active[(place + 1)...] {
                    guard later - cohort <= last else { break }
                    counts.counts[cohort * width + later - cohort] += 1
                }
            }
            active.removeAll(keepingCapacity: true)
        }
        for row in list.people.indices {
            if list.people[row] != unit {
                finish()
                unit = list.people[row]
            }
            let day = Int(list.days[row] - firstDay)
            guard day >= 0 else { continue }
            let bucket = day < bucketOfDay.count ? Int(bucketOfDay[day]) : Int.max / 2
            if active.last != bucket { active.append(bucket) }
        }
        finish()
        if isUnbounded { addSuffixes(histogram, to: &counts) }
        return counts
    }

    /// Who came back in interval n or later came back on or after each interval up to n.
    private func addSuffixes(_ histogram: [Int], to counts: inout RetentionCounts) {
        for cohort in 0..<cohorts {
            var sum = 0
            for interval in stride(from: last, through: 1, by: -1) {
                sum += histogram[cohort * width + interval]
                counts.counts[cohort * width + interval] += sum
            }
        }
    }
}

/// Sizes by cohort, and counts by cohort and interval.
struct RetentionCounts {
    var sizes: [Int]
    var counts: [Int]

    init(cohorts: Int, width: Int) {
        sizes = Array(repeating: 0, count: cohorts)
        counts = Array(repeating: 0, count: cohorts * width)
    }
}
