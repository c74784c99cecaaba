/// How many go from one step to the next, within a window of time after the first.
///
///     {"chart": "funnel", "steps": ["sign up", {"event": "buy", "filters": […]}], "window": {"value": 7, "unit": "day"}}
///
/// Keys, with their defaults:
///
/// - `steps`: events as everywhere; `"optional": true` on a step that may be left out (order `this`).
/// - `order`: `this`, `any` or `exact`.
/// - `window`: `{"value": 1, "unit": "day"}` (second, minute, hour, day, week) or `"session"`.
/// - `count`: `unique` or `totals` (attempts). `per`: `unit` or `session`. `hold`: properties that stay the same on all steps.
/// - `tick`: `1s`, `2s` or `exact`.
/// - `exclusions`: `[{"event": …, "after": 1, "before": 2}]`. `exclusion_policy`: `drop_at_step` or `remove_unit`.
/// - `breakdown`: `{"property": "event.plan", "at": 2, "limit": 10, "other": true}`, where `at` is a step, `first_touch`,
///   `last_touch` or `all_events`.
/// - `over_time`: numbers by the interval of the first step. `complete_windows_only`: leaves out who may still convert.
/// - `sum`: a property summed at the last step.
/// - `time_to_convert`: `{"from": 1, "to": 3, "bin_seconds": 60}`. `frequency`: `{"step": 1, "before": 2}`.
///   `drivers`: `{"from": 1, "to": 3}`.
/// - `start`: `longest` or `first`. `ttc_anchor`: `chosen` or `latest_start`. `bound_all_steps`: the range binds all steps.
///   `any_order`: `prefix` or `distinct`. `preset`: `amplitude`, `mixpanel` or `posthog` sets all these at once.
package struct FunnelChart: Chart {
    package static let kind = "funnel"
    /// Marks of an event have a bit for each.
    package static let mostSteps = 60

    package var steps: [FunnelStep]
    package var order = FunnelOrder.this
    package var window = FunnelWindow.duration(ChartCalendar.day)
    package var tick = FunnelTick.oneSecond
    package var count = FunnelCount.unique
    package var per = FunnelPart.unit
    /// Properties that stay the same along a chain, so that a unit counts once for each of their values.
    package var held: [PropertyReference] = []
    package var exclusions: [FunnelExclusion] = []
    package var exclusionPolicy = FunnelExclusionPolicy.dropAtStep
    package var start = FunnelStart.longest
    package var anchor = FunnelAnchor.chosen
    package var boundsAllSteps = false
    package var anyOrder = FunnelAnyOrder.prefix
    package var breakdown: FunnelBreakdown?
    package var isOverTime = false
    package var completeWindowsOnly = false
    /// Summed at the last step.
    package var sum: PropertyReference?
    package var histogram: FunnelHistogram?
    package var frequency: FunnelFrequency?
    package var drivers: FunnelDrivers?

    package init(_ steps: [FunnelStep]) { self.steps = steps }

    package init(_ names: String...) { self.init(names.map { FunnelStep($0) }) }

    package static let isComparable = true

    /// Where nothing is drawn over time the range alone is moved, by days where it has whole ones.
    package func comparedBuckets(in context: ChartContext) -> Buckets {
        isOverTime ? context.buckets : Buckets(covering: context.range, in: context.calendar)
    }

    package func span(in context: ChartContext) -> ChartSpan {
        isOverTime ? .parts(context.buckets, in: context) : .asked(in: context)
    }

    package func answer(in context: ChartContext) async throws(ChartError) -> any ChartAnswer {
        try await funnel(in: context)
    }

    /// The numbers as a value.
    package func funnel(in context: ChartContext) async throws(ChartError) -> FunnelAnswer {
        let outcome = try await run(in: context, focus: nil)
        return await FunnelAnswer(self, context, outcome)
    }

    func run(
        in context: ChartContext, focus: FunnelFocus?
    ) async throws(ChartError) -> EventLog.Outcome<FunnelPass> {
        try check()
        var plan = FunnelPlan(self, context)
        let request = plan.request
        return try await context.log.run(request) { dictionaries in
            plan.dictionaries = dictionaries
            return FunnelPass(plan, focus: focus)
        }
    }
}
