package import Content
package import FrontDoor
internal import HTTPTypes
package import Hummingbird
internal import JSON
internal import ProductAnalytics
internal import QueryRunner

/// Charts of product analytics, and the events that they are made from.
///
/// - `POST /api/v1/charts/run` with `{"definition": {…}}` or `{"id": "7"}`, and `as_of` where another moment than now is
///   meant: the chart's numbers. With `filters` (``AskedFilter``) those that filters of a dashboard let through, and in
///   `asked` the definition that asks so. With `point` (and `limit`): the people behind one number; with `save` as well
///   (`{"cohort": {"name", "description"}}`) they become a cohort.
/// - `GET /api/v1/charts`, `GET /api/v1/charts/7`: charts that the project keeps as files, and those that people have saved
///   (`s12`), which `POST`, `PATCH`, `DELETE` and `POST /api/v1/charts/s12/restore` make and change.
/// - `GET /api/v1/events`: the types of events. `GET /api/v1/events/properties[?event=…]`: properties of the newest events.
///   Both with what the tracking plan says of them, which all who may choose among them read.
///   `GET /api/v1/events/sources`: the explores whose rows are events.
package struct ChartRoutes: Sendable {
    private let desk: ChartDesk
    let charts: LiveCharts
    let cohorts: CohortWork
    private let dataTime: ChartDataTime
    /// What one needs to see the collected events beside `access_data`.
    private let permission: String

    package init(
        desk: ChartDesk, charts: LiveCharts, cohorts: CohortWork, dataTime: ChartDataTime, permission: String
    ) {
        self.desk = desk
        self.charts = charts
        self.cohorts = cohorts
        self.dataTime = dataTime
        self.permission = permission
    }

    package func add(to router: Router<SoundingsRequestContext>) {
        let routes = router.group("api/v1").add(middleware: ProductErrors())
        routes.post("charts/run", use: run)
        routes.get("charts", use: list)
        routes.get("charts/:id", use: chart)
        routes.post("charts", use: save)
        routes.patch("charts/:id", use: change)
        routes.delete("charts/:id", use: remove)
        routes.post("charts/:id/restore", use: restore)
        routes.get("events", use: events)
        routes.get("events/properties", use: properties)
        routes.get("events/sources", use: sources)
    }

    @Sendable func run(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let caller = try context.requireCaller(may: "access_data")
        let body = try await request.json()
        var ask = try await ask(body, for: caller)
        let reader = reader(for: caller)
        let filters = try await filters(body, on: ask.definition, for: caller)
        ask.definition = try desk.filtered(ask.definition, by: filters, asOf: ask.asOf, for: reader)
        if let point = ask.point {
            // Names of people are for those who may look at single rows.
            guard caller.may("explore") else { throw RequestFailure.forbidden("explore") }
            if let save = body["save"], !save.isNull { return try await keep(save, point, ask, caller, reader) }
            return .json(try await desk.units(behind: point, ask, for: reader))
        }
        return .json(bytes: try await numbers(ask, isFiltered: !filters.isEmpty, for: caller))
    }

    /// The numbers of a chart, up to when they are complete, and, of one that is filtered, the definition that asks so.
    private func numbers(_ ask: ChartAsk, isFiltered: Bool, for caller: Caller) async throws -> [UInt8] {
        let answer = try await desk.numbers(ask, for: reader(for: caller))
        var writer = JSONWriter(capacity: answer.count + 1_024)
        writer.beginObject()
        writer.key("answer")
        writer.raw(answer)
        writer.key("data")
        writer.value(try await dataTime(of: ask, for: caller))
        if isFiltered {
            writer.key("asked")
            writer.value(ask.definition)
        }
        writer.endObject()
        return writer.bytes
    }

    /// What the tile of a dashboard shows that somebody sees, of what the filters let through that it listens to.
    /// - Throws: ``RequestFailure`` for a chart that is gone, and with the first filter that it can't follow.
    func numbers(
        of element: DashboardElement, _ filters: [AskedFilter], for caller: Caller
    ) async throws -> [UInt8] {
        var ask = ChartAsk(definition: try await definition(of: element.definition.chartID ?? "", for: caller))
        do {
            ask.definition = try desk.filtered(ask.definition, by: filters, asOf: nil, for: reader(for: caller))
            return try await numbers(ask, isFiltered: !filters.isEmpty, for: caller)
        } catch let error as ChartError {
            switch error {
            case .invalid(let problems):
                throw RequestFailure.invalid(
                    "The chart can't be answered.",
                    problems.map { .init(field: $0.path, code: "invalid", message: $0.message) })
            case .failed(let error): throw QueryFailure.failed(error, sql: "")
            case .cancelled: throw QueryFailure.cancelled
            }
        }
    }

    /// Saves the people behind a number as a cohort.
    private func keep(
        _ save: JSONValue, _ point: JSONValue, _ ask: ChartAsk, _ caller: Caller, _ reader: ChartReader
    ) async throws -> Response {
        guard caller.may("save_content") else { throw RequestFailure.forbidden("save_content") }
        guard let body = save["cohort"] else {
            throw RequestFailure.invalid(
                "The request can't be read.",
                [
                    .init(
                        field: "save", code: "invalid",
                        message: "What is saved is a cohort: {\"cohort\": {\"name\": …}}.")
                ])
        }
        var fields = BodyFields(body)
        let name = fields.text("name") ?? ""
        if let problem = CohortReference.problem(inName: name) { fields.problem("save.cohort.name", problem) }
        let title = ask.definition["title"]?.stringValue ?? ask.definition["chart"]?.stringValue ?? "chart"
        let description = fields.text("description") ?? "Behind a number of: \(title). Point \(point.text)."
        try fields.check()
        let list = try await desk.list(behind: point, ask, for: reader)
        guard list.size > 0 else { throw ChartError.invalid("point", "Nobody is behind this number.") }
        let saved = try await cohorts.save(
            named: name, description: description, definition: list.definition, note: "", by: CohortEditor(caller),
            for: reader)
        let isExplore =
            if case .explore = desk.sources.whole(try Cohort(named: name, list.definition).source) { true } else {
                false
            }
        return .json(
            [
                "cohort": saved, "count": JSONValue(list.size),
                "explores": .array(isExplore ? [] : desk.links(for: reader)?.links(toCohort: name) ?? []),
            ], status: .created)
    }

    private func reader(for caller: Caller) -> ChartReader {
        ChartReader(
            attributes: caller.attributes, grants: caller.grants, seesAllEvents: caller.mayEverywhere(permission),
            seesSQL: caller.mayEverywhere("see_sql"), label: "chart for user " + caller.userID)
    }

    private func ask(_ body: JSONValue, for caller: Caller) async throws -> ChartAsk {
        var problems = Self.problems(in: body)
        func problem(_ field: String, _ message: String) {
            problems.append(.init(field: field, code: "invalid", message: message))
        }
        var definition = body["definition"] ?? .null
        if let id = body["id"].map({ $0.stringValue ?? $0.text }) {
            definition = try await self.definition(of: id, for: caller)
        } else if definition.objectValue == nil {
            problem("definition", "Say the chart's definition, or the id of one that is kept.")
        } else {
            try await check(definition, for: caller)
        }
        var ask = ChartAsk(definition: definition)
        if let value = body["as_of"], !value.isNull {
            ask.asOf = value.stringValue.flatMap(ChartAsk.moment)
            if ask.asOf == nil { problem("as_of", "This is no moment; write it as 2026-03-08T12:00:00Z.") }
        }
        if let point = body["point"], !point.isNull { ask.point = point }
        if let value = body["limit"], !value.isNull {
            if let limit = value.intValue, (1...Int64(ChartAsk.largestLimit)).contains(limit) {
                ask.limit = Int(limit)
            } else {
                problem("limit", "This has to be a whole number from 1 to \(ChartAsk.largestLimit).")
            }
        }
        guard problems.isEmpty else { throw RequestFailure.invalid("The request can't be read.", problems) }
        return ask
    }

    /// Up to when what the chart reads is complete.
    private func dataTime(of ask: ChartAsk, for caller: Caller) async throws -> JSONValue {
        let source = ask.definition["source"]
        if source?["explore"]?.stringValue != nil, let model = source?["model"]?.stringValue,
            !caller.may("access_data", in: model)
        {
            return .null
        }
        return try await dataTime.json(of: ask.definition, attributes: caller.attributes)
    }

    @Sendable func list(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let sight = try await ChartSight(cohorts.store, try context.requireCaller(may: "access_data"))
        let isTrash = request.flag("deleted") ?? false
        let saved = try await self.saved?.all(deleted: isTrash) ?? []
        let files = isTrash ? [] : charts.current.filter(sight.sees).map { Self.describe($0, whole: false) }
        return .json(["charts": .array(files + saved.map { $0.json(whole: false) })])
    }

    @Sendable func chart(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let caller = try context.requireCaller(may: "access_data")
        let id = try Self.id(context)
        if let chart = try await file(id, for: caller) { return .json(Self.describe(chart, whole: true)) }
        guard let chart = try await saved?.chart(id) else { throw RequestFailure.notFound("chart") }
        return .json(chart.json(whole: true))
    }

    private static func describe(_ chart: ChartFile, whole: Bool) -> JSONValue {
        var members = JSONObject([
            ("id", .string(chart.id)), ("title", .string(chart.title)), ("description", .string(chart.description)),
            ("kind", JSONValue(chart.definition["chart"]?.stringValue)), ("file", .string(chart.location.file)),
        ])
        switch chart.folder {
        case .id(let id): members["folder_id"] = .string(id)
        case .path(let names): members["folder"] = .string(names.joined(separator: "/"))
        }
        if whole { members["definition"] = chart.definition }
        return .object(members)
    }

    @Sendable func events(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let catalogue = try await eventCatalogue(request, context)
        return .json(["events": try await catalogue.types()])
    }

    @Sendable func properties(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let catalogue = try await eventCatalogue(request, context)
        guard let found = try await catalogue.properties(of: request.parameter("event")) else {
            throw RequestFailure.notFound("event")
        }
        return .json(found)
    }

    @Sendable func sources(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let caller = try context.requireCaller(may: "access_data")
        return .json(["explores": .array(desk.links(for: reader(for: caller))?.eventSources() ?? [])])
    }

    private func eventCatalogue(
        _ request: Request, _ context: SoundingsRequestContext
    ) async throws -> EventCatalogue {
        let caller = try context.requireCaller(may: "access_data")
        guard caller.mayEverywhere(permission) else { throw RequestFailure.forbidden(permission) }
        var number = desk.number
        if let text = request.parameter("project") {
            guard let given = Int32(text), given >= 0 else {
                throw RequestFailure.invalid(
                    "The request can't be read.",
                    [.init(field: "project", code: "invalid", message: "project must be the number of a project.")])
            }
            number = Int(given)
        }
        let plan = try await cohorts.store?.trackingPlan(of: number) ?? TrackingPlan()
        return EventCatalogue(
            sources: desk.sources, number: number, words: PlannedWords(plan), calendar: desk.calendar,
            label: "events for user " + caller.userID)
    }
}
