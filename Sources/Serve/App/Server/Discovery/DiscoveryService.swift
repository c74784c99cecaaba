import Content
import Discovery
import FrontDoor
import Landing
import Logging
import Presentation
import QueryCompiler
import QueryRunner
import SemanticModel
import ServiceLifecycle

/// Keeps the search index up to date beside the requests: content and model soon after they change, values once what
/// they come from has changed and has come to rest.
struct DiscoveryService: Service {
    let discovery: Discovery
    let live: LiveProject
    let loader: Loader
    let pipelines: PipelineService
    let runner: QueryRunner
    let context: @Sendable () -> QueryContext

    /// Values are read at most so often.
    private static let restBetweenReadings = Duration.seconds(60)
    /// How long values wait for pipelines that never come to rest.
    private static let patience = Duration.seconds(600)

    /// Everything on which the values stand.
    private struct Mark: Equatable {
        var loads = 0
        var runs = 0
        var model = 0
        var content: String?
    }

    func run() async throws {
        await cancelWhenGracefulShutdown {
            var read: Mark?
            var changedSince: ContinuousClock.Instant?
            var readAt: ContinuousClock.Instant?
            while !Task.isCancelled {
                await self.discovery.freshen()
                let mark = await self.mark()
                let now = ContinuousClock.now
                if mark != read {
                    changedSince = changedSince ?? now
                    let isRested = readAt.map { now - $0 >= Self.restBetweenReadings } ?? true
                    let isSettled = await self.pipelines.isUpToDate
                    let isOverdue = changedSince.map { now - $0 >= Self.patience } ?? false
                    if isRested, isSettled || isOverdue {
                        await self.readValues()
                        (read, readAt, changedSince) = (mark, .now, nil)
                    }
                }
                guard (try? await Task.sleep(for: .seconds(2))) != nil else { break }
            }
        }
    }

    private func mark() async -> Mark {
        Mark(
            loads: await loader.statistics.loads, runs: await pipelines.runs, model: live.numbered.revision,
            content: await discovery.indexedContent)
    }

    private func readValues() async {
        let project = live.current
        await discovery.refreshValues(project) { query in
            let answer = try await runner.run(
                query, on: project, context: context(), label: "values for the search", priority: .background,
                cache: .fresh)
            var values: [String] = []
            for batch in answer.rows.batches {
                for row in 0..<batch.rowCount { if let text = batch.columns[0].text(row: row) { values.append(text) } }
            }
            return values
        }
    }
}

/// How callers appear to the search.
struct SearchReaders: Sendable {
    let live: LiveProject
    let content: ContentStore

    func reader(for caller: Caller) async throws -> SearchReader {
        var kinds: Set<FoundContent.Kind> = [.board, .folder]
        if caller.may("see_looks") { kinds.insert(.look) }
        if caller.may("see_user_dashboards") { kinds.insert(.dashboard) }
        if caller.may("see_user_dashboards") || caller.may("see_looks") { kinds.insert(.chart) }
        if caller.may("use_sql_runner") { kinds.insert(.statement) }
        let access = try await content.folderAccess(
            for: ContentReader(userID: caller.userID, groupIDs: caller.groupIDs, isAdmin: caller.isAdmin))
        var project = live.current(for: caller).opened(to: caller.attributes)
        project.models = project.models.filter { caller.may("access_data", in: $0.name) }
        return SearchReader(
            folders: access.visible, project: project, kinds: kinds, seesData: caller.may("access_data"))
    }
}
