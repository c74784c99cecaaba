import JSON
import LookML
package import SemanticModel

/// What is wrong with saved content: a name that the project doesn't have, or text that can't be read.
package struct ContentFault: Sendable, Hashable {
    package var message: String
    /// The field that it is about; `nil` for a model, an explore, or a query as a whole.
    package var field: String?
    package var model: String?
    package var explore: String?
}

extension QueryDefinition {
    /// - Parameter listeners: Fields on which filters of a dashboard are put beside the query's own.
    package func faults(in project: Project, listeners: [String] = []) -> [ContentFault] {
        ContentFaults.find(fileForm(picture: false), in: project, listeners: listeners, model: model, explore: explore)
    }
}

extension TileDefinition {
    /// The faults of a tile with a query, merged queries, or a Look.
    ///
    /// - Parameter look: The query of the Look that it shows, whose own faults are not among these.
    package func faults(in project: Project, look: QueryDefinition?) -> [ContentFault] {
        let fields = listeners.map(\.field)
        if let query { return query.faults(in: project, listeners: fields) }
        if let merged = mergedQueries?.arrayValue {
            return merged.compactMap(\.objectValue).flatMap { query in
                ContentFaults.find(
                    query, in: project, listeners: [], model: query["model"]?.stringValue,
                    explore: query["explore"]?.stringValue)
            }
        }
        guard kind == .look else { return [] }
        guard let look else {
            return [ContentFault(message: "There is no Look \(lookID ?? "").", field: nil, model: nil, explore: nil)]
        }
        guard let explore = project.model(look.model)?.explore(look.explore) else { return [] }
        return fields.filter { explore.field($0) == nil && !look.dynamicFieldNames.contains($0) }.map {
            ContentFault(
                message: "The explore `\(explore.name)` has no field `\($0)`.", field: $0, model: look.model,
                explore: look.explore)
        }
    }
}

extension FilterDefinition {
    /// The faults of a dashboard's filter: its field, and its default.
    package func faults(in project: Project) -> [ContentFault] {
        let problems = Problems()
        let node = ContentNode(.object(fileForm), file: "")
        guard let (_, mentions) = FilterReader(defaultModel: nil, problems: problems).read(node) else {
            return ContentFaults.form(problems, model: model, explore: explore)
        }
        return ContentFaults.form(problems, model: model, explore: explore)
            + (mentions?.faults(against: project) ?? []).map { ContentFault($0, model: model, explore: explore) }
    }
}

enum ContentFaults {
    /// The faults of a query in the shape of a file, found by the reader of files.
    static func find(
        _ query: JSONObject, in project: Project, listeners: [String], model: String?, explore: String?
    ) -> [ContentFault] {
        let problems = Problems()
        let node = ContentNode(.object(query), file: "")
        var reader = MemberReader(node.members ?? [], at: node.location, problems: problems)
        guard var (_, mentions) = QueryReader.read(&reader, of: "The query", defaultModel: nil) else {
            return form(problems, model: model, explore: explore)
        }
        mentions.add(listeners.map { ($0, node.location) }, in: "listen")
        return form(problems, model: model, explore: explore)
            + mentions.faults(against: project).map { ContentFault($0, model: model, explore: explore) }
    }

    /// What can't be read.
    static func form(_ problems: Problems, model: String?, explore: String?) -> [ContentFault] {
        problems.diagnostics.filter { $0.severity == .error }.map {
            ContentFault(message: $0.message, field: nil, model: model, explore: explore)
        }
    }
}

extension ContentFault {
    init(_ fault: QueryMentions.Fault, model: String?, explore: String?) {
        self.init(message: fault.message, field: fault.field, model: model, explore: explore)
    }
}
