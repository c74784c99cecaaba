package import QueryCompiler
internal import SemanticModel
internal import Warehouse

extension TableBuilder {
    /// Asks for the tables that a query computed and would rather have read. They are built soon, by ``run()`` or
    /// ``buildRequested()``; nobody waits for them here.
    package func request(_ wanted: [TableRequest]) {
        for request in wanted where requests[request.key] == nil && building != request.key {
            guard entries[request.key]?.table == nil, mayTry(entries[request.key]) else { continue }
            let onDemand = entries.values.count { $0.expiresAt != nil } + requests.count
            guard onDemand < settings.requestedTableLimit else {
                note(
                    "There are \(onDemand) tables that were built for queries; more are not built, and their queries "
                        + "compute them.")
                return
            }
            requests[request.key] = request
        }
    }

    /// Builds what queries have asked for.
    package func buildRequested() async {
        await takeTurn()
        defer { giveTurn() }
        let project = project()
        let waiting = requests.values.sorted { $0.key < $1.key }
        requests = [:]
        var triggers = TriggerReadings()
        var due: [DueTable] = []
        for request in waiting where entries[request.key]?.table == nil {
            if let table = await dueTable(for: request, in: project, &triggers) { due.append(table) }
        }
        await build(due, in: project)
    }

    /// `nil` when the project has changed meanwhile, or the trigger can't be looked at.
    private func dueTable(
        for request: TableRequest, in project: Project, _ triggers: inout TriggerReadings
    ) async -> DueTable? {
        do {
            let definition = try definition(
                request.subject, explore: request.explore, model: request.model, in: project,
                context: context(for: request))
            guard definition.key == request.key else { return nil }
            var table = DueTable(definition: definition, request: request)
            let persistence = definition.storage.persistence
            if case .lifetime(let seconds)? = persistence {
                table.expiresAt = now() + Int64(seconds) * 1_000_000
                return table
            }
            table.token = try await token(for: persistence, model: request.model, in: project, &triggers)
            if isOwn(request, in: project) {
                table.request = nil
            } else {
                table.expiresAt = now() + settings.variantLifetime.microseconds
            }
            return table
        } catch {
            return nil
        }
    }

    /// Whether the table is the same for everybody, so that it is built anew by itself.
    private func isOwn(_ request: TableRequest, in project: Project) -> Bool {
        let own = try? definition(
            request.subject, explore: request.explore, model: request.model, in: project, context: context())
        return own?.key == request.key
    }

    /// Builds the tables of a query anew, as a whole, before it runs. Those that were built for the attributes of a user or
    /// for a while are dropped, so that the query computes them.
    package func rebuild(_ tables: KeptTables) async {
        await takeTurn()
        defer { giveTurn() }
        let project = project()
        await checkDatagroups(of: project)
        let keys = Set(tables.read.keys).union(tables.wanted.map(\.key))
        var triggers = TriggerReadings()
        var due: [DueTable] = []
        for definition in definitions(in: project) where keys.contains(definition.key) {
            if case .lifetime? = definition.storage.persistence { continue }
            let token = try? await token(
                for: definition.storage.persistence, model: definition.model, in: project, &triggers)
            due.append(DueTable(definition: definition, token: token ?? nil, isWhole: true))
        }
        let own = Set(due.map(\.definition.key))
        for key in keys.subtracting(own).sorted() {
            if let entry = entries[key] { await remove(entry) }
        }
        await build(due, in: project)
    }
}
