package import JSON

/// What people are worth: revenue since they came, or by calendar interval.
///
///     {"chart": "revenue_ltv", "view": "new", "days": 30, "cohorts": "by_interval", "group_by": "user.plan"}
///
/// - `view`: `new` follows the people whose first event ever lies in the range, day by day of 24 hours from that event on.
///   Whoever has not been there for that many days yet is in neither side of a ratio, so that curves may fall; with
///   `whole_cohorts` everybody counts on all days with what they have paid so far, so that only refunds let them fall. `calendar`
///   has the revenue of each interval, by people active in it (ARPU) and by people who paid in it (ARPPU).
/// - `days`: how many days are followed, 0 to this; 30.
/// - `cohorts`: `whole`, or `by_interval` with one curve for those who came in each interval.
/// - `event`: whose revenue counts; any event's if missing. `revenue`: the number that is revenue, the column `revenue` if
///   missing.
/// - `group_by`: one property; in `new` its value at the first event, in `calendar` that of each event. `top`: how many
///   groups are told apart, those with most people (`new`) or revenue (`calendar`). `other`: `other` makes the rest one
///   group, in which each unit counts once; `none` leaves it out.
///
/// Filters of segments are asked of the first event in `new`, of each event in `calendar`. Somebody has paid after an event
/// with a revenue above 0.
package struct LTVChart: Chart {
    package static let kind = "revenue_ltv"

    package enum View: String, CaseIterable, Sendable { case new, calendar }
    package enum Cohorts: String, CaseIterable, Sendable {
        case whole
        case byInterval = "by_interval"
    }

    package var view: View
    package var days: Int
    package var cohorts: Cohorts
    /// Whether people count on days that they have not been there for yet.
    package var wholeCohorts: Bool
    package var event: EventSelection
    package var revenue: PropertyReference
    package var groupBy: PropertyReference?
    package var top: Int
    package var rest: Breakdown.Rest

    package init(
        view: View = .new, days: Int = 30, cohorts: Cohorts = .whole, wholeCohorts: Bool = false,
        event: EventSelection = .any, revenue: PropertyReference = .column("revenue"),
        groupBy: PropertyReference? = nil, top: Int = 10, rest: Breakdown.Rest = .other
    ) {
        self.view = view
        self.days = days
        self.cohorts = cohorts
        self.wholeCohorts = wholeCohorts
        self.event = event
        self.revenue = revenue
        self.groupBy = groupBy
        self.top = top
        self.rest = rest
    }

    package init(_ reader: inout DefinitionReader) {
        view = reader.choice("view", or: .new)
        days = reader.integer("days", in: 0...1_000) ?? 30
        cohorts = reader.choice("cohorts", or: .whole)
        wholeCohorts = reader.flag("whole_cohorts")
        if wholeCohorts, view == .calendar {
            reader.report("whole_cohorts", "Only the view new follows cohorts.")
        }
        event =
            reader.undividedEvent("event", "Move it to the group_by of the chart, which takes one property.") ?? .any
        revenue = reader.text("revenue").map(PropertyReference.init) ?? .column("revenue")
        let properties = reader.texts("group_by")
        if properties.count > 1 { reader.report("group_by", "Revenue is divided by one property.") }
        groupBy = properties.first.map(PropertyReference.init)
        top = reader.integer("top", in: 1...1_000) ?? 10
        rest = reader.choice("other", or: .other)
    }

    package func span(in context: ChartContext) -> ChartSpan {
        switch (view, cohorts) {
        case (.calendar, _): .whole(context.buckets, in: context)
        case (.new, .byInterval): .parts(context.buckets, in: context)
        case (.new, .whole): .asked(in: context)
        }
    }

    package func words(in context: ChartContext) -> String {
        switch view {
        case .new:
            """
            \(revenue) of \(event.words) by \(context.unitName) whose first event ever lies in the \
            \(cohorts == .whole ? "range" : context.interval.rawValue), within 24 · (N + 1) hours of it. \(divisors)
            """
        case .calendar:
            """
            \(revenue) of \(event.words) in each \(context.interval.rawValue). ARPU divides by active \(context.unitName), \
            ARPPU by those who paid in it.
            """
        }
    }

    /// By whom the ratios of new people are divided.
    private var divisors: String {
        guard wholeCohorts else {
            return """
                ARPU divides by those who have been there for as long, ARPPU by those of them who have paid by then.
                """
        }
        return """
            ARPU divides by all of them, ARPPU by those who have paid by then. Days that have not passed for somebody yet \
            have what they have paid so far.
            """
    }

    package func answer(in context: ChartContext) async throws(ChartError) -> any ChartAnswer {
        switch view {
        case .new: try await curves(in: context)
        case .calendar: try await intervals(in: context)
        }
    }

    /// The view of new people as a value.
    package func curves(in context: ChartContext) async throws(ChartError) -> LTVAnswer {
        let found = try await ranked { told throws(ChartError) in try await run(in: context, told, focus: nil) }
        return LTVAnswer(found.outcome.pass, found.ranking, context: context, cohorts: cohorts, sql: found.sql)
    }

    /// The view by calendar interval as a value.
    package func intervals(in context: ChartContext) async throws(ChartError) -> RevenueAnswer {
        let found = try await ranked { told throws(ChartError) in try await runCalendar(in: context, told, focus: nil) }
        return RevenueAnswer(found.outcome.pass, found.ranking, context: context, sql: found.sql)
    }

    /// - Parameter point: In `new` `{"metric": "people"}`, or `mature` or `payers` with `"day"`, and `"cohort"`; in
    ///   `calendar` `active` or `payers` with `"bucket"`, the whole range without. With `"segment"`, and `"group"` or
    ///   `"other": true`.
    package func units(behind point: JSONValue, in context: ChartContext) async throws(ChartError) -> ChartUnits {
        enum Metric: String, CaseIterable { case people, mature, active, payers }
        var reader = DefinitionReader(point)
        let metric: Metric = reader.choice("metric", or: .payers)
        let segment = reader.integer("segment", in: 0...context.segments.count - 1) ?? 0
        let group: LTVGroup = groupBy == nil ? .everybody : Self.group(&reader)
        let lastBucket = max(0, context.buckets.count - 1)
        let day = view == .new ? reader.integer("day", in: 0...days) ?? 0 : 0
        let cohort = view == .new ? reader.integer("cohort", in: 0...(cohorts == .whole ? 0 : lastBucket)) ?? 0 : 0
        let bucket = view == .calendar ? reader.integer("bucket", in: 0...lastBucket) : nil
        let known: [Metric] = view == .new ? [.people, .mature, .payers] : [.active, .payers]
        if !known.contains(metric) {
            reader.report("metric", "This view has no \(metric.rawValue).")
        }
        reader.reportUnknownKeys()
        guard reader.allProblems.isEmpty else { throw .invalid(reader.allProblems) }
        switch view {
        case .new:
            let measure: LTVPass.Measure =
                metric == .people ? .people : metric == .mature ? .mature(day: day) : .payers(day: day)
            let told = try await told(for: group) { told throws(ChartError) in
                try await run(in: context, told, focus: nil)
            }
            let outcome = try await run(
                in: context, told, focus: .init(segment: segment, cohort: cohort, group: group, measure: measure))
            return ChartUnits(units: outcome.pass.units.sorted(), names: outcome.names)
        case .calendar:
            let told = try await told(for: group) { told throws(ChartError) in
                try await runCalendar(in: context, told, focus: nil)
            }
            let outcome = try await runCalendar(
                in: context, told,
                focus: .init(segment: segment, bucket: bucket, group: group, isPayers: metric == .payers))
            return ChartUnits(units: outcome.pass.units.sorted(), names: outcome.names)
        }
    }

    private static func group(_ reader: inout DefinitionReader) -> LTVGroup {
        reader.flag("other") ? .other : reader.text("group").map(LTVGroup.value) ?? .everybody
    }

    /// Events whose revenue counts.
    private var paying: EventSelection {
        var paying = event
        // What has no revenue adds none anyway, but it has its number among a person's events.
        if paying.occurrence == nil { paying.filters.append(PropertyFilter(revenue.asAmount, .isSet)) }
        return paying
    }

    /// Curves times days of each series.
    private static let mostPoints = 200_000

    private func run(
        in context: ChartContext, _ told: [String?]?, focus: LTVPass.Focus?
    ) async throws(ChartError) -> EventLog.Outcome<LTVPass> {
        if cohorts == .byInterval, context.buckets.count * (days + 1) > Self.mostPoints {
            throw .invalid(
                "cohorts",
                """
                \(context.buckets.count) curves of \(days + 1) days are too many numbers: together they may make \
                \(Self.mostPoints). Take a shorter range, a longer interval or fewer days.
                """)
        }
        var request = context.request(
            from: context.range.from, to: context.range.to + Int64(days + 1) * ChartCalendar.day)
        let first = request.place(of: .isFirst)
        let paid = request.place(of: paying)
        // Who is new in the range has no events before it, whichever of them count.
        request.from = context.range.from
        let number = request.place(ofNumber: revenue.asAmount)
        let segments = context.segmentTests(&request)
        request.wanted = [first, paid]
        request.needsFirst = true
        let group = groupBy.map { request.place(of: $0) }
        return try await context.log.run(request) { dictionaries in
            LTVPass(
                range: context.range, buckets: cohorts == .whole ? nil : context.buckets, days: days,
                asOf: wholeCohorts ? .max : context.asOf, isFirst: 1 << UInt64(first), paid: 1 << UInt64(paid),
                number: number, group: group, groups: group.map { LTVGroups(dictionaries[$0], told: told) },
                segments: segments, focus: focus)
        }
    }

    private func runCalendar(
        in context: ChartContext, _ told: [String?]?, focus: RevenuePass.Focus?
    ) async throws(ChartError) -> EventLog.Outcome<RevenuePass> {
        let buckets = context.buckets
        var request = context.request(from: buckets.start, to: buckets.end)
        let active = request.place(of: .isActive)
        let paid = request.place(of: paying)
        let number = request.place(ofNumber: revenue.asAmount)
        let segments = context.segmentTests(&request)
        request.wanted = [active, paid]
        request.needsFirst = context.segments.contains(where: \.onlyNew)
        let group = groupBy.map { request.place(of: $0) }
        return try await context.log.run(request) { dictionaries in
            RevenuePass(
                buckets: buckets, active: 1 << UInt64(active), paid: 1 << UInt64(paid), number: number, group: group,
                groups: group.map { LTVGroups(dictionaries[$0], told: told) }, segments: segments, focus: focus)
        }
    }
}
