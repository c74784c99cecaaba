/// Parameters as other products have them, so that numbers can be compared with theirs.
package enum FunnelPreset: String, Hashable, Sendable, CaseIterable {
    case amplitude, mixpanel, posthog

    /// A funnel whose parameters all have the product's values.
    func chart(_ steps: [FunnelStep]) -> FunnelChart {
        var chart = FunnelChart(steps)
        switch self {
        case .amplitude: break
        case .mixpanel:
            chart.start = .first
            chart.tick = .twoSeconds
            chart.count = .totals
            chart.window = .duration(7 * ChartCalendar.day)
        case .posthog:
            chart.anchor = .latestStart
            chart.exclusionPolicy = .removeUnit
            chart.boundsAllSteps = true
            chart.anyOrder = .distinct
            chart.window = .duration(14 * ChartCalendar.day)
        }
        return chart
    }
}
