package import JSON

extension RetentionChart {
    /// The numbers as a value.
    package func retention(in context: ChartContext) async throws(ChartError) -> RetentionAnswer {
        let run = try await run(in: context, focus: nil)
        var notes: [String] = []
        if let note = run.ranking?.note(rest) { notes.append(note) }
        if run.pass.sizes.allSatisfy({ $0 == 0 }) { notes.append("Nobody started in this range.") }
        return RetentionAnswer(
            self, run.pass, series: ChartSeries.all(of: context.segments, run.ranking), calendar: context.calendar,
            sampling: context.sampling, sql: run.sql, notes: notes)
    }

    /// The point is `{"series": 0, "cohort": 3, "interval": 2}`: a series and a cohort by their places in the answer, an
    /// interval (of brackets the place) or none for the whole cohort, and `"returned": false` for those who did not come
    /// back. Without a cohort it is the overall row, if that counts people once.
    package func units(behind point: JSONValue, in context: ChartContext) async throws(ChartError) -> ChartUnits {
        var reader = DefinitionReader(point)
        let columns = type == .bracket ? brackets.count : count(of: context.interval) + 1
        let series = reader.integer("series", in: 0...Int(Int32.max)) ?? 0
        let cohort = reader.integer("cohort", in: 0...max(0, context.buckets.count - 1))
        let column = reader.integer("interval", in: 0...max(0, columns - 1))
        let returned = reader.flag("returned", or: true)
        if cohort == nil, overall != .distinctPeople || column == nil {
            reader.report(
                "cohort",
                """
                The overall row counts somebody once for each of their cohorts. Ask for a cohort, or for an interval of a \
                chart whose overall is distinct_people.
                """)
        }
        if measure == .ltv, column != nil {
            reader.report("interval", "A lifetime value is a sum over the whole cohort: leave the interval out.")
        }
        reader.reportUnknownKeys()
        guard reader.allProblems.isEmpty else { throw .invalid(reader.allProblems) }
        let focus = RetentionPass.Focus(series: series, cohort: cohort, column: column, returned: returned)
        let run = try await run(in: context, focus: focus)
        try ChartSeries.check(series, of: context.segments, run.ranking)
        return ChartUnits(units: run.pass.units.sorted(), names: run.names)
    }

    private func run(in context: ChartContext, focus: RetentionPass.Focus?) async throws(ChartError) -> SeriesRun<
        RetentionPass
    > {
        let ranking = try await context.ranking(
            of: breakdown, in: context.buckets, newIn: context.buckets, choose: chooseStart)
        let series = ChartSeries.all(of: context.segments, ranking).count
        let time = try RetentionTime(self, in: context, series: series)
        let end = type == .unbounded ? nil : time.ticks.end
        var reading = SeriesReading(
            context.request(from: time.cohorts.start, to: end), in: context, breakdown: breakdown, ranking: ranking,
            newIn: time.cohorts, choose: chooseStart)
        let returning = reading.request.choose(self.returning)
        let number = measure == .ltv ? reading.request.place(ofNumber: property.asAmount) : nil
        reading.request.needsOnlyDays =
            ranking == nil && canCountDays && dayDefinition == .calendar && intervalZero == .cohort
            && measure == .people && context.interval.isWholeDays && context.calendar.isUTC
        let outcome = try await context.log.run(reading.request) { dictionaries in
            RetentionPass(
                self, time: time, starts: reading.activity(in: time.cohorts, dictionaries), returning: returning,
                number: number, focus: focus)
        }
        return SeriesRun(
            pass: outcome.pass, ranking: ranking, names: outcome.names,
            sql: (ranking.map { [$0.sql] } ?? []) + [outcome.sql])
    }

    /// Whether days say which events count: where a unit's first start lies, but not where its second one does, since a day may
    /// have had both. All days of return count alike.
    private var canCountDays: Bool {
        guard returning.occurrence == nil else { return false }
        switch start {
        case .event(let selection): return (selection.occurrence ?? 1) == 1
        case .newUser: return true
        }
    }

    private func chooseStart(_ request: inout EventRequest) -> ChosenEvent {
        switch start {
        case .event(let selection): return request.choose(selection)
        case .newUser(let filters, _):
            request.needsFirst = true
            let first = request.place(of: .isFirst)
            request.wanted = (request.wanted ?? []) + [first]
            let also = filters.isEmpty ? [] : [request.place(of: .filters(filters))]
            return ChosenEvent([first], occurrence: 1, also: also)
        }
    }
}
