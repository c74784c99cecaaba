extension ActiveUsersPass: DayPass {
    mutating func add(_ people: PeopleDays) -> Bool {
        guard isPlain, focus == nil, let (firstDay, days) = allDays.bucketsOfDays(), days.count == allDays.count
        else { return false }
        let count = days.count
        let stride = count + 1
        var flat = Array(repeating: 0, count: windows.count * stride)
        let lengths = windows
        flat.withUnsafeMutableBufferPointer { flat in
            people.list.people.withUnsafeBufferPointer { units in
                people.list.days.withUnsafeBufferPointer { days in
                    var unit: Int32 = -1
                    var previous = Int.min / 2
                    for row in units.indices {
                        let day = Int(days[row] - firstDay)
                        guard day >= 0, day < count else { continue }
                        if units[row] != unit { (unit, previous) = (units[row], Int.min / 2) }
                        for window in 0..<lengths.count {
                            // Windows that an earlier day has made already are left out.
                            let first = max(day, previous + lengths[window])
                            let past = min(day + lengths[window], count)
                            if first < past {
                                flat[window * stride + first] += 1
                                flat[window * stride + past] -= 1
                            }
                        }
                        previous = day
                    }
                }
            }
        }
        for window in lengths.indices {
            add(changes: Array(flat[window * stride..<(window + 1) * stride]), window: window)
        }
        return true
    }
}
