internal import Warehouse

/// What the data of every node is, as one run has found and changed it. Sources are asked once, when the run begins:
/// what comes in later is another run's.
actor RunData {
    private let environment: RunEnvironment
    private let locks: NodeLocks
    /// How often nodes had been given back before the look.
    private(set) var gives = 0
    private var versions: DataVersions?
    private var reading: Task<DataVersions, any Error>?
    /// What this run itself has built or found as it was.
    private var own: [String: BuiltVersion] = [:]
    private var ownRelations: [String: Relation.Form] = [:]
    private var adds = 0

    init(_ environment: RunEnvironment, _ locks: NodeLocks) {
        self.environment = environment
        self.locks = locks
    }

    func current() async throws -> DataVersions {
        if let versions { return versions }
        if reading == nil {
            let before = await locks.gives
            if reading == nil { gives = before }
        }
        let environment = environment
        let task = reading ?? Task { try await environment.dataVersions() }
        reading = task
        let found = try await task.value
        if versions == nil { versions = found }
        return versions ?? found
    }

    /// Looks again at what is built, after another run may have built it.
    /// - Parameter isShared: Whether what this run has built is in a transaction that the look does not see.
    func refresh(isShared: Bool) async throws {
        _ = try await current()
        var built: [String: BuiltVersion]
        var relations: [String: Relation.Form]
        var before: Int
        // A node that ends during the look may be missing in it.
        repeat {
            before = adds
            built = try await environment.state.versions()
            relations = try await environment.relations()
        } while adds != before
        if isShared {
            built.merge(own) { _, own in own }
            relations.merge(ownRelations) { _, own in own }
        }
        versions?.built = built
        versions?.relations = relations
    }

    func add(_ version: BuiltVersion, of model: ModelNode) {
        adds += 1
        own[model.id.text] = version
        let form: Relation.Form = [.view, .live].contains(model.kind) ? .view : .table
        ownRelations[DataVersions.key(model)] = form
        versions?.built[model.id.text] = version
        versions?.relations[DataVersions.key(model)] = form
    }
}
