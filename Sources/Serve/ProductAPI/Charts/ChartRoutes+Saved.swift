internal import Content
internal import FrontDoor
internal import HTTPTypes
internal import Hummingbird
internal import JSON
internal import ProductAnalytics

/// Saving charts, which takes `save_content`.
extension ChartRoutes {
    /// `nil` where there is no store.
    var saved: SavedCharts? { cohorts.store.map(SavedCharts.init) }

    static func id(_ context: SoundingsRequestContext) throws -> String {
        guard let raw = context.parameters.get("id") else { throw RequestFailure.notFound("chart") }
        return String(raw)
    }

    /// A chart of the project that somebody sees.
    func file(_ id: String, for caller: Caller) async throws -> ChartFile? {
        guard let chart = charts.chart(id), try await ChartSight(cohorts.store, caller).sees(chart) else { return nil }
        return chart
    }

    /// What a chart of the project or a saved one asks.
    func definition(of id: String, for caller: Caller) async throws -> JSONValue {
        if let chart = try await file(id, for: caller) { return chart.definition }
        guard let chart = try await saved?.chart(id) else { throw RequestFailure.notFound("chart") }
        return .object(chart.definition)
    }

    /// A chart on an explore is a question to it: whoever may not explore its model asks what charts that they see ask.
    /// - Throws: ``RequestFailure/forbidden(_:)`` of `explore`.
    func check(_ definition: JSONValue, for caller: Caller) async throws {
        // Of a model whose data they may not see, the desk says that it isn't open to them.
        guard let model = ChartQuestion.model(of: definition), !caller.may("explore", in: model),
            caller.may("access_data", in: model)
        else { return }
        let asked = ChartQuestion(definition)
        let sight = try await ChartSight(cohorts.store, caller)
        if charts.current.contains(where: { sight.sees($0) && ChartQuestion($0.definition) == asked }) { return }
        let saved = try await self.saved?.all() ?? []
        if saved.contains(where: { ChartQuestion(.object($0.definition)) == asked }) { return }
        throw RequestFailure.forbidden("explore")
    }

    @Sendable func save(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let caller = try context.requireCaller(may: "save_content")
        guard let saved else { throw RequestFailure.notFound("chart") }
        var fields = BodyFields(try await request.json())
        let title = Self.title(&fields, required: true) ?? ""
        let description = fields.text("description") ?? ""
        let definition = fields.object("definition", required: true) ?? JSONObject()
        try fields.check()
        // What can't be read is not saved.
        _ = try ChartDefinition(.object(definition))
        guard
            let chart = try await saved.save(
                title: title, description: description, definition: definition, by: caller)
        else { throw RequestFailure.notFound("chart") }
        return .json(chart.json(whole: true), status: .created)
    }

    @Sendable func change(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let caller = try context.requireCaller(may: "save_content")
        let id = try Self.id(context)
        let body = try await request.json()
        try refuseFile(id)
        var fields = BodyFields(body)
        let title = Self.title(&fields, required: false)
        let (description, definition) = (fields.text("description"), fields.object("definition"))
        let version = fields.integer("version", in: 1...Int(Int32.max))
        try fields.check()
        if let definition { _ = try ChartDefinition(.object(definition)) }
        return try await answer(
            saved?.change(id, version: version.map { Int64($0) }, by: caller) { chart in
                if let title { chart.title = title }
                if let description { chart.description = description }
                if let definition { chart.definition = definition }
            })
    }

    /// Into the trash.
    @Sendable func remove(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let caller = try context.requireCaller(may: "save_content")
        let id = try Self.id(context)
        try refuseFile(id)
        let chart = try await saved?.change(id, version: nil, by: caller) { $0.isDeleted = true }
        guard chart != nil else { throw RequestFailure.notFound("chart") }
        return .empty(.noContent)
    }

    @Sendable func restore(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let caller = try context.requireCaller(may: "save_content")
        return try await answer(
            saved?.change(try Self.id(context), version: nil, by: caller) { $0.isDeleted = false })
    }

    private func answer(_ chart: SavedChart?) throws -> Response {
        guard let chart else { throw RequestFailure.notFound("chart") }
        return .json(chart.json(whole: true))
    }

    private func refuseFile(_ id: String) throws {
        guard let chart = charts.chart(id) else { return }
        throw ContentError(
            .forbidden, "This chart is kept in \(chart.location.file) of the project, and is changed there.")
    }

    private static func title(_ fields: inout BodyFields, required: Bool) -> String? {
        let title = fields.text("title").map { $0.trimmingPrefix { $0.isWhitespace } }.map(String.init)
        if title?.isEmpty ?? required { fields.problem("title", "Give the chart a title.") }
        if let title, title.count > 255 { fields.problem("title", "A title has at most 255 characters.") }
        return title
    }
}
