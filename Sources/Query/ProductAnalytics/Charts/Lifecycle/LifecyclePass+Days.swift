extension LifecyclePass: DayPass {
    mutating func add(_ people: PeopleDays) -> Bool {
        guard isPlain, focus == nil, let (firstDay, bucketOfDay) = buckets.bucketsOfDays(), !people.firsts.isEmpty
        else { return false }
        let past = bucketOfDay.count
        var flat = Array(repeating: 0, count: (buckets.count + 1) * 4)
        people.list.people.withUnsafeBufferPointer { units in
            people.list.days.withUnsafeBufferPointer { days in
                bucketOfDay.withUnsafeBufferPointer { bucketOfDay in
                    people.firsts.withUnsafeBufferPointer { firsts in
                        var (unit, before, new) = (Int32(-1), -2, -2)
                        for row in units.indices {
                            let place = Int(days[row] - firstDay)
                            guard place >= 0, place < past else { continue }
                            let bucket = Int(bucketOfDay[place])
                            if units[row] != unit {
                                if before >= 0 { flat[(before + 1) * 4 + 3] += 1 }
                                (unit, before) = (units[row], -2)
                                let first = firsts[Int(unit)]
                                let day = first == .max ? -1 : Int(first / ChartCalendar.day) - Int(firstDay)
                                new = day >= 0 && day < past ? Int(bucketOfDay[day]) : -2
                            } else if bucket == before {
                                continue
                            } else if bucket != before + 1 {
                                flat[(before + 1) * 4 + 3] += 1
                            }
                            let state = bucket == new ? 0 : bucket == before + 1 && before >= 0 ? 1 : 2
                            flat[bucket * 4 + state] += 1
                            before = bucket
                        }
                        if before >= 0 { flat[(before + 1) * 4 + 3] += 1 }
                    }
                }
            }
        }
        // The first bucket is only there to tell who was active before the chart begins.
        add(counts: (1..<buckets.count).map { bucket in (0..<4).map { flat[bucket * 4 + $0] } })
        return true
    }
}
