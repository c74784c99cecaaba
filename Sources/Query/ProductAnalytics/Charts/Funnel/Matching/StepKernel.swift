/// The common case of ``OrderedSearch``, in one tight loop: no event satisfies two steps, nothing empties levels, and only the
/// whole range is wanted. Works on any list of steps in the order of time.
///
/// Starts rest at levels in the order of time and move up all together, so that each level holds a range of them, and a step
/// costs two comparisons.
struct StepKernel: Sendable {
    let count: Int
    let window: Int64
    /// The length of a tick; 0 where each event stands alone.
    let tick: Int64
    let followsFirst: Bool
    let takesLatest: Bool

    private var starts: [Int] = []
    /// Starts before bound k have reached level k or have run out of time; bound 1 is the number of starts.
    private var bounds: [Int]
    private var best = (depth: 0, start: 0)

    /// An event that is no step.
    static let noStep: UInt8 = 255

    init(count: Int, window: Int64, tick: Int64, followsFirst: Bool, takesLatest: Bool) {
        self.count = count
        self.window = window
        self.tick = tick
        self.followsFirst = followsFirst
        self.takesLatest = takesLatest
        bounds = Array(repeating: 0, count: count + 2)
    }

    /// The places in the list of the chain's events; empty if none starts.
    /// - Parameters:
    ///   - times: In order, microseconds.
    ///   - steps: The step that each event satisfies, from 0.
    mutating func chain(_ times: [Int64], _ steps: [UInt8]) -> [Int] {
        starts.removeAll(keepingCapacity: true)
        for level in bounds.indices { bounds[level] = 0 }
        best = (0, 0)
        times.withUnsafeBufferPointer { times in
            steps.withUnsafeBufferPointer { steps in scan(times, steps) }
        }
        guard best.depth > 0 else { return [] }
        return events(from: best.start, times, steps)
    }

    private mutating func scan(_ times: UnsafeBufferPointer<Int64>, _ steps: UnsafeBufferPointer<UInt8>) {
        var row = 0
        while row < times.count {
            var end = row + 1
            if tick > 0, end < times.count, times[end] < times[row] + tick {
                let next = ChartCalendar.floor(times[row], to: tick) + tick
                while end < times.count, times[end] < next { end += 1 }
            }
            if end == row + 1 {
                take(row, step: Int(steps[row]), times)
            } else {
                // Events of a tick stand in whichever order lets chains go on: by step. Equal ones are one.
                for step in 0..<count {
                    if let first = (row..<end).first(where: { Int(steps[$0]) == step }) {
                        take(first, step: step, times)
                    }
                }
            }
            if best.depth == count { return }
            row = end
        }
    }

    @inline(__always)
    private mutating func take(_ row: Int, step: Int, _ times: UnsafeBufferPointer<Int64>) {
        if step == 0 {
            if followsFirst, !starts.isEmpty { return }
            starts.append(row)
            bounds[1] = starts.count
            if best.depth == 0 { best = (1, row) }
            return
        }
        guard step < count else { return }
        let end = bounds[step]
        var first = bounds[step + 1]
        while first < end, times[row] - times[starts[first]] > window { first += 1 }
        bounds[step + 1] = end
        guard first < end, step + 1 > best.depth else { return }
        best = (step + 1, starts[takesLatest ? end - 1 : first])
    }

    /// The chain of a start: each step at its earliest event.
    private func events(from start: Int, _ times: [Int64], _ steps: [UInt8]) -> [Int] {
        var chain = [start]
        let deadline = times[start].addingReportingOverflow(window)
        let last = deadline.overflow ? Int64.max : deadline.partialValue
        var row = start
        // The tick of the start has events before it too.
        if tick > 0 {
            let cell = ChartCalendar.floor(times[start], to: tick)
            while row > 0, times[row - 1] >= cell { row -= 1 }
        }
        while row < times.count, times[row] <= last, chain.count < best.depth {
            var end = row + 1
            if tick > 0 {
                let next = ChartCalendar.floor(times[row], to: tick) + tick
                while end < times.count, times[end] < next { end += 1 }
            }
            while chain.count < best.depth,
                let next = (row..<end).first(where: { Int(steps[$0]) == chain.count && times[$0] <= last })
            {
                chain.append(next)
            }
            row = end
        }
        return chain
    }
}
