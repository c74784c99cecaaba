internal import QueryCompiler
internal import SemanticModel

extension TableBuilder {
    /// Orders that are remembered.
    private static let longestMemory = 200

    /// Begins to build the table of a view anew, after those on which it stands that are missing or old. An order for the
    /// same table that has not ended yet is the answer again.
    ///
    /// - Parameters:
    ///   - id: By which the order is known afterwards.
    ///   - withDependencies: Builds what it stands on anew, too, however new that is.
    ///   - isWhole: Builds tables that could grow as a whole.
    /// - Returns: `nil` when the model keeps no table for such a view.
    package func order(
        view: String, model: String, id: String, withDependencies: Bool, isWhole: Bool
    ) -> TableOrder? {
        let project = project()
        let definitions = definitions(in: project)
        let wanted = definitions.filter { $0.model == model && $0.subject == .derivedTable(view: view) }
        guard let first = wanted.first else { return nil }
        if let known = orders.values.first(where: { $0.isRunning && $0.table == first.name }) { return known }
        let order = TableOrder(id: id, table: first.name, state: .running, startedAt: now())
        forgetOldOrders()
        orders[id] = order
        orderTasks[id] = Task {
            await fill(
                order, wanted, among: definitions, in: project, withDependencies: withDependencies, isWhole: isWhole)
        }
        return order
    }

    package func order(_ id: String) -> TableOrder? { orders[id] }

    /// Breaks an order off; what it has built stays. One that has ended stays as it is.
    /// - Returns: `nil` for an unknown one.
    package func stopOrder(_ id: String) async -> TableOrder? {
        guard let task = orderTasks[id] else { return orders[id] }
        task.cancel()
        await task.value
        return orders[id]
    }

    private func fill(
        _ order: TableOrder, _ wanted: [TableDefinition], among definitions: [TableDefinition], in project: Project,
        withDependencies: Bool, isWhole: Bool
    ) async {
        await takeTurn()
        defer {
            giveTurn()
            orderTasks[order.id] = nil
        }
        guard !Task.isCancelled else { return end(order, .stopped) }
        await checkDatagroups(of: project)
        var triggers = TriggerReadings()
        var due: [DueTable] = []
        let keys = Set(wanted.map(\.key))
        for definition in Self.closure(of: wanted, among: definitions) {
            let isWanted = keys.contains(definition.key)
            do {
                var table = DueTable(definition: definition, isWhole: isWhole)
                if case .lifetime(let seconds)? = definition.storage.persistence {
                    // One that lives for a while is built for those who ask, and these do.
                    guard isWanted else { continue }
                    table.expiresAt = now() + Int64(seconds) * 1_000_000
                } else {
                    table.token = try await token(
                        for: definition.storage.persistence, model: definition.model, in: project, &triggers)
                }
                let entry = entries[definition.key]
                if isWanted || withDependencies || entry?.table == nil || isOld(entry, definition, table.token) {
                    due.append(table)
                }
            } catch {
                return end(order, Task.isCancelled ? .stopped : .failed(error.message))
            }
        }
        let started = now()
        await build(due, in: project)
        end(order, outcome(of: keys, since: started))
    }

    /// What the entries say of tables after a build that began at a moment.
    private func outcome(of keys: Set<String>, since started: Int64) -> TableOrder.State {
        let entries = keys.compactMap { self.entries[$0] }
        if let failed = entries.first(where: { $0.failedAt.map { $0 >= started } ?? false }) {
            return .failed(failed.error ?? "The table was not built.")
        }
        if entries.count == keys.count, entries.allSatisfy({ $0.table != nil && $0.builtAt >= started }) {
            return .complete
        }
        return Task.isCancelled ? .stopped : .failed("A table on which it stands was not built.")
    }

    private func end(_ order: TableOrder, _ state: TableOrder.State) {
        orders[order.id]?.state = state
        orders[order.id]?.endedAt = now()
    }

    private func forgetOldOrders() {
        let ended = orders.values.filter { !$0.isRunning }.sorted { $0.startedAt < $1.startedAt }
        for order in ended.dropLast(Self.longestMemory) { orders[order.id] = nil }
    }

    /// Definitions and all on which they stand, directly or not.
    private static func closure(
        of wanted: [TableDefinition], among definitions: [TableDefinition]
    ) -> [TableDefinition] {
        let byKey = Dictionary(definitions.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
        var found: [String: TableDefinition] = [:]
        var open = wanted
        while let next = open.popLast() {
            guard found.updateValue(next, forKey: next.key) == nil else { continue }
            open += next.dependsOn.compactMap { byKey[$0] }
        }
        return Array(found.values)
    }
}
