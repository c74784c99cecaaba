package import JSON

extension SegmentationChart {
    /// The units behind one number:
    ///
    ///     {"event": 0, "segment": 0, "bucket": 3, "group": ["free"]}
    ///
    /// - `event` or `formula`: which line, from 0; a formula of several terms takes `term`, such as `"UNIQUES(A)"`.
    /// - `bucket`: which one from 0; without it the whole range.
    /// - `group`, or `"other": true`; without either whatever their group.
    /// - `bin`: `{"from": 1, "to": 2}` of a histogram.
    /// - `active`: the active units that a share is taken of.
    /// - `past`: the same over the time that the chart is compared with.
    ///
    /// Behind sums, averages and percentiles are the units that have an event in them.
    package func units(behind point: JSONValue, in context: ChartContext) async throws(ChartError) -> ChartUnits {
        let point = try SegmentationPoint(point, of: self, in: context)
        var counted = context
        var drawn: [[BreakdownValues]]?
        if point.isPast, let comparison {
            counted = try context.earlier(comparison, for: self)
            // Groups are those of the time that the chart is about.
            if isDivided { drawn = try await count(in: context).counts.groups }
        }
        let (counts, _) = try await count(in: counted, drawn: drawn) { plan, drawn throws(ChartError) in
            try point.target(in: plan, drawn, chart: self)
        }
        return ChartUnits(units: (counts.pass.focus?.units ?? []).sorted(), names: counts.names)
    }
}

extension SegmentationChart {
    private var isDivided: Bool { !groupBy.isEmpty || events.contains { !$0.groupBy.isEmpty } }
}

/// Which number of a segmentation chart is meant.
struct SegmentationPoint {
    private let term: FormulaTerm
    private let scope: Int
    private let segment: Int
    private let bucket: Int?
    private let group: SegmentationGroup
    private let bin: (from: Double, to: Double)?
    private let wantsActive: Bool
    private let isHistogram: Bool
    private let isFrequency: Bool
    /// Whether it is of the time that the chart is compared with.
    let isPast: Bool

    init(_ point: JSONValue, of chart: SegmentationChart, in context: ChartContext) throws(ChartError) {
        var reader = DefinitionReader(point)
        let lines = chart.lines
        let key = chart.metric == .formula ? "formula" : "event"
        let place = reader.integer(key, in: 0...max(0, lines.count - 1)) ?? 0
        let segment = reader.integer("segment", in: 0...max(0, context.segments.count - 1)) ?? 0
        bucket = reader.integer("bucket", in: 0...Int(Int32.max))
        let values = reader.texts("group").map { Self.value($0) }
        group = reader.flag("other") ? .other : values.isEmpty ? .all : .values(values)
        bin = reader.object("bin") { bin in
            (bin.number("from", in: -1e300...1e300) ?? 0, bin.number("to", in: -1e300...1e300) ?? .infinity)
        }
        wantsActive = reader.flag("active")
        isPast = chart.comparison != nil && reader.flag("past")
        let written = reader.text("term")
        reader.reportUnknownKeys()
        guard reader.allProblems.isEmpty else { throw .invalid(reader.allProblems) }
        guard lines.indices.contains(place) else { throw .invalid(key, "The chart has no such line.") }
        let line = lines[place]
        scope = line.scope
        switch line.item.body {
        case .points(let formula):
            term = try Self.term(formula, written, chart, context)
            (isHistogram, isFrequency) = (false, false)
        case .frequencies(let event, let named):
            term = FormulaTerm(.uniques, event: event, segment: named)
            (isHistogram, isFrequency) = (true, true)
        case .distribution(let event, let named):
            term = FormulaTerm(.propertySum, event: event, segment: named)
            (isHistogram, isFrequency) = (true, false)
        }
        self.segment = term.segment ?? segment
        if wantsActive, !chart.parts(of: term, scope).contains(where: { $0.0.event == nil }) {
            throw .invalid("active", "This number is no share of the active units.")
        }
    }

    private static func value(_ text: String) -> String? {
        text == PropertyFilter.noneText ? nil : text == PropertyFilter.emptyText ? "" : text
    }

    private static func term(
        _ formula: Formula, _ written: String?, _ chart: SegmentationChart, _ context: ChartContext
    ) throws(ChartError) -> FormulaTerm {
        let terms = formula.terms
        guard let written else {
            guard terms.count == 1 else {
                throw .invalid("term", "The formula has \(terms.count) terms. Say which is meant, such as UNIQUES(A).")
            }
            return terms[0]
        }
        do {
            let items = try FormulaParser.items(
                of: written, events: chart.events.count, segments: context.segments.count)
            if case .points(.term(let term)) = items.first?.body, items.count == 1, terms.contains(term) { return term }
        } catch {
            throw .invalid("term", error.description)
        }
        throw .invalid("term", "The formula has no term \(written).")
    }

    /// - Parameter drawn: By scope, the groups that are drawn.
    func target(
        in plan: SegmentationPlan, _ drawn: [[BreakdownValues]], chart: SegmentationChart
    ) throws(ChartError) -> SegmentationCounts.Target {
        let group: SegmentationCounts.Group
        switch self.group {
        case .all: group = .all
        case .other: group = .other
        case .values(let values):
            guard let place = drawn[scope].firstIndex(of: values) else {
                let shown = values.map(PropertyFilter.shown).joined(separator: ", ")
                throw .invalid("group", "The chart doesn't draw the group \(shown).")
            }
            group = .place(place)
        }
        let axis = plan.axis
        guard !axis.drawn.isEmpty, bucket.map({ $0 < axis.drawn.count }) ?? true else {
            throw .invalid("bucket", "The chart has \(axis.drawn.count) buckets.")
        }
        let parts = chart.parts(of: bucket == nil ? term.overRange ?? term : term, scope)
        let key =
            isHistogram
            ? SegmentationPlan.StreamKey(event: term.event, reading: .property, scope: scope)
            : parts.first { wantsActive == ($0.0.event == nil) }?.0 ?? parts[0].0
        var target = SegmentationCounts.Target(
            key: key, segment: segment, group: group, positions: positions(axis))
        if !wantsActive { restrict(&target) }
        return target
    }

    private func positions(_ axis: BucketAxis) -> ClosedRange<Int> {
        guard let bucket else { return axis.back...axis.count - 1 }
        let position = axis.back + bucket
        switch term.window {
        case .bucket, .rollingAverage, .rollingBefore: return position...position
        case .cumulative: return axis.back...position
        case .rolling(let length): return max(0, position + 1 - length)...position
        }
    }

    private func restrict(_ target: inout SegmentationCounts.Target) {
        if let bin {
            if isFrequency {
                target.times = (max(1, Int(clamping: bin.from)), Int(clamping: bin.to))
            } else if isHistogram {
                target.condition = .number(from: bin.from, to: bin.to)
            }
            return
        }
        switch term.metric {
        case .payers, .revenuePerPayer: target.condition = .paying
        case .propertyCount, .propertyCountPerUnit: target.condition = .valued
        default: break
        }
    }
}

extension Int {
    /// The whole number at or above a double, the nearest there is.
    fileprivate init(clamping value: Double) {
        let rounded = value.rounded(.up)
        self = rounded >= 9e18 ? .max : rounded <= -9e18 ? .min : Int(rounded)
    }
}
