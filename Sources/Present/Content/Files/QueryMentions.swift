import LookML
import SemanticModel

/// Something that names queries.
enum ContentOwner: Hashable {
    case look(id: String, title: String)
    case dashboard(id: String, title: String)
    case metric(name: String, label: String)
}

/// The names that a query uses, with their places, for checking them against the model.
struct QueryMentions {
    struct FieldMention {
        var name: String
        var location: SourceLocation
        /// `fields`, `filters`, `listen` …
        var parameter: String
    }

    var model: String
    var modelLocation: SourceLocation
    var explore: String
    var exploreLocation: SourceLocation
    private(set) var fields: [FieldMention] = []
    /// Custom fields and calculations, which the explore does not have.
    var dynamicNames: Set<String> = []
    /// Filter expressions by the field that they are put on.
    var filters: [(field: String, expression: String, location: SourceLocation)] = []
    var owner: ContentOwner?
    /// "tile Monthly users", "filter Date"
    var part: String?
    /// Whether somebody else reports a model or explore that is not there.
    var namesFieldsOnly = false

    init(
        model: String, modelLocation: SourceLocation, explore: String, exploreLocation: SourceLocation
    ) {
        self.model = model
        self.modelLocation = modelLocation
        self.explore = explore
        self.exploreLocation = exploreLocation
    }

    mutating func add(_ names: [(name: String, location: SourceLocation)], in parameter: String) {
        fields += names.map { FieldMention(name: $0.name, location: $0.location, parameter: parameter) }
    }

    /// Something that the project doesn't have, or a filter that can't be read.
    struct Fault {
        var code: String
        var message: String
        /// The field that it is about; `nil` for a model or an explore.
        var field: String?
        var location: SourceLocation
        /// What was written, and what may have been meant.
        var wanted: String?
        var candidates: () -> [String] = { [] }
    }

    /// Reports every fault.
    func check(against project: Project, problems: Problems) {
        for fault in faults(against: project) {
            problems.report(
                fault.code, fault.message, at: fault.location, isOfForm: fault.code != "bad-filter",
                suggestion: fault.wanted.flatMap { problems.suggestion(for: $0, among: fault.candidates()) })
        }
    }

    /// Every name that the project doesn't have and every filter that can't be read.
    func faults(against project: Project) -> [Fault] {
        guard let model = project.model(model) else {
            if namesFieldsOnly { return [] }
            return [
                Fault(
                    code: "unknown-model", message: "There is no model `\(model)`.", location: modelLocation,
                    wanted: model, candidates: { project.models.map(\.name) })
            ]
        }
        guard let explore = model.explore(explore) else {
            if namesFieldsOnly { return [] }
            return [
                Fault(
                    code: "unknown-explore", message: "The model `\(model.name)` has no explore `\(explore)`.",
                    location: exploreLocation, wanted: explore, candidates: { model.explores.map(\.name) })
            ]
        }
        let unknown = fields.filter { !dynamicNames.contains($0.name) && explore.field($0.name) == nil }
        return unknown.map { field in
            Fault(
                code: "unknown-field", message: "The explore `\(explore.name)` has no field `\(field.name)`.",
                field: field.name, location: field.location, wanted: field.name,
                candidates: { Array(explore.fieldsByName.keys) + Array(dynamicNames) })
        }
            + filters.compactMap { name, expression, location in
                explore.field(name).flatMap { field in
                    FilterCheck.message(expression, in: field.filterGrammar, of: "`\(field.name)`")
                }.map { Fault(code: "bad-filter", message: $0, field: name, location: location) }
            }
    }
}

/// A Look that a tile shows or a metric names.
struct LookMention {
    var id: String
    var location: SourceLocation
    /// The fields on which the dashboard's filters are put.
    var listeners: [(name: String, location: SourceLocation)]
    var owner: ContentOwner?

    func listening(to query: QueryDefinition) -> QueryMentions {
        var mentions = QueryMentions(
            model: query.model, modelLocation: location, explore: query.explore, exploreLocation: location)
        mentions.add(listeners, in: "listen")
        mentions.dynamicNames = query.dynamicFieldNames
        mentions.owner = owner
        mentions.part = "tile with Look \(id)"
        mentions.namesFieldsOnly = true
        return mentions
    }
}
