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
    func refresh() async throws {
        let built = try await environment.state.versions()
        let relations = try await environment.relations()
        _ = try await current()
        versions?.built = built
        versions?.relations = relations
    }

    func add(_ version: BuiltVersion, of model: ModelNode) {
        versions?.built[model.id.text] = version
        versions?.relations.insert(DataVersions.key(model))
    }
}
