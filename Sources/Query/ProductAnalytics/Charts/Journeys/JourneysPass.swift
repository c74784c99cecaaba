/// Finds the paths of each unit and counts them.
struct JourneysPass: UnitPass {
    /// What paths are made of.
    struct Plan: Sendable {
        enum Mode: Sendable {
            case startWith, endWith, between
            /// Without an anchor: the first steps of each stretch of events with no such gap between them.
            case stretches(gap: Int64)
        }

        var mode: Mode
        var anchor: UInt64 = 0
        var end: UInt64 = 0
        var included: UInt64
        var excluded: UInt64
        var range: (from: Int64, to: Int64)
        /// Events before it are not looked at, also where they are read to number them.
        var first = Int64.min
        /// How far from the anchor a path goes; `nil` is as far as its session.
        var window: Int64?
        var collapses: Bool
        var countsAll: Bool
        var steps: Int
        /// Whether it is remembered whose each path is.
        var keepsUnits: Bool
    }

    /// A path of a unit: where it ends in the tree of a segment, or ``notConverted``.
    struct Kept: Sendable {
        var segment: Int
        var place: Int32
        var unit: Int64
    }

    /// Equal nodes one after the other, or a single node.
    private struct Run {
        var node: Int32
        /// Of its first event.
        var time: Int64
        /// Paths stay in one stream.
        var stream: Int32
        /// Bit s: an anchor of segment s is in it.
        var anchors: UInt64 = 0
        /// Whether an event is in it that paths start from, whatever its segment and time.
        var isStart = false
        var isEnd = false
    }

    static let notConverted: Int32 = -1

    let plan: Plan
    private let cutter: SessionCutter?
    private let segments: [SegmentTest]
    private var namer: NodeNamer

    /// By segment.
    private(set) var trees: [PathTree]
    private(set) var notConverted: [Int]
    private(set) var kept: [Kept] = []

    // Kept from unit to unit so that they are not made anew.
    private var streams = UnitStreams()
    private var runs: [Run] = []
    private var buffer: [Int32] = []
    private var nextEnds: [Int] = []
    private var firstRows: [Int]
    private var firstRuns: [Int]

    init(plan: Plan, cutter: SessionCutter?, segments: [SegmentTest], namer: NodeNamer) {
        self.plan = plan
        self.cutter = cutter
        self.segments = segments
        self.namer = namer
        trees = segments.map { _ in PathTree() }
        notConverted = segments.map { _ in 0 }
        firstRows = segments.map { _ in .max }
        firstRuns = segments.map { _ in 0 }
    }

    mutating func add(_ events: UnitEvents) {
        var admitted: UInt64 = 0
        for (index, segment) in segments.enumerated() where segment.admits(unit: events.unit) {
            if segment.onlyNew, !(events.first.map { $0 >= plan.range.from && $0 < plan.range.to } ?? false) {
                continue
            }
            admitted |= 1 << UInt64(index)
        }
        guard admitted != 0 else { return }
        if case .stretches(let gap) = plan.mode {
            for index in segments.indices where admitted & (1 << UInt64(index)) != 0 {
                findStretches(of: events, segment: index, gap: gap)
                countStretches(segment: index, unit: events.unit)
            }
            return
        }
        findRuns(of: events, admitted: admitted)
        if case .between = plan.mode { findNextEnds() }
        for segment in segments.indices where firstRows[segment] != .max {
            if plan.countsAll {
                for run in runs.indices where runs[run].anchors & (1 << UInt64(segment)) != 0 {
                    countPath(from: run, segment: segment, unit: events.unit)
                }
            } else {
                countPath(from: firstRuns[segment], segment: segment, unit: events.unit)
            }
        }
    }

    mutating func merge(_ other: JourneysPass) {
        var moved: [[Int32]] = []
        for segment in trees.indices {
            moved.append(trees[segment].merge(other.trees[segment]))
            notConverted[segment] += other.notConverted[segment]
        }
        for path in other.kept {
            var path = path
            if path.place != Self.notConverted { path.place = moved[path.segment][Int(path.place)] }
            kept.append(path)
        }
    }

    // MARK: Runs

    private mutating func findRuns(of events: UnitEvents, admitted: UInt64) {
        runs.removeAll(keepingCapacity: true)
        for segment in segments.indices { firstRows[segment] = .max }
        streams.find(of: events, by: cutter)
        let own = plan.anchor | plan.end
        for index in 0..<events.rows.count {
            let (place, stream) = streams.event(index)
            let row = events.rows.lowerBound + place
            let marks = events.table.marks[row]
            let isSeen = marks & plan.included != 0 && marks & plan.excluded == 0
            guard isSeen || marks & own != 0 else { continue }
            let time = events.table.times[row]
            guard time >= plan.first else { continue }
            var anchors: UInt64 = 0
            if marks & plan.anchor != 0, time >= plan.range.from, time < plan.range.to {
                for (index, segment) in segments.enumerated() where segment.admits(event: marks) {
                    anchors |= 1 << UInt64(index)
                }
                anchors &= admitted
            }
            buffer.removeAll(keepingCapacity: true)
            namer.append(row: row, of: events.table, to: &buffer)
            let (isStart, isEnd) = (marks & plan.anchor != 0, marks & plan.end != 0)
            for (place, node) in buffer.enumerated() {
                // Nodes of one event are put together all the same.
                append(node, at: time, stream: stream, isApart: place == 0 && isApart(isStart: isStart, isEnd: isEnd))
                runs[runs.count - 1].anchors |= anchors
                if isStart { runs[runs.count - 1].isStart = true }
                if isEnd { runs[runs.count - 1].isEnd = true }
                guard anchors != 0 else { continue }
                for segment in segments.indices
                where anchors & (1 << UInt64(segment)) != 0 && row < firstRows[segment] {
                    firstRows[segment] = row
                    firstRuns[segment] = runs.count - 1
                }
            }
        }
    }

    /// Whether an event is kept apart from an equal node before it: where a path begins and where it arrives are two nodes,
    /// so that between two events of one name there is a way.
    private func isApart(isStart: Bool, isEnd: Bool) -> Bool {
        guard case .between = plan.mode, let last = runs.last else { return false }
        return isEnd && last.isStart || isStart && last.isEnd
    }

    private mutating func append(_ node: Int32, at time: Int64, stream: Int32, isApart: Bool = false) {
        if plan.collapses, !isApart, let last = runs.last, last.node == node, last.stream == stream { return }
        runs.append(Run(node: node, time: time, stream: stream))
    }

    // MARK: Paths

    private func isWithin(_ time: Int64) -> Bool { plan.window.map { time <= $0 } ?? true }

    /// For each run the next one after it in its stream that ends a path; -1 without one.
    private mutating func findNextEnds() {
        nextEnds.removeAll(keepingCapacity: true)
        nextEnds.append(contentsOf: repeatElement(-1, count: runs.count))
        for run in runs.indices.dropLast().reversed() where runs[run].stream == runs[run + 1].stream {
            nextEnds[run] = runs[run + 1].isEnd ? run + 1 : nextEnds[run + 1]
        }
    }

    private mutating func countPath(from anchor: Int, segment: Int, unit: Int64) {
        let start = runs[anchor]
        var place = trees[segment].step(from: PathTree.root, to: start.node)
        switch plan.mode {
        case .startWith:
            var run = anchor + 1
            let limit = min(runs.count, anchor + plan.steps)
            while run < limit, runs[run].stream == start.stream, isWithin(runs[run].time - start.time) {
                let time = runs[run].time - runs[run - 1].time
                place = trees[segment].step(from: place, to: runs[run].node, time: time)
                run += 1
            }
        case .endWith:
            var run = anchor - 1
            let limit = max(-1, anchor - plan.steps)
            while run > limit, runs[run].stream == start.stream, isWithin(start.time - runs[run].time) {
                let time = runs[run + 1].time - runs[run].time
                place = trees[segment].step(from: place, to: runs[run].node, time: time)
                run -= 1
            }
        case .between:
            let end = nextEnds[anchor]
            guard end >= 0, isWithin(runs[end].time - start.time) else {
                notConverted[segment] += 1
                keep(Self.notConverted, segment, unit)
                return
            }
            for run in anchor + 1..<min(end + 1, anchor + plan.steps) {
                let time = runs[run].time - runs[run - 1].time
                place = trees[segment].step(from: place, to: runs[run].node, time: time)
            }
        case .stretches: return
        }
        trees[segment].end(at: place)
        keep(place, segment, unit)
    }

    private mutating func keep(_ place: Int32, _ segment: Int, _ unit: Int64) {
        if plan.keepsUnits { kept.append(Kept(segment: segment, place: place, unit: unit)) }
    }

    // MARK: Without an anchor

    private mutating func findStretches(of events: UnitEvents, segment: Int, gap: Int64) {
        runs.removeAll(keepingCapacity: true)
        var (stream, last): (Int32, Int64?) = (0, nil)
        for row in events.rows {
            let marks = events.table.marks[row]
            let time = events.table.times[row]
            guard marks & plan.included != 0, marks & plan.excluded == 0, segments[segment].admits(event: marks),
                time >= plan.range.from, time < plan.range.to
            else { continue }
            buffer.removeAll(keepingCapacity: true)
            namer.append(row: row, of: events.table, to: &buffer)
            if buffer.isEmpty { continue }
            if let last, time - last >= gap { stream += 1 }
            last = time
            for node in buffer { append(node, at: time, stream: stream) }
        }
    }

    private mutating func countStretches(segment: Int, unit: Int64) {
        var place = PathTree.root
        for run in runs.indices {
            let isFirst = run == 0 || runs[run].stream != runs[run - 1].stream
            if isFirst { place = PathTree.root }
            if trees[segment].depths[Int(place)] < Int32(plan.steps) {
                let time = isFirst ? 0 : runs[run].time - runs[run - 1].time
                place = trees[segment].step(from: place, to: runs[run].node, time: time)
            }
            if run + 1 == runs.count || runs[run + 1].stream != runs[run].stream {
                trees[segment].end(at: place)
                keep(place, segment, unit)
            }
        }
    }
}
