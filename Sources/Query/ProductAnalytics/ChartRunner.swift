internal import Foundation
package import JSON
package import Warehouse

/// Answers charts on one source of events.
package struct ChartRunner: Sendable {
    package let source: any EventSource
    package let warehouse: any Warehouse
    /// The project's zone, first day of the week and first month of the year; a chart may have another zone.
    package let calendar: ChartCalendar
    /// Where the cohorts are found that charts name.
    package let book: any CohortBook
    /// Whether the tables beside the events may answer.
    package var readsDerived = true
    /// Step lists that stay in memory from chart to chart; `nil` reads all from the tables.
    package var resident: ResidentSteps?

    package init(
        source: any EventSource, warehouse: any Warehouse, calendar: ChartCalendar,
        book: any CohortBook = CohortsByName()
    ) {
        self.source = source
        self.warehouse = warehouse
        self.calendar = calendar
        self.book = book
    }

    /// Reads the events and works out the numbers.
    /// - Parameters:
    ///   - asOf: The moment for which the answer holds, in microseconds.
    ///   - label: On whose behalf, for logs and the list of running queries.
    package func run(
        _ definition: ChartDefinition, asOf: Int64, label: String
    ) async throws(ChartError) -> ChartOutcome {
        do throws(ChartError) {
            return try await outcome(of: definition, asOf: asOf, label: label)
        } catch {
            throw error.placed(in: definition)
        }
    }

    private func outcome(
        of definition: ChartDefinition, asOf: Int64, label: String
    ) async throws(ChartError) -> ChartOutcome {
        let (prepared, cohorts) = try await prepare(definition, asOf: asOf, label: label)
        var context = prepared
        let chart = definition.chart
        var words = chart.words(in: context)
        var earlier: ChartContext?
        if let comparison = definition.comparison {
            context = context.keepingGroups()
            // A comparison that can't be made is said before anything is read.
            earlier = try context.earlier(comparison, for: chart)
            words += " " + comparison.words
        }
        let answer = try await chart.answer(in: context)
        var past: ChartPast?
        if let earlier {
            past = ChartPast(range: chart.span(in: earlier).range, answer: try await chart.answer(in: earlier))
        }
        return ChartOutcome(
            kind: type(of: chart).kind, title: definition.title, words: words, context: context,
            span: chart.span(in: context), cohorts: cohorts, remarks: await remarks(context), answer: answer, past: past
        )
    }

    /// What makes numbers zero, or less than they could be, without anybody's having done less.
    private func remarks(_ context: ChartContext) async -> [String] {
        if context.range.from > context.asOf {
            let moment = ChartTime.iso(context.asOf, in: context.calendar)
            return ["The range begins after \(moment), for which the answer holds: nothing of it has happened yet."]
        }
        return await NameNotes(context.log).notes() + MoneyNotes(context).notes()
    }

    /// The units behind one number of a chart; with `"past": true` in the point behind that of the time it is compared with.
    /// - Throws: ``ChartError/invalid(_:)`` with paths into the definition, or into the point: `point.step`.
    package func units(
        behind point: JSONValue, of definition: ChartDefinition, asOf: Int64, label: String
    ) async throws(ChartError) -> ChartUnits {
        if definition.sample != nil {
            throw .invalid(
                "sample", "A sampled chart has no list of all the people behind a number. Take the sample away.")
        }
        do throws(ChartError) {
            return try await found(behind: point, of: definition, asOf: asOf, label: label)
        } catch {
            throw error.placed(in: definition)
        }
    }

    private func found(
        behind point: JSONValue, of definition: ChartDefinition, asOf: Int64, label: String
    ) async throws(ChartError) -> ChartUnits {
        let (context, _) = try await prepare(definition, asOf: asOf, label: label)
        do throws(ChartError) {
            return try await found(behind: point, of: definition, in: context)
        } catch {
            throw error.placed(inPoint: point, of: definition)
        }
    }

    private func found(
        behind point: JSONValue, of definition: ChartDefinition, in context: ChartContext
    ) async throws(ChartError) -> ChartUnits {
        let chart = definition.chart
        guard let comparison = definition.comparison, case .object(var object) = point,
            let isPast = object["past"]?.boolValue
        else { return try await chart.units(behind: point, in: context) }
        object["past"] = nil
        guard isPast else { return try await chart.units(behind: .object(object), in: context) }
        let kept = context.keepingGroups()
        let earlier = try kept.earlier(comparison, for: chart)
        // Series are those of the time that the chart is about.
        if chart.ranksGroups { _ = try await chart.answer(in: kept) }
        return try await chart.units(behind: .object(object), in: earlier)
    }

    /// A list that holds the units behind one number of a chart, as they are now.
    /// - Throws: ``ChartError/invalid(_:)`` for a chart that looks at a sample: a part of the people is no cohort.
    package func cohort(
        named name: String, behind point: JSONValue, of definition: ChartDefinition, asOf: Int64, label: String
    ) async throws(ChartError) -> Cohort {
        let found = try await units(behind: point, of: definition, asOf: asOf, label: label)
        let ids = found.units.map { found.names?.name(of: $0) ?? String($0) }
        let kind: CohortList.Kind = definition.unit == .person ? .people : .groups
        return Cohort(name: name, unit: definition.unit, .list(CohortList(kind, ids)))
    }

    /// What a chart works with, and the cohorts that it names.
    package func context(
        of definition: ChartDefinition, asOf: Int64, label: String
    ) async throws(ChartError) -> ChartContext {
        try await prepare(definition, asOf: asOf, label: label).context
    }

    private func prepare(
        _ definition: ChartDefinition, asOf: Int64, label: String
    ) async throws(ChartError) -> (context: ChartContext, cohorts: [String: CohortMembers]) {
        var calendar = calendar
        if let name = definition.zone {
            guard let zone = TimeZone(identifier: name) else {
                throw .invalid("time_zone", "There is no time zone \"\(name)\". Use a name such as Europe/Berlin.")
            }
            calendar = ChartCalendar(zone: zone, weekStart: calendar.weekStart, fiscalStart: calendar.fiscalStart)
        }
        var log = EventLog(source: source, warehouse: warehouse, label: label)
        log.readsSteps = readsDerived
        log.resident = resident
        let range = definition.range.bounds(in: calendar, asOf: asOf)
        try Buckets.check(from: range.from, to: range.to, every: definition.interval)
        let evaluator = CohortEvaluator(log: log, book: book, calendar: calendar, asOf: asOf)
        let cohorts = try await evaluator.members(of: definition.cohorts, unit: definition.unit)
        let context = ChartContext(
            log: log, calendar: calendar, asOf: asOf, range: range, interval: definition.interval,
            segments: definition.segments, unit: definition.unit, sample: definition.sample,
            cohorts: cohorts.mapValues(\.units),
            segmentMembers: try await evaluator.members(
                of: definition.segments, unit: definition.unit, range: range, every: definition.interval))
        return (context, cohorts)
    }
}
