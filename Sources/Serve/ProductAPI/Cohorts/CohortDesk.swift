package import Content
internal import JSON
package import ProductAnalytics
package import QueryRunner
internal import SQL
internal import Warehouse

/// Works out who is in saved cohorts, and keeps the members where explores can join them.
package struct CohortDesk: Sendable {
    package let charts: ChartDesk

    package init(charts: ChartDesk) { self.charts = charts }

    package var shelf: CohortShelf { charts.shelf }
    private var warehouse: any Warehouse { charts.warehouse }

    /// Who is in a cohort, and by which names.
    package struct Members: Sendable {
        package var units: [Int64]
        /// Of groups, and of the people of explores.
        package var names: [String]?
        package var asOf: Int64
        /// Ids of a list that nobody has.
        package var unknown: [String]
    }

    /// Works out a cohort.
    /// - Throws: ``ChartError``, ``QueryFailure/busy``, or `CancellationError`.
    package func members(
        of cohort: Cohort, asOf: Int64? = nil, for reader: ChartReader,
        _ priority: AdmissionQueue.Priority = .interactive
    ) async throws -> Members {
        let source = charts.sources.whole(cohort.source)
        let book = SavedCohorts(shelf: shelf, sources: charts.sources, source: source, reader: reader)
        let moment = asOf ?? charts.now()
        return try await charts.admission.run(priority) {
            let found = try await book.members(of: cohort, asOf: moment)
            var isNumber = false
            if case .person = cohort.unit, case .events = source { isNumber = true }
            let units = found.members.units.sorted()
            guard !isNumber else {
                return Members(units: units, names: nil, asOf: moment, unknown: found.members.unknown)
            }
            let names = units.map { ($0, found.log.names.name(of: $0) ?? "") }.sorted { $0.1 < $1.1 }
            return Members(
                units: names.map(\.0), names: names.map(\.1), asOf: moment, unknown: found.members.unknown)
        }
    }

    /// - Throws: ``ChartError/invalid(_:)`` for a cohort of collected groups of a type that was never collected.
    package func checkGroups(of cohort: Cohort, for reader: ChartReader) async throws {
        guard reader.seesAllEvents, case .group(let type) = cohort.unit,
            case .events(let project) = charts.sources.whole(cohort.source)
        else { return }
        let groups = GroupNames(
            source: try await charts.sources.events(of: project), warehouse: warehouse, label: reader.label)
        guard let types = try await groups.types(), !types.contains(type) else { return }
        throw ChartError.invalid(
            "count_by",
            "No group of the type \"\(type)\" was ever collected."
                + (types.isEmpty ? "" : " There are: \(types.joined(separator: ", "))."))
    }

    /// Whether the members are kept: those of explores depend on who asks.
    package func isKept(_ cohort: Cohort) -> Bool {
        if case .events = charts.sources.whole(cohort.source) { true } else { false }
    }

    /// Keeps the members of a cohort in place of those that were kept before, in one transaction.
    func keep(_ saved: SavedCohort, _ cohort: Cohort, _ members: Members) async throws -> KeptCohort {
        let project = charts.sources.whole(cohort.source).project ?? charts.number
        let kept = KeptCohort(
            name: saved.name, version: saved.version, size: members.units.count, unknownIDs: members.unknown.count,
            asOf: members.asOf, computedAt: charts.now())
        let unit = if case .group(let type) = cohort.unit { type } else { "person" }
        let label = "cohorts: \(saved.name)"
        var writer = JSONWriter()
        writer.beginArray()
        for name in members.names ?? [] { writer.string(name) }
        writer.endArray()
        let list =
            members.names == nil
            ? "[" + members.units.map(String.init).joined(separator: ",") + "]"
            : String(decoding: writer.bytes, as: UTF8.self)
        let hasNames = members.names != nil
        try await warehouse.transaction(label: label) { transaction in
            try await Self.forget(saved.name, in: transaction)
            try await transaction.execute(
                Statement(
                    "INSERT INTO main.cohort VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    parameters: [
                        .text(saved.name), .int(Int64(saved.version)), .int(Int64(project)), .text(unit),
                        .text(saved.description), .int(Int64(kept.size)), .int(Int64(kept.unknownIDs)),
                        .timestamp(kept.asOf), .timestamp(kept.computedAt),
                    ], label: label))
            // Users who were mapped to a member have rows of their own, so that events join by any of their ids, and each once.
            let rows =
                hasNames
                ? "SELECT ?, ?, ?, NULL, NULL, n.name FROM (SELECT unnest(from_json(?, '[\"VARCHAR\"]')) AS name) AS n ORDER BY 6"
                : """
                SELECT ?, ?, ?, n.uid, u.user_id, NULL FROM (
                    WITH people AS (SELECT unnest(CAST(? AS INTEGER[])) AS uid)
                    SELECT uid FROM people UNION SELECT m.old FROM main.merges AS m
                    JOIN people AS p ON p.uid = m.canonical JOIN main.usr AS o ON o.uid = m.old
                    WHERE o.user_id IS NOT NULL) AS n
                LEFT JOIN main.usr AS u ON u.uid = n.uid ORDER BY 4
                """
            try await transaction.execute(
                Statement(
                    "INSERT INTO main.cohort_member (cohort, version, project_id, uid, user_id, name)\n" + rows,
                    parameters: [
                        .text(saved.name), .int(Int64(saved.version)), .int(Int64(project)), .text(list),
                    ], label: label))
        }
        return kept
    }

    /// Takes away what is kept of cohorts that are no more.
    func forget(_ names: [String]) async throws {
        try await warehouse.transaction(label: "cohorts: forget") { transaction in
            for name in names { try await Self.forget(name, in: transaction) }
        }
    }

    private static func forget(_ name: String, in transaction: any WarehouseTransaction) async throws {
        for table in ["cohort_member", "cohort"] {
            try await transaction.execute(
                Statement(
                    "DELETE FROM main.\(table) WHERE cohort = ?", parameters: [.text(name)], label: "cohorts: \(name)"))
        }
    }
}
