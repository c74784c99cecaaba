import Catalogue
import Content
import Foundation
import Ingestion
import Landing
import Logging
import ProductAPI
import QueryCompiler
import QueryRunner
import SemanticModel
import Warehouse

/// Charts, cohorts and people of one warehouse: of the server, or of a command that no server answers.
struct AnalyticsHouse: Sendable {
    let charts: ChartDesk
    let dataTime: ChartDataTime
    let cohorts: CohortWork
    let people: PeopleDesk
    let erasure: PersonErasure

    /// - Parameter loader: Erases people; `nil` where nothing can be loaded.
    init(
        charts: ChartDesk, dataTime: ChartDataTime, store: ContentStore?, loader: Loader?, interval: Duration,
        logger: Logger
    ) {
        self.charts = charts
        self.dataTime = dataTime
        let keeper = CohortKeeper(desk: CohortDesk(charts: charts), interval: interval, logger: logger)
        cohorts = CohortWork(keeper: keeper, store: store)
        people = PeopleDesk(charts: charts)
        erasure = PersonErasure(people: people, keeper: keeper, store: store) { people, project, requester in
            guard let loader else { throw CommandFailure("The warehouse is open for reading only.") }
            let erased = try await loader.erase(
                people: people, of: ProjectID(Int32(clamping: project)), requester: requester)
            return .init(
                people: erased.people, userIDs: erased.userIDs, events: erased.events, memberships: erased.memberships)
        }
    }
}

/// The same for a command, with the files that it opened.
struct StoredAnalytics {
    let house: AnalyticsHouse
    private let data: StoredData
    private let database: ContentDatabase?
    private let queue: DurableQueue?
    private let writes: Bool

    /// - Parameters:
    ///   - project: The project's folder: settings and cohorts.
    ///   - model: What explores are found in.
    ///   - writes: Whether cohorts are saved and members kept.
    ///   - erases: Whether people are erased, which also loads what waits in the queue.
    static func open(
        _ options: StateOptions, project: String, model: Project?, writes: Bool, erases: Bool = false
    ) async throws -> StoredAnalytics {
        let settings = try ProjectReader.settings(root: project)
        let data = try StoredData.open(
            options, settings: settings, readOnly: !writes, heldAdvice: "Try again in a moment.")
        let path = data.state.contentPath
        var database: ContentDatabase?
        if writes {
            database = try ContentDatabase(path: path)
        } else if FileManager.default.fileExists(atPath: path) {
            database = try ContentDatabase(reading: path)
        }
        let store = database.map { ContentStore($0) }
        let now: @Sendable () -> Int64 = { Int64(Date.now.timeIntervalSince1970 * 1_000_000) }
        var sources = ChartSources(
            warehouse: data.warehouse, number: settings.analytics.project,
            calendar: settings.analytics.calendar(timezone: settings.timezone), project: { model },
            context: { QueryContext(now: now(), projectTimezone: settings.timezone, userAttributes: $0) })
        sources.derivedProperties = settings.analytics.derivedProperties
        sources.currency = settings.analytics.currency
        let charts = ChartDesk(
            sources: sources, shelf: CohortShelf(files: cohorts(of: project), store: store),
            admission: AdmissionQueue(limit: 1),
            coverage: CoverageReader(
                warehouse: data.warehouse, settings: settings.analytics.coverage, number: settings.analytics.project),
            cache: nil, now: now)
        let logger = Logger(label: "soundings") { LogLines(label: $0) }
        let queue = erases ? try DurableQueue(path: data.state.queuePath) : nil
        let loading = settings.analytics.loader
        if erases, let store { try await PlanFollower(content: store, blocked: loading.blocked).follow() }
        let loader = queue.map {
            Loader(
                queue: $0, warehouse: data.warehouse, decoders: Decoders.all, settings: loading, logger: logger)
        }
        let warehouse = data.warehouse
        let catalogue = Catalogue(
            warehouse: warehouse, timezone: settings.timezone, now: now,
            contents: {
                // How fresh tables are depends on no content.
                let flows = await ProjectFlows(root: project, settings: settings, warehouse: warehouse).read()
                return ("", Catalogue.Contents(flows: flows, project: model ?? Self.noModel, content: ContentUse()))
            })
        let house = AnalyticsHouse(
            charts: charts, dataTime: ChartDataTime(catalogue, now: now), store: store, loader: loader,
            interval: settings.analytics.cohortInterval, logger: logger)
        return StoredAnalytics(house: house, data: data, database: database, queue: queue, writes: writes)
    }

    private static var noModel: Project { ProjectResolver.resolve(name: "", files: [], problems: []) }

    /// The cohorts of a folder that need not be a whole project.
    private static func cohorts(of project: String) -> [CohortFile] {
        ContentFiles.read(project: noModel, files: ContentFolder(projectRoot: project).files).cohorts
    }

    /// Lets `body` work and closes the files, whatever happens.
    func run<Value>(_ body: (AnalyticsHouse) async throws -> Value) async throws -> Value {
        do {
            // Those of an older release, which no server of this one has opened yet.
            if writes { try await LandingSchema.prepare(in: data.warehouse) }
            let value = try await body(house)
            try await close()
            return value
        } catch {
            try? await close()
            throw error
        }
    }

    private func close() async throws {
        await queue?.close()
        database?.close()
        try await data.close()
    }
}
