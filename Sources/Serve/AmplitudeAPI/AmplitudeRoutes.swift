package import FrontDoor
internal import HTTPTypes
package import Hummingbird
internal import JSON
internal import ProductAnalytics

/// Amplitude's reading APIs, in Amplitude's own shapes: dashboard REST, export, cohorts, taxonomy, annotations. Callers send
/// the API key and the secret key of a project with HTTP's basic authentication.
package struct AmplitudeRoutes: Sendable {
    let services: AmplitudeServices
    let allowance: RequestAllowance

    package init(_ services: AmplitudeServices) {
        self.services = services
        allowance = RequestAllowance(services.limits, now: services.now)
    }

    private static let charts: [any AmplitudeChart.Type] = [
        SegmentationRequest.self, UsersRequest.self, CompositionRequest.self, FunnelRequest.self, RetentionRequest.self,
        AverageSessionRequest.self, SessionsPerUserRequest.self, SessionLengthRequest.self, RevenueRequest.self,
    ]

    package func add(to router: Router<SoundingsRequestContext>) {
        let routes = AmplitudeRouter(
            keys: services.keys, router.group("").add(middleware: AmplitudeErrors(form: .text)))
        for chart in Self.charts {
            routes.on(.get, chart.path) { try await answer(chart, $0) }
        }
        addCharts(to: routes)
        addEvents(to: routes)
        addPeople(to: routes)
        addPrivacy(to: routes)
        addCohorts(to: routes)
        addProfiles(
            to: AmplitudeRouter(
                keys: services.keys, proof: .secretKey,
                router.group("").add(middleware: AmplitudeErrors(form: .profile))))
        addMembership(
            to: AmplitudeRouter(
                keys: services.keys, router.group("").add(middleware: AmplitudeErrors(form: .membership))))
        let json = AmplitudeRouter(
            keys: services.keys, router.group("").add(middleware: AmplitudeErrors(form: .taxonomy)))
        addTaxonomy(to: json)
        addAnnotations(to: json)
    }

    // MARK: Charts

    private func addCharts(to routes: AmplitudeRouter) {
        routes.on(.get, "/api/2/realtime") { request in
            _ = try request.query.choice("i", [("5", ())], or: ())
            let bytes = try await allowance.run(.queries, project: request.project, cost: 2) {
                try await RealTimeRequest.answer(project: request.project, ask)
            }
            return .json(bytes: bytes)
        }
        routes.on(.get, "/api/3/chart/:id/query") { request in .json(bytes: try await saved(request)) }
        routes.on(.get, "/api/3/chart/:id/csv") { request in
            let answer = try JSONValue.parse(try await saved(request))
            return .json(["data": .string(try ChartCSV.text(answer))])
        }
    }

    private func answer(_ chart: any AmplitudeChart.Type, _ request: AmplitudeRequest) async throws -> Response {
        let cohorts = try await cohortNames(request)
        let query = try ChartQuery(
            request.query, project: request.project, calendar: services.calendar, now: services.now(), cohorts: cohorts)
        let chart = try chart.init(query)
        let bytes = try await allowance.run(.queries, project: request.project, cost: chart.cost) {
            try await chart.answer(ask)
        }
        return .json(bytes: bytes)
    }

    private var ask: ChartAsking {
        let services = services
        return { try ChartReply(bytes: try await services.chart($0)) }
    }

    /// The answer to a chart that the project keeps.
    private func saved(_ request: AmplitudeRequest) async throws -> [UInt8] {
        let id = request.part("id")
        guard let definition = services.savedChart(id),
            let chart = try SavedChart(definition, about: request.project, orElse: services.number)
        else {
            throw AmplitudeFailure.notFound(
                "There is no chart \(id.prefix(40)) about the collected events of project \(request.project).")
        }
        return try await allowance.run(.queries, project: request.project) { try await chart.answer(ask) }
    }

    /// Asked for only where a segment names one.
    private func cohortNames(_ request: AmplitudeRequest) async throws -> [String: String] {
        guard request.query.fields.contains(where: { $0.value.contains("userdata_cohort") }) else { return [:] }
        let cohorts = try await services.cohorts.cohorts(project: request.project)
        return Dictionary(cohorts.map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first })
    }

    // MARK: Events

    private func addEvents(to routes: AmplitudeRouter) {
        routes.on(.get, "/api/2/events/list") { request in
            let plan = try await services.records.records(TaxonomyKind.event.records, project: request.project)
            let list = EventList(
                warehouse: services.warehouse, calendar: services.calendar, project: request.project)
            let bytes = try await allowance.run(.queries, project: request.project) {
                try await list.answer(
                    now: services.now(),
                    plan: Dictionary(plan.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first }))
            }
            return .json(bytes: bytes)
        }
        routes.on(.get, "/api/2/export") { request in
            let place = try allowance.place(.queries, project: request.project)
            return try await ExportAnswer(request, warehouse: services.warehouse).response(holding: place)
        }
    }
}
