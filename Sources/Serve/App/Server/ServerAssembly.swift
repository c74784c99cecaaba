import Catalogue
import CollectAPI
import Content
import DataActions
import Development
import Discovery
import Foundation
import FrontDoor
import Hummingbird
import HummingbirdCore
import Ingestion
import JSON
import Landing
import Logging
import LookML
import LookerAPI
import Materialization
import NIOCore
import OpenIDConnect
import Pipelines
import ProductAPI
import ProductAnalytics
import QueryCompiler
import QueryDesk
import QueryRunner
import SemanticModel
import ServiceLifecycle
import Synchronization
import Warehouse
import WarehouseDuckDB

/// Everything that a running server consists of, put together in the order in which it depends on each other.
struct ServerAssembly: Sendable {
    let settings: ProjectSettings
    let root: String
    let address: ServedAddress
    let state: StateDirectory
    let logger: Logger
    let warehouse: DuckDBWarehouse
    let queue: DurableQueue
    let loader: Loader
    let database: ContentDatabase
    let people: People
    let content: ContentStore
    let instance: InstanceSettings
    let live: LiveProject
    let metrics: LiveMetrics
    let charts: LiveCharts
    let keys: KeyDirectory
    let plans: PlanFollower
    let currency: LiveCurrency
    let pipelines: PipelineService
    let tables: TableBuilder
    /// `nil` where the index can't be kept; everything else works without it.
    let discovery: Discovery?
    let welcomesVisitors: Bool
    let audit: AuditLog
    let throttle = SignInThrottle()
    /// How often what is kept of cohorts has changed.
    let revisions = CohortRevisions()

    /// How long requests that are under way may take once the server is told to stop.
    private static let drainTime = Duration.seconds(12)

    /// Reads the project, takes the state directory and opens what is in it.
    /// - Throws: one of the modules' errors, each with a sentence for people.
    static func open(
        projectRoot root: String, state stateOptions: StateOptions, address options: AddressOptions,
        welcomesVisitors: Bool
    ) async throws -> ServerAssembly {
        var logger = Logger(label: "soundings") { LogLines(label: $0) }
        let logging = LogLines.environment
        logger.logLevel = logging.level
        if let problem = logging.problem { logger.warning("\(problem)") }

        let reader = try ProjectReader.read(root: root)
        let settings = options.applied(to: reader.settings)
        try PortCheck.check(host: settings.host, port: settings.port)
        if let problem = StaticSiteLocation.problem { logger.error("\(problem)") }

        let state = try StateDirectory(path: stateOptions.state)
        let database = try ContentDatabase(path: state.contentPath)
        let people = People(database)
        let content = ContentStore(database)
        let found = try await content.synchronise(with: reader.content)
        ProjectWatcher.log(reader.diagnostics(content: found).filter { $0.severity == .error }, to: logger)
        let keys = KeyDirectory(people: people, logger: logger)
        try await keys.refresh()

        let queue = try DurableQueue(path: state.queuePath)
        let warehouse = try DuckDBWarehouse.open(
            DuckDBConfiguration(
                path: state.warehousePath, memoryLimit: settings.warehouseMemory, threads: settings.warehouseThreads,
                temporaryDirectory: state.temporaryPath))
        let loading = settings.analytics.loader
        let plans = PlanFollower(content: content, blocked: loading.blocked)
        try await plans.follow()
        let loader = Loader(
            queue: queue, warehouse: warehouse, decoders: Decoders.all, settings: loading, logger: logger)
        try await loader.start()
        if settings.demo != nil { try await DemoTables(warehouse: warehouse).createMissing() }
        let pipelines = PipelineService(
            root: root, settings: settings, warehouse: warehouse, loader: loader, logger: logger)
        let live = LiveProject(reader.project)
        let tables = await openTables(warehouse: warehouse, live: live, settings: settings, logger: logger)
        let (metrics, charts) = (LiveMetrics(reader.content), LiveCharts(reader.content))
        return ServerAssembly(
            settings: settings, root: root, address: ServedAddress(settings.baseURL()), state: state,
            logger: logger, warehouse: warehouse, queue: queue, loader: loader, database: database, people: people,
            content: content, instance: try await InstanceSettings(content, file: settings.instance), live: live,
            metrics: metrics, charts: charts, keys: keys, plans: plans, currency: loading.currency,
            pipelines: pipelines, tables: tables,
            discovery: openDiscovery(
                Discovery.Sources(
                    content: content, project: { live.numbered }, metrics: { metrics.current },
                    charts: { charts.current }), state: state, logger: logger),
            welcomesVisitors: welcomesVisitors, audit: AuditLog(database))
    }

    private static func openDiscovery(
        _ sources: Discovery.Sources, state: StateDirectory, logger: Logger
    ) -> Discovery? {
        do {
            return try Discovery(path: state.temporaryPath + "/search.sqlite", sources: sources, logger: logger)
        } catch {
            logger.error("Nothing can be searched: \(error)")
            return nil
        }
    }

    /// The derived tables as the last server left them. What can't be found again is computed by queries.
    private static func openTables(
        warehouse: DuckDBWarehouse, live: LiveProject, settings: ProjectSettings, logger: Logger
    ) async -> TableBuilder {
        var building = TableBuilderSettings()
        building.checkInterval = settings.triggerInterval
        // A download may take ten times as long as a query, and both may have waited.
        building.readerGrace = settings.queryTimeLimit * 10 + .seconds(300)
        let tables = TableBuilder(
            warehouse: warehouse, project: { live.current }, timezone: settings.timezone, settings: building,
            logger: logger, now: { Timestamp.now().microseconds })
        do {
            try await tables.start()
        } catch {
            logger.error("The tables that were built before were not found again: \(error.description)")
        }
        return tables
    }

    /// Serves until SIGTERM or SIGINT, then finishes what was accepted and closes everything.
    func run() async throws {
        let administration = Administration(
            people: people, content: content, baseURL: { address.current }, audit: audit,
            keysChanged: { await keys.refreshQuietly() })
        let runner = runner()
        let history = QueryHistory(content, bounds: settings.queries.history)
        let desk = desk(runner, history)
        let analytics = AnalyticsHouse(
            charts: chartDesk(beside: runner), dataTime: ChartDataTime(catalogue(now: Self.now), now: Self.now),
            store: content, loader: loader, interval: settings.analytics.cohortInterval, logger: logger)
        revisions.follow(analytics.cohorts.keeper)
        let alerts = alerting(desk)
        // They end in the opposite order: first nobody comes in any more, last what has come in is loaded.
        let finding: [any Service] = discovery.map { [discoveryService($0, runner)] } ?? []
        let services: [any Service] = [
            LoaderService(loader: loader), pipelines, TableBuilderService(tables: tables),
            CohortService(keeper: analytics.cohorts.keeper), AlertService(watch: alerts.watch, now: Self.now),
            AccountService(people: people, audit: audit, retention: settings.auditRetention, logger: logger),
            QueryHistoryService(history: history, logger: logger),
            ProjectWatcher(
                root: root, live: live, content: content, metrics: metrics, charts: charts, currency: currency,
                logger: logger),
            ControlServer(
                path: state.socketPath, administration: administration, pipelines: pipelines, analytics: analytics,
                content: content, logger: logger
            ).application(),
            application(desk, history, analytics, alerts),
        ]
        var configuration = ServiceGroupConfiguration(
            services: (finding + services).map {
                .init(service: $0, failureTerminationBehavior: .gracefullyShutdownGroup)
            },
            gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
        configuration.maximumGracefulShutdownDuration = Self.drainTime
        do {
            try await ServiceGroup(configuration: configuration).run()
        } catch is CancellationError {
            logger.notice("What was still under way was broken off.")
        } catch {
            try? await close()
            throw error
        }
        try await close()
    }

    /// Writes everything out. Nothing may be used afterwards.
    func close() async throws {
        await audit.flush()
        await queue.close()
        try await warehouse.close()
        discovery?.close()
        database.close()
        unlink(state.socketPath)
    }

    private func application(
        _ desk: QueryDesk, _ history: QueryHistory, _ analytics: AnalyticsHouse, _ alerts: Alerting
    ) -> some ApplicationProtocol {
        let (settings, address, state) = (settings, address, state)
        return Application(
            router: router(desk, history, analytics, alerts),
            server: .http1(
                configuration: .init(
                    additionalChannelHandlers: [HangUpHandler(), SlowBodyHandler()], idleTimeout: .seconds(30),
                    httpDecoderConfiguration: .init(
                        maxHeaderFieldSize: 16 * 1_024, maxHeaderListSize: 32 * 1_024, maxHeaderFieldCount: 100))),
            configuration: .init(
                address: .hostname(settings.host, port: settings.port), serverName: nil,
                availableConnectionsDelegate: MaximumAvailableConnections(ConnectionLimit.usual, logger: logger)),
            onServerRunning: { channel in
                address.current = settings.baseURL(listening: channel.localAddress?.port)
                state.remember(address: address.current)
                Shell.print("Soundings is ready at \(address.current)")
            },
            logger: logger)
    }

    /// From the outside in: headers for all, then the doors that need no sign-in, then who is calling, then the APIs,
    /// and the web app for whatever is left.
    private func router(
        _ desk: QueryDesk, _ history: QueryHistory, _ analytics: AnalyticsHouse, _ alerts: Alerting
    ) -> Router<SoundingsRequestContext> {
        let now = Self.now
        let runner = desk.runner
        let router = Router(context: SoundingsRequestContext.self)
        router.add(middleware: SecurityHeaders(isSecure: settings.isSecure))
        let root = root
        let check = ProjectCheck(root: root)
        let validator = ProjectValidator(
            folder: root, problems: { try await check.problems() }, digest: { FileStamps.project(root).digest })
        let branches = branches(desk, served: validator.problems)
        let catalogue = analytics.dataTime.catalogue
        let (live, content) = (live, content)
        pipelines.dependents.use(
            PlanDependents.House(
                flows: ProjectFlows(root: root, settings: settings, warehouse: warehouse),
                lineage: DependentLineage(warehouse: warehouse, timezone: settings.timezone, now: now),
                model: {
                    let (project, revision) = live.numbered
                    return (project, String(revision))
                },
                content: { _ in try await ContentUse(content) }))
        let callers = SessionDirectory(people: people)
        let product = ProductServices(
            people: people, signIn: signIn(callers), project: live, content: content, metrics: metrics,
            warehouse: warehouse,
            catalogue: catalogue, problems: validator.problems,
            site: StaticSiteLocation.folder.flatMap { ServedSite(folder: $0) }, projectName: settings.name,
            instance: instance, projectLabel: settings.label, timezone: settings.timezone,
            welcomesVisitors: welcomesVisitors, now: now)

        CollectRoutes(mounts: mounts(), bodyLimit: settings.bodyLimit).add(to: router)
        router.add(middleware: FailureFallback())
        let audit = audit
        router.add(
            middleware: AuditTrail(trustedProxies: settings.trustedProxies) { await audit.note(AuditEntry($0)) })
        router.add(middleware: Authentication(directory: callers, isSecure: settings.isSecure))
        router.add(middleware: DevelopmentMode(branches))
        router.add(middleware: WebApp(product))
        HealthRoutes(loader: loader, pipelines: pipelines, runner: runner, tables: tables).add(to: router)
        var looker = LookerServices(
            project: live, people: people, callers: callers, throttle: throttle, content: content, runner: runner,
            tables: tables, validator: validator, actions: desk.actions, desk: desk, queryTasks: QueryTasks(desk),
            alerts: alerts.watch, branches: self.looker(branches), timezone: settings.timezone,
            address: { address.current }, version: Version.text, now: now, newID: { Self.shortID() })
        let readers = SearchReaders(live: live, content: content)
        let served = ServedRoutes()
        looker.sqlRunnerRows = settings.queries.sqlRunnerRows
        looker.routes = served
        looker.projectRoot = root
        looker.discovery = discovery
        looker.searchReader = { try await readers.reader(for: $0) }
        LookerRoutes(looker).add(to: router)
        if let discovery {
            mount(discovery, readers, runner, on: router)
        }
        ProductRoutes(product).add(to: router)
        SettingsRoutes(instance, served: settings.served, file: ProjectSettings.fileName).add(to: router)
        AuditRoutes(audit).add(to: router)
        KeyRoutes(people) { [keys] in await keys.refreshQuietly() }.add(to: router)
        DevelopmentRoutes(branches, queries: desk, content: content).add(to: router)
        ProviderRoutes(product.signIn, address: { address.current }).add(to: router)
        QueryHistoryRoutes(desk: desk, content: content, history: history).add(to: router)
        PipelineRoutes(pipelines, content: content).add(to: router)
        let permission = settings.analytics.permission.rawValue
        let chartRoutes = ChartRoutes(
            desk: analytics.charts, charts: charts, cohorts: analytics.cohorts, dataTime: analytics.dataTime,
            permission: permission)
        chartRoutes.add(to: router)
        DashboardRunRoutes(desk: desk, content: content, charts: chartRoutes).add(to: router)
        AlertRoutes(alerts.watch, desk: alerts.desk, content: content, people: people).add(to: router)
        AnnotationRoutes(content, project: settings.analytics.project, timezone: settings.timezone).add(to: router)
        CohortRoutes(work: analytics.cohorts, permission: permission).add(to: router)
        PeopleRoutes(desk: analytics.people, erasure: analytics.erasure, permission: permission).add(to: router)
        AmplitudeHouse.routes(
            analytics, charts: charts, content: content, plans: plans, keys: keys, address: address, now: now
        ).add(to: router)
        let plan = PlanDesk(charts: analytics.charts, store: content, queue: queue) { [plans] in
            try await plans.follow()
        }
        TrackingPlanRoutes(plan, permission: permission).add(to: router)
        QuarantineRoutes(queue: queue, people: people, calendar: analytics.charts.calendar, now: now).add(to: router)
        OpenAPIRoutes(served, analyticsPermission: permission).add(to: router)
        served.take(from: router)
        return router
    }

    private func branches(
        _ desk: QueryDesk, served: @escaping @Sendable () async throws -> [Diagnostic]
    ) -> Branches {
        let checks = WorkspaceChecks()
        return Branches(
            desk: DevelopmentDesk(root: root, folder: state.developmentPath), live: live, access: desk.sqlAccess,
            problemsIn: { try await checks.problems(in: $0) }, modelIn: { try await checks.project(in: $0) },
            served: served)
    }

    private func looker(_ branches: Branches) -> BranchServices {
        BranchServices(
            desk: branches.desk, developer: { try branches.developer($0) }, enter: { try await branches.enter($0) },
            deploy: { _ = try await branches.deploy($0) },
            validator: { root in
                ProjectValidator(
                    folder: root, problems: { try await branches.problems(in: root) },
                    digest: { FileStamps.project(root).digest })
            })
    }

    private func mount(
        _ discovery: Discovery, _ readers: SearchReaders, _ runner: QueryRunner,
        on router: Router<SoundingsRequestContext>
    ) {
        let reader: @Sendable (Caller) async throws -> SearchReader = { try await readers.reader(for: $0) }
        DiscoveryRoutes(discovery, reader: reader).add(to: router)
        TidinessRoutes(discovery, reader: reader).add(to: router)
        guard let asked = settings.tools else { return }
        let (settings, tables) = (settings, tables)
        ToolRoutes(
            asked, project: live, runner: runner, discovery: discovery, reader: reader,
            context: { caller in
                var context = QueryContext(
                    now: Self.now(), projectTimezone: settings.timezone, userAttributes: caller.attributes)
                context.built = tables.live.built
                return context
            }
        ).add(to: router)
    }

    private func signIn(_ callers: SessionDirectory) -> SignInServices {
        SignInServices(
            people: people, callers: callers, hasher: PasswordHasher(), throttle: throttle,
            takesPasswords: settings.takesPasswords,
            provider: settings.provider.map { settings in
                ProviderSignIn(settings, now: { Self.now() / 1_000_000 })
            }, isSecure: settings.isSecure)
    }

    static let now: @Sendable () -> Int64 = { Timestamp.now().microseconds }

    private func runner() -> QueryRunner {
        QueryRunner(
            warehouse: warehouse, concurrency: max(2, settings.warehouseThreads), timeLimit: settings.queryTimeLimit,
            cache: cache(now: Self.now))
    }

    private func desk(_ runner: QueryRunner, _ history: QueryHistory) -> QueryDesk {
        QueryDesk(
            project: live, runner: runner, tables: tables,
            actions: DataActions(allowedHosts: settings.actionHosts), timezone: settings.timezone,
            limits: settings.queries.limits,
            sqlAccess: SQLAccess(eventPermission: settings.analytics.permission.rawValue),
            book: QueryBook(now: Self.now, newID: { Self.shortID() }, record: { history.note($0) }), now: Self.now,
            newID: { Self.shortID() })
    }

    /// Charts wait for the same places as all other queries.
    private func chartDesk(beside runner: QueryRunner) -> ChartDesk {
        let (settings, live, tables, pipelines) = (settings, live, tables, pipelines)
        var sources = ChartSources(
            warehouse: warehouse, number: settings.analytics.project,
            calendar: settings.analytics.calendar(timezone: settings.timezone),
            project: { live.current },
            context: { attributes in
                var context = QueryContext(
                    now: Self.now(), projectTimezone: settings.timezone, userAttributes: attributes)
                context.built = tables.live.built
                return context
            })
        sources.currency = settings.analytics.currency
        let budget = settings.analytics.residentListBytes
        sources.resident = budget > 0 ? ResidentSteps(budget: budget) : nil
        sources.derivedProperties = settings.analytics.derivedProperties
        return ChartDesk(
            sources: sources, shelf: CohortShelf(store: content), admission: runner.admission,
            coverage: CoverageReader(
                warehouse: warehouse, settings: settings.analytics.coverage, number: settings.analytics.project),
            cache: settings.resultCacheBytes == 0
                ? nil
                : ChartCache(limit: settings.resultCacheBytes / 4) { await pipelines.version(of: ["main.events"]) },
            now: Self.now)
    }

    private func discoveryService(_ discovery: Discovery, _ runner: QueryRunner) -> DiscoveryService {
        let (settings, tables) = (settings, tables)
        return DiscoveryService(
            discovery: discovery, live: live, loader: loader, pipelines: pipelines, runner: runner,
            context: {
                var context = QueryContext(now: Self.now(), projectTimezone: settings.timezone)
                context.built = tables.live.built
                return context
            })
    }

    private func catalogue(now: @escaping @Sendable () -> Int64) -> Catalogue {
        let contents = CatalogueContents(
            root: root, settings: settings, live: live, content: content, warehouse: warehouse,
            reader: pipelines.reader)
        return Catalogue(
            warehouse: warehouse, timezone: settings.timezone, now: now,
            contents: { try await contents.read() })
    }

    /// Results are used again as long as the project says, but never when their data may have changed.
    private func cache(now: @escaping @Sendable () -> Int64) -> ResultCache {
        let (tables, pipelines, schema) = (tables.live, pipelines, TableBuilderSettings().schema + ".")
        let revisions = revisions
        return ResultCache(
            limit: settings.resultCacheBytes, now: now,
            oldBefore: { tables.oldBefore($0, model: $1, now: $2) },
            version: { names in
                let others = names.filter { !$0.hasPrefix(schema) }
                let revision = others.count == names.count ? 0 : tables.revision
                let cohorts = names.contains { $0.hasPrefix("main.cohort") } ? revisions.current : 0
                return await pipelines.version(of: others).map { "\($0)/\(revision)/\(cohorts)" }
            })
    }

    private func mounts() -> [CollectRoutes.Mount] {
        Doors(
            queue: queue, keys: keys, releases: settings.releases, bodyLimit: settings.bodyLimit,
            trustedProxies: settings.trustedProxies, logger: logger
        ).mounts
    }

    private static func shortID() -> String {
        String(UInt64.random(in: .min ... .max), radix: 36)
    }
}

/// The address under which people reach the server. With port 0 it is known only when the server listens.
final class ServedAddress: Sendable {
    private let url: Mutex<String>

    init(_ url: String) { self.url = Mutex(url) }

    var current: String {
        get { url.withLock { $0 } }
        set { url.withLock { $0 = newValue } }
    }
}

/// The loader, ended by letting it finish the load that runs.
private struct LoaderService: Service {
    let loader: Loader

    func run() async throws {
        try await withGracefulShutdownHandler {
            try await loader.run()
        } onGracefulShutdown: {
            Task { await loader.stop() }
        }
    }
}
