package import JSON

/// Which values that people met before gave rise to an event: how a count or a sum is shared among them.
///
///     {"chart": "attribution", "event": "buy", "sum": "revenue", "touch": "event.channel", "lookback": {"days": 30},
///      "models": ["first", "last", "u", "custom"], "weights": {"first": 50, "middle": 30, "last": 20}}
///
/// - `event`: what is counted; filters of segments are asked of it. `sum`: the number to add up besides.
/// - `touch`: the property whose values get the credit; `touch_event`: which events are touches, any that has a value if
///   missing. A touch lies before the event or is the event itself. Each element of an array is a touch.
/// - `lookback`: how far back touches may lie, its end included, 30 days if missing; or `"session"`, which is the recorded
///   one or what `sessions` says (``SessionRule``).
/// - `collapse`: whether equal values one after the other are one touch; false.
/// - `models`: of `first`, `last`, `linear`, `participation` (all of it to each touch), `u`, `j`, `inverse_j`; all if
///   missing, and `custom` if there are `weights`: the parts of the first, of all in the middle together, and of the last.
/// - `top`: how many values are listed, 100; the others are put together.
package struct AttributionChart: Chart {
    package static let kind = "attribution"

    package enum Lookback: Hashable, Sendable {
        /// Microseconds.
        case time(Int64)
        case session(SessionRule)
    }

    package var event: EventSelection
    package var sum: PropertyReference?
    package var touch: PropertyReference
    package var touchEvent: EventSelection
    package var lookback: Lookback
    package var collapses: Bool
    package var models: [AttributionModel]
    package var top: Int

    package init(
        event: EventSelection, sum: PropertyReference? = nil, touch: PropertyReference,
        touchEvent: EventSelection = .any, lookback: Lookback = .time(30 * ChartCalendar.day), collapses: Bool = false,
        models: [AttributionModel] = AttributionModel.all, top: Int = 100
    ) {
        self.event = event
        self.sum = sum
        self.touch = touch
        self.touchEvent = touchEvent
        self.lookback = lookback
        self.collapses = collapses
        self.models = models
        self.top = top
    }

    package init(_ reader: inout DefinitionReader) {
        let instead = "Attribution shares among the values of touch: leave group_by out."
        let event = reader.undividedEvent("event", instead)
        if event == nil { reader.report("event", "Say which event is counted.") }
        self.event = event ?? .any
        sum = reader.text("sum").map(PropertyReference.init)
        let touch = reader.text("touch") ?? ""
        if touch.isEmpty {
            reader.report("touch", "Name the property whose values get the credit, such as event.channel.")
        }
        self.touch = PropertyReference(touch)
        touchEvent = reader.undividedEvent("touch_event", instead) ?? .any
        let rule = reader.sessionRule("sessions")
        if case .string("session") = reader.value("lookback") {
            lookback = .session(rule)
        } else {
            lookback = .time(reader.duration("lookback") ?? 30 * ChartCalendar.day)
            if reader.has("sessions") { reader.report("sessions", "Only with \"lookback\": \"session\".") }
        }
        collapses = reader.flag("collapse")
        let custom: AttributionModel? = reader.object("weights") { weights in
            let bounds = 0...1_000_000.0
            let (first, middle, last) = (
                weights.number("first", in: bounds) ?? 0, weights.number("middle", in: bounds) ?? 0,
                weights.number("last", in: bounds) ?? 0
            )
            if first + middle + last <= 0 { weights.report("", "Say the parts: first, middle and last, not all 0.") }
            return .custom(first: first, middle: middle, last: last)
        }
        let known = AttributionModel.all + (custom.map { [$0] } ?? [])
        let names = reader.texts("models")
        models = names.isEmpty ? known : names.compactMap { name in known.first { $0.name == name } }
        if let unknown = names.first(where: { name in !known.contains { $0.name == name } }) {
            let hint = unknown == "custom" ? " Say its weights." : ""
            reader.report(
                "models",
                "There is no model \"\(unknown)\"." + hint
                    + DefinitionReader.suggestion(for: unknown, among: known.map(\.name)))
        }
        top = reader.integer("top", in: 1...1_000) ?? 100
    }

    package func words(in context: ChartContext) -> String {
        let back =
            switch lookback {
            case .time(let time): "at most \(SessionRule.words(of: time)) before"
            case .session(let rule): "in the same session (\(rule.words))"
            }
        let what = sum.map { "number and \($0)" } ?? "number"
        return """
            The \(what) of \(event.words) in the range, credited to the values of \(touch) on \(touchEvent.words) \
            \(back), the event itself among them.\
            \(collapses ? " Equal values one after the other are one touch." : "") Events without a touch are (none). \
            By model: \(models.map(\.words).joined(separator: "; ")).
            """
    }

    package func answer(in context: ChartContext) async throws(ChartError) -> any ChartAnswer {
        try await attribution(in: context)
    }

    /// The numbers as a value.
    package func attribution(in context: ChartContext) async throws(ChartError) -> AttributionAnswer {
        let outcome = try await run(in: context, focus: nil)
        return AttributionAnswer(
            outcome.pass, chart: self, context: context, sql: outcome.sql)
    }

    /// - Parameter point: `{"value": "ads"}` for the units of whose events a value was a touch, or nothing for all whose
    ///   events are counted; with `"segment"`.
    package func units(behind point: JSONValue, in context: ChartContext) async throws(ChartError) -> ChartUnits {
        var reader = DefinitionReader(point)
        let value = reader.text("value")
        let segment = reader.integer("segment", in: 0...context.segments.count - 1) ?? 0
        reader.reportUnknownKeys()
        guard reader.allProblems.isEmpty else { throw .invalid(reader.allProblems) }
        let outcome = try await run(in: context, focus: .init(segment: segment, value: value))
        return ChartUnits(units: outcome.pass.units.sorted(), names: outcome.names)
    }

    private func run(
        in context: ChartContext, focus: AttributionPass.Focus?
    ) async throws(ChartError) -> EventLog.Outcome<AttributionPass> {
        var window: Int64?
        if case .time(let time) = lookback { window = time }
        var request = context.request(
            from: context.range.from - (window ?? SessionCutter.margin), to: context.range.to)
        var touches = touchEvent
        // What has no value is no touch anyway, but it has its number among a person's events.
        if touches.occurrence == nil { touches.filters.append(PropertyFilter(touch, .isSet)) }
        let counted = request.place(of: event)
        let touched = request.place(of: touches)
        let place = request.place(of: touch)
        let number = sum.map { request.place(ofNumber: $0.asAmount) }
        let segments = context.segmentTests(&request)
        request.wanted = [counted, touched]
        request.needsFirst = context.segments.contains(where: \.onlyNew)
        var cutter: SessionCutter?
        if case .session(let rule) = lookback { cutter = try SessionCutter(rule, &request, in: context) }
        return try await context.log.run(request) { dictionaries in
            AttributionPass(
                range: context.range, counted: 1 << UInt64(counted), touched: 1 << UInt64(touched), place: place,
                number: number, window: window, collapses: collapses, models: models, cutter: cutter,
                segments: segments, values: dictionaries[place], focus: focus)
        }
    }
}
