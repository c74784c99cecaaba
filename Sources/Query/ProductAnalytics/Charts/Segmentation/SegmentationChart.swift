/// Counts and measures events by bucket: who did what how often, and what came with it.
///
///     {"chart": "segmentation", "interval": "week", "metric": "uniques",
///      "events": [{"event": "buy", "filters": [], "group_by": ["event.page"], "occurrence": 1}, "view"],
///      "group_by": ["user.plan"], "top": 10, "other": "other"}
///
///     {"chart": "segmentation", "metric": "formula", "formula": "UNIQUES(A) / UNIQUES(B); %: ACTIVE(A)",
///      "events": ["buy", "view"]}
///
/// - `metric`: one of ``SegmentationMetric``; `uniques` unless said, `formula` where there is a `formula`.
/// - `property`: what `property_…` measure, for all events that have no `property` of their own; without either the first
///   property in the event's `group_by`, which then doesn't divide it.
/// - `percentile`: for `property_percentile`, between 0 and 1.
/// - `formula`: see ``FormulaParser``; A is the first of `events`.
/// - `group_by` divides the segment: numerators and denominators. An event's own `group_by` divides the event alone.
///   `entry:event.page` and `exit:event.page` are the first and last value of the event's session.
/// - `top`: how many groups are drawn (10); `other`: `other` makes the rest one group, `none` leaves it out.
/// - `count_elements_once`: whether a list counts once for each distinct element, not for every one.
/// - `cumulative`, or `rolling`: `{"buckets": 7}` counts once over the union of the last 7 buckets,
///   `{"buckets": 7, "average": true}` is the mean of their values.
/// - `compare`: `{"back": 1, "unit": "month"}`, or `"previous"` for the time just before, as long as the range.
/// - `exclude_weekdays`: `["saturday", "sunday"]`; `leave_out_incomplete`: no buckets that have not ended.
/// - `bins`: edges for `frequency` and `property_distribution`, the last bin open; `bin_width` for equal ones.
package struct SegmentationChart: Chart {
    package static let kind = "segmentation"

    /// How points look at more than their bucket.
    package enum Smoothing: Hashable, Sendable {
        case none, cumulative
        case rolling(Int)
        case rollingAverage(Int)
    }

    /// How histograms are cut.
    package enum Bins: Hashable, Sendable {
        case automatic
        /// Rising.
        case edges([Double])
        case width(Double)
    }

    package var events: [EventSelection]
    package var metric: SegmentationMetric
    package var property: PropertyReference?
    package var percentile = 0.5
    package var formulas: [FormulaItem] = []
    package var groupBy: [PropertyReference] = []
    package var top = 10
    package var rest = Breakdown.Rest.other
    package var countsElementsOnce = false
    package var smoothing = Smoothing.none
    package var comparison: ChartComparison?
    /// ISO numbers.
    package var excludedWeekdays: Set<Int> = []
    package var leavesOutIncomplete = false
    package var bins = Bins.automatic

    package static let mostEvents = 26
    package static let mostGroups = 1_000
    package static let mostBreakdowns = 5

    package init(
        _ metric: SegmentationMetric, of events: [EventSelection], property: PropertyReference? = nil,
        groupBy: [PropertyReference] = []
    ) {
        self.metric = metric
        self.events = events
        self.property = property
        self.groupBy = groupBy
    }

    /// A chart of formulas.
    /// - Parameter segments: How many segments digits may name.
    package init(
        formula: String, of events: [EventSelection], segments: Int = 1, groupBy: [PropertyReference] = []
    ) throws(FormulaError) {
        self.init(.formula, of: events, groupBy: groupBy)
        formulas = try FormulaParser.items(of: formula, events: events.count, segments: segments)
    }
}
