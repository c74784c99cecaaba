internal import Content
internal import FrontDoor
internal import Hummingbird
internal import JSON
internal import SemanticModel

/// The metrics catalogue: what each number means, and what in the model and the saved content shows it.
struct MetricRoutes: Sendable {
    let services: ProductServices

    func add(to routes: RouterGroup<SoundingsRequestContext>) {
        routes.get("metrics", use: metrics)
    }

    @Sendable func metrics(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let caller = try context.requireCaller(may: "access_data")
        let project = services.project.current(for: caller)
            .keepingModels { caller.may("access_data", in: $0) }.opened(to: caller.attributes)
        let titles = try await ContentTitles(services.content, for: caller)
        let showsSQL = caller.may("see_lookml")
        let metrics = services.metrics.current.map { metric in
            describe(metric, in: project, titles: titles, showsSQL: showsSQL)
        }
        return .json(["metrics": .array(metrics)])
    }

    private func describe(
        _ metric: MetricDefinition, in project: Project, titles: ContentTitles, showsSQL: Bool
    ) -> JSONValue {
        let explore = metric.model.flatMap { model in
            metric.explore.flatMap { project.model(model)?.explore($0) }
        }
        let fields = metric.fields.compactMap { explore?.field($0) }
        let content = metric.looks.compactMap(titles.look) + metric.dashboards.compactMap(titles.dashboard)
        return [
            "name": .string(metric.name), "label": .string(metric.label), "group": .string(metric.group),
            "definition": .string(metric.definition), "formula": JSONValue(metric.formula),
            "grain": JSONValue(metric.grain), "unit": JSONValue(metric.unit), "status": .string(metric.status.rawValue),
            "owner": JSONValue(metric.owner), "healthy": JSONValue(metric.healthy), "poor": JSONValue(metric.poor),
            "synonyms": .array(metric.synonyms.map(JSONValue.string)),
            "source_of_truth": metric.sourceOfTruth.flatMap { source(of: $0, titles) } ?? .null,
            "model": JSONValue(metric.model), "explore": JSONValue(metric.explore),
            "fields": .array(fields.map { describe($0, showsSQL: showsSQL) }), "content": .array(content),
        ]
    }

    private func describe(_ field: Field, showsSQL: Bool) -> JSONValue {
        let sql = field.sqlTemplates.map(\.text).joined(separator: "\n")
        return [
            "name": .string(field.name), "label": .string(field.label), "type": .string(field.type),
            "description": JSONValue(field.description), "sql": showsSQL && !sql.isEmpty ? .string(sql) : .null,
            "place": showsSQL ? .string("\(field.location.file):\(field.location.line)") : .null,
        ]
    }

    private func source(of truth: MetricDefinition.SourceOfTruth, _ titles: ContentTitles) -> JSONValue? {
        switch truth {
        case .look(let id): titles.look(id)
        case .dashboard(let id): titles.dashboard(id)
        case .other(let title, let url):
            ["kind": "other", "id": .null, "title": .string(title), "url": JSONValue(url)]
        }
    }
}

/// The titles of what is saved and somebody sees, as links.
private struct ContentTitles {
    private let looks: [String: String]
    private let dashboards: [String: String]

    init(_ content: ContentStore, for caller: Caller) async throws {
        let gate = try await SavedContentGate(content, caller)
        looks = Dictionary(
            try await content.looks().filter { gate.sees($0.folderID) }.map { ($0.id, $0.title) },
            uniquingKeysWith: { first, _ in first })
        dashboards = Dictionary(
            try await content.dashboards().filter { gate.sees($0.folderID) }.map { ($0.id, $0.title) },
            uniquingKeysWith: { first, _ in first })
    }

    func look(_ id: String) -> JSONValue? {
        looks[id].map { ["kind": "look", "id": .string(id), "title": .string($0), "url": .null] }
    }

    func dashboard(_ id: String) -> JSONValue? {
        dashboards[id].map { ["kind": "dashboard", "id": .string(id), "title": .string($0), "url": .null] }
    }
}
