/// Which units a series of a funnel is about.
package enum FunnelGroup: Sendable, Hashable {
    case all
    /// A value of the breakdown; `nil` is the missing one.
    case value(String?)
    /// All values that are not told apart.
    case other
    /// Those who did not reach the breakdown's step.
    case notReached
}

/// The numbers of a segment, or of one of its groups.
package struct FunnelSeries: Sendable {
    package var segment: Int
    package var group: FunnelGroup
    package var numbers: FunnelNumbers
    /// By bucket of the first step; empty unless asked for.
    package var buckets: [FunnelNumbers]
    /// How many units did a step how often before they reached another, by number of times.
    package var frequency: [(times: Int, units: Int)] = []
    package var drivers: [FunnelDriver] = []
    /// Who reached the drivers' second step and who only its first.
    package var driven = (converted: 0, dropped: 0)
}

/// How many went from step to step.
package struct FunnelAnswer: ChartAnswer {
    package let chart: FunnelChart
    package let segments: [String]
    package let series: [FunnelSeries]
    package let buckets: Buckets
    /// Whether units that start in a bucket may still convert.
    package let incomplete: [Bool]
    package let calendar: ChartCalendar
    package let sampling: Sampling?
    package let sql: [String]
    package let notes: [String]

    init(_ chart: FunnelChart, _ context: ChartContext, _ outcome: EventLog.Outcome<FunnelPass>) async {
        self.chart = chart
        segments = context.segments.map(\.name)
        buckets = context.buckets
        calendar = context.calendar
        sampling = context.sampling
        sql = [outcome.sql]
        let ends = buckets.edges.dropFirst().map { $0.addingReportingOverflow(chart.window.length) }
        incomplete = ends.map { $0.overflow || $0.partialValue > context.asOf }

        let pass = outcome.pass
        let ranking = FunnelRanking(pass)
        var series = await FunnelSeriesCount(pass, ranking).series(of: segments.count)
        var notes: [String] = []
        for place in series.indices where series[place].group == .all {
            let segment = series[place].segment
            series[place].frequency = pass.frequencies[segment].sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
            guard let column = pass.plan.typeColumn else { continue }
            let counts = pass.drivers[segment]
            let drivers = counts.drivers(outcome.dictionaries[column])
            series[place].drivers = Array(drivers.prefix(FunnelDriverCounts.mostDrivers))
            series[place].driven = (counts.converted, counts.dropped)
            if drivers.count > FunnelDriverCounts.mostDrivers {
                notes.append("The strongest \(FunnelDriverCounts.mostDrivers) of \(drivers.count) drivers are shown.")
            }
        }
        if let note = ranking?.note { notes.append(note) }
        self.series = series
        self.notes = notes
    }

    /// The series of a segment's group; `nil` if there is none.
    package func series(_ group: FunnelGroup = .all, segment: Int = 0) -> FunnelSeries? {
        series.first { $0.segment == segment && $0.group == group }
    }

    /// The counts of a segment's group by step; empty if there is none.
    package func counts(_ group: FunnelGroup = .all, segment: Int = 0) -> [Int] {
        series(group, segment: segment)?.numbers.counts ?? []
    }
}
