package import SQLLineage

/// What a run would do and why, before it does it.
package struct BuildPlan: Sendable {
    package struct Entry: Sendable {
        package var node: NodeID
        package var kind: ModelKind
        package var reasons: [DueReason]
        /// What the change of its SQL means for readers; `nil` when the SQL has not changed.
        package var change: ChangeClass?
        /// The compiled SQL of the last build, and of now.
        package var oldSQL: String?
        package var newSQL: String
        /// Of models that are built by time.
        package var intervals: IntervalPlan?
        package var lastRows: Int64?
        /// As long as the last build took, for each interval where it is built by time.
        package var estimatedSeconds: Double?
        /// Dashboards, Looks, fields and whatever else shows what this node makes.
        package var dependents: [Dependent]
        /// What should be known: that a table is made from scratch, or that it is not.
        package var notes: [String]
        /// How the last try of it ended.
        package var lastState: RunState?
    }

    /// In the order in which they would be built.
    package var builds: [Entry] = []
    /// Nodes that are as they would become.
    package var unchanged: [NodeID] = []
    /// Nodes that can't be built, and why.
    package var broken: [(node: NodeID, message: String)] = []
    /// What was built and is no longer in the project.
    package var removed: [BuiltVersion] = []
    /// What the plan could not find out.
    package var notes: [String] = []

    package var estimatedSeconds: Double { builds.reduce(0) { $0 + ($1.estimatedSeconds ?? 0) } }
    package var isEmpty: Bool { builds.isEmpty && broken.isEmpty }
}

/// Names what shows the data of nodes. It throws what reading the project throws.
package typealias DependentsReader = @Sendable ([NodeID]) async throws -> [NodeID: [Dependent]]
