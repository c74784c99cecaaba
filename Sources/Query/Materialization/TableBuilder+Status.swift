/// A table that was built or could not be, for those who look after it.
package struct BuiltTableStatus: Sendable, Hashable {
    /// `thelook.order_facts`
    package var name: String
    /// As SQL names it; `nil` when no build has succeeded.
    package var table: String?
    /// Times are microseconds since 1970-01-01 00:00:00 UTC.
    package var builtAt: Int64?
    package var rows: Int64
    package var durationMicroseconds: Int64
    package var expiresAt: Int64?
    package var publishedAs: String?
    package var isBuilding: Bool
    /// Builds that failed since the last that succeeded, and why the last did.
    package var failures: Int64
    package var error: String?
}

extension TableBuilder {
    /// All tables that were built or could not be, by name.
    package var tables: [BuiltTableStatus] {
        entries.values.sorted { ($0.name, $0.key) < ($1.name, $1.key) }.map { entry in
            BuiltTableStatus(
                name: entry.name, table: entry.table.map(registry.qualified),
                builtAt: entry.table == nil ? nil : entry.builtAt, rows: entry.rows,
                durationMicroseconds: entry.duration, expiresAt: entry.expiresAt,
                publishedAs: entry.publishedAs.map(registry.qualified), isBuilding: building == entry.key,
                failures: entry.failures, error: entry.error)
        }
    }

    /// What can't be defined or looked at, in sentences, as of the last check.
    package var currentProblems: [String] { problems }

    /// The datagroups of the served project, as of the last check.
    package var datagroupStates: [DatagroupState] { datagroups }

    /// Triggers a datagroup, or makes its results old, as of a moment: microseconds since 1970-01-01 00:00:00 UTC. Tables
    /// of a triggered datagroup are built anew at the next check, which ``run()`` makes at once.
    /// - Returns: `nil` when there is no such datagroup.
    package func update(
        datagroup id: Int64, triggeredAt: Int64? = nil, staleBefore: Int64? = nil
    ) async -> DatagroupState? {
        guard let place = datagroups.firstIndex(where: { $0.id == id }) else { return nil }
        if let triggeredAt {
            datagroups[place].triggeredAt = triggeredAt
            nextCheck = nil
        }
        if let staleBefore { datagroups[place].staleBefore = staleBefore }
        let state = datagroups[place]
        publishDatagroups(of: project())
        await takeTurn()
        defer { giveTurn() }
        await saveDatagroups()
        return state
    }
}
