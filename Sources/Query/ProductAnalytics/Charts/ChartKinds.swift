/// Every kind of chart.
enum ChartKinds {
    static let all: [any Chart.Type] = [
        LifecycleChart.self,
        SessionsChart.self,
        RetentionChart.self,
        JourneysChart.self,
        SegmentationChart.self,
        LTVChart.self,
        AttributionChart.self,
        ImpactChart.self,
        FunnelChart.self,
        UsageIntervalChart.self,
        StickinessChart.self,
        ActiveUsersChart.self,
        EngagementChart.self,
    ]
}
