internal import QueryCompiler
internal import SemanticModel

extension TableBuilder {
    /// A definition that is to be built, and for what.
    struct DueTable {
        var definition: TableDefinition
        /// The value of its trigger.
        var token: String?
        /// Whether all of it is built, even if it could grow.
        var isWhole = false
        var expiresAt: Int64?
        /// What it was asked for, where it is built for a query.
        var request: TableRequest?
    }

    /// The tables whose triggers say that they are old, and those that are not there yet. Of them `held` are not tried again
    /// yet after a failure.
    func due(
        _ definitions: [TableDefinition], in project: Project, _ triggers: inout TriggerReadings
    ) async -> (due: [DueTable], held: Set<String>) {
        var due: [DueTable] = []
        var held: Set<String> = []
        for definition in definitions {
            if case .lifetime? = definition.storage.persistence { continue }
            do {
                let token = try await token(
                    for: definition.storage.persistence, model: definition.model, in: project, &triggers)
                let entry = entries[definition.key]
                if entry?.table != nil, !isOld(entry, definition, token) { continue }
                guard mayTry(entry) else {
                    held.insert(definition.key)
                    continue
                }
                due.append(DueTable(definition: definition, token: token))
            } catch {
                note(problem: "The table `\(definition.name)` is not built anew: \(error.message)")
            }
        }
        return (due, held)
    }

    func isOld(_ entry: RegistryEntry?, _ definition: TableDefinition, _ token: String?) -> Bool {
        guard let entry else { return true }
        if case .interval(let seconds)? = definition.storage.persistence {
            return now() - entry.builtAt >= Int64(seconds) * 1_000_000
        }
        // Before it was built for another trigger or for a while only.
        return entry.trigger != token || entry.expiresAt != nil
    }

    /// After a failure each try waits twice as long as the one before, up to a day.
    func mayTry(_ entry: RegistryEntry?) -> Bool {
        guard let entry, let failedAt = entry.failedAt, entry.failures > 1 else { return true }
        let wait = settings.checkInterval.microseconds << min(entry.failures - 2, 10)
        return now() - failedAt >= min(wait, 86_400_000_000)
    }
}
