extension ActiveUsersPass: DayPass {
    mutating func add(_ people: PeopleDays) -> Bool {
        guard isPlain, focus == nil, let (firstDay, days) = allDays.bucketsOfDays(), days.count == allDays.count
        else { return false }
        let count = days.count
        let stride = count + 1
        var flat = Array(repeating: 0, count: windows.count * stride)
        let lengths = windows
        // In windows of one day everybody counts on each of their days, and in no others.
        let (daily, longer) = (
            lengths.indices.filter { lengths[$0] == 1 }, lengths.indices.filter { lengths[$0] > 1 }
        )
        let shortest = longer.map { lengths[$0] }.min() ?? .max
        var counts = Array(repeating: 0, count: stride)
        flat.withUnsafeMutableBufferPointer { flat in
            counts.withUnsafeMutableBufferPointer { counts in
                people.list.withColumns { units, days in
                    // A person is counted from one active day until a window after it is over; days that come before that
                    // only carry the count on.
                    func end(_ window: Int, after day: Int) {
                        let past = day + lengths[window]
                        if past < count { flat[window * stride + past] -= 1 }
                    }
                    var (unit, previous) = (Int32(-1), -1)
                    for row in units.indices {
                        let day = Int(days[row] - firstDay)
                        guard day >= 0, day < count else { continue }
                        counts[day] += 1
                        if units[row] != unit {
                            for window in longer {
                                if unit >= 0 { end(window, after: previous) }
                                flat[window * stride + day] += 1
                            }
                            unit = units[row]
                        } else if day - previous >= shortest {
                            for window in longer where day - previous >= lengths[window] {
                                end(window, after: previous)
                                flat[window * stride + day] += 1
                            }
                        }
                        previous = day
                    }
                    if unit >= 0 { for window in longer { end(window, after: previous) } }
                }
            }
        }
        for window in daily {
            for day in 0..<count { flat[window * stride + day] = counts[day] - (day > 0 ? counts[day - 1] : 0) }
        }
        for window in lengths.indices {
            add(changes: Array(flat[window * stride..<(window + 1) * stride]), window: window)
        }
        return true
    }
}
