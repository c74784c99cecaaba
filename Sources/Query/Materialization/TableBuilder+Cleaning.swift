internal import Logging
internal import QueryCompiler
internal import SemanticModel
internal import Warehouse

extension TableBuilder {
    /// Drops what nobody needs any more.
    func clean(_ definitions: [TableDefinition], in project: Project, _ triggers: inout TriggerReadings) async {
        let wanted = Dictionary(definitions.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
        for (key, entry) in entries.sorted(by: { $0.key < $1.key }) where entry.expiresAt == nil {
            if let definition = wanted[key] {
                unusedSince[key] = nil
                if entry.publishedAs != nil, !definition.storage.isPublished { await unpublish(entry) }
                continue
            }
            let since = unusedSince[key] ?? now()
            unusedSince[key] = since
            if now() - since >= settings.unusedGrace.microseconds { await remove(entry) }
        }
        for entry in entries.values where entry.expiresAt != nil && entry.trigger != nil {
            if await isOldVariant(entry, in: project, &triggers) { await remove(entry) }
        }
        await removeExpired()
        await dropRetired()
    }

    /// Whether there is a table whose time is over.
    package var hasExpired: Bool { entries.values.contains { $0.expiresAt.map { $0 <= now() } ?? false } }

    /// Forgets the tables whose time is over.
    package func dropExpired() async {
        await takeTurn()
        defer { giveTurn() }
        await removeExpired()
    }

    private func removeExpired() async {
        for entry in entries.values where entry.expiresAt.map({ $0 <= now() }) ?? false { await remove(entry) }
    }

    /// Whether a table that was built for a query belongs to an earlier value of its trigger.
    private func isOldVariant(
        _ entry: RegistryEntry, in project: Project, _ triggers: inout TriggerReadings
    ) async -> Bool {
        for model in project.models {
            for (persistence, name) in Self.persistences(of: model) where name == entry.name {
                do {
                    return try await token(for: persistence, model: model.name, in: project, &triggers) != entry.trigger
                } catch {
                    return false
                }
            }
        }
        return true
    }

    private static func persistences(of model: Model) -> [(TablePersistence?, name: String)] {
        model.derivedTables.map { ($1.storage?.persistence, model.name + "." + $0) }
            + model.explores.flatMap { explore in
                explore.aggregateTables.map {
                    ($0.storage.persistence, model.name + "." + explore.name + "." + $0.name)
                }
            }
    }

    /// Forgets a table; it stays for those who read it.
    func remove(_ entry: RegistryEntry) async {
        let registry = registry
        do {
            try await prepare()
            try await warehouse.transaction(label: "table \(entry.name)") { transaction in
                try await registry.remove(entry.key, in: transaction)
                guard let view = entry.publishedAs else { return }
                try await transaction.execute(
                    Statement("DROP VIEW IF EXISTS \(registry.qualified(view))", label: "table \(entry.name)"))
            }
        } catch {
            logger.warning("The table `\(entry.name)` is to be dropped, and was not: \(error)")
            return
        }
        entries[entry.key] = nil
        unusedSince[entry.key] = nil
        if let table = entry.table { retired.append((table, now())) }
        publish()
    }

    private func unpublish(_ entry: RegistryEntry) async {
        guard let view = entry.publishedAs else { return }
        var hidden = entry
        hidden.publishedAs = nil
        let (registry, written) = (registry, hidden)
        do {
            try await warehouse.transaction(label: "table \(entry.name)") { transaction in
                try await registry.write(written, in: transaction)
                try await transaction.execute(
                    Statement("DROP VIEW IF EXISTS \(registry.qualified(view))", label: "table \(entry.name)"))
            }
            entries[entry.key] = hidden
        } catch {
            logger.warning("The view `\(view)` is to be dropped, and was not: \(error)")
        }
    }

    /// Drops the tables that no query can read any more.
    private func dropRetired() async {
        let old = retired.filter { now() - $0.at >= settings.readerGrace.microseconds }
        for (table, _) in old where await drop(table) { retired.removeAll { $0.table == table } }
    }

    /// - Returns: Whether it is gone.
    @discardableResult
    func drop(_ table: String) async -> Bool {
        do {
            try await warehouse.execute(
                Statement("DROP TABLE IF EXISTS \(registry.qualified(table))", label: "drop \(table)"))
            return true
        } catch {
            logger.warning("The table `\(table)` was not dropped: \(error)")
            return false
        }
    }
}
