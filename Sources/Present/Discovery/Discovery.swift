package import Content
package import Foundation
package import Logging
package import SemanticModel

/// The search over everything there is: content, the model and values of rows.
///
/// It keeps an index beside what it is made from and brings it up to date when that has changed: content before each
/// search, the model when it was replaced, values when ``refreshValues(_:)`` is called.
package actor Discovery {
    nonisolated let database: SearchDatabase
    private let sources: Sources
    private let logger: Logger
    private var contentRevision: String?
    private var modelRevision: Int?
    private var upkeep: Task<Void, Never>?
    private var lastWeighing = Date.distantPast
    nonisolated var now: @Sendable () -> Date { sources.now }
    nonisolated var content: ContentStore { sources.content }

    /// Where everything comes from.
    package struct Sources: Sendable {
        package var content: ContentStore
        /// The project that is served, and how often it has been replaced.
        package var project: @Sendable () -> (project: Project, revision: Int)
        package var metrics: @Sendable () -> [MetricDefinition]
        package var charts: @Sendable () -> [ChartFile]
        package var now: @Sendable () -> Date

        package init(
            content: ContentStore, project: @escaping @Sendable () -> (project: Project, revision: Int),
            metrics: @escaping @Sendable () -> [MetricDefinition], charts: @escaping @Sendable () -> [ChartFile],
            now: @escaping @Sendable () -> Date = { Date() }
        ) {
            self.content = content
            self.project = project
            self.metrics = metrics
            self.charts = charts
            self.now = now
        }
    }

    /// - Parameter path: The index's file; made where it is missing or can't be used.
    package init(path: String, sources: Sources, logger: Logger) throws(DiscoveryError) {
        database = try SearchDatabase(path: path)
        self.sources = sources
        self.logger = logger
    }

    /// Nothing may be searched afterwards.
    package nonisolated func close() { database.close() }

    /// Brings content and model up to date; cheap when nothing has changed. Whoever comes while it is being done waits for
    /// the same.
    package func freshen() async {
        if let upkeep { return await upkeep.value }
        let task = Task { await self.bringUpToDate() }
        upkeep = task
        await task.value
        upkeep = nil
    }

    /// How often how much things are used is looked at, in seconds: it moves slowly.
    private static let weighingInterval: TimeInterval = 60

    private func bringUpToDate() async {
        do {
            let revision = try await sources.content.discoveryRevision()
            let isTimeToWeigh = now().timeIntervalSince(lastWeighing) >= Self.weighingInterval
            if revision != contentRevision || isTimeToWeigh {
                let uses = try await ContentIndexer(database: database, content: sources.content, now: now())
                    .bringUpToDate(charts: sources.charts())
                if uses { modelRevision = nil }
                contentRevision = revision
                lastWeighing = now()
            }
            let (project, number) = sources.project()
            if number != modelRevision {
                try await ModelIndexer(database: database).bringUpToDate(project, metrics: sources.metrics())
                modelRevision = number
            }
        } catch {
            logger.error("The search index could not be brought up to date: \(error)")
        }
    }

    /// Changes with the content that the index has.
    package var indexedContent: String? { contentRevision }

    func reportFailure(of what: String, _ why: Any) { logger.warning("\(what): \(why)") }

    /// Whether everything has been indexed once.
    package var isComplete: Bool { contentRevision != nil && modelRevision != nil }
}
