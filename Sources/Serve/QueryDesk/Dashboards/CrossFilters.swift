internal import FrontDoor
internal import QueryCompiler
internal import SemanticModel

/// Filters by what was pressed on one tile of a dashboard, on the queries of the others whose explores have such a field.
struct CrossFilters: Sendable {
    /// Expressions by field.
    private let expressions: [String: String]
    private let project: Project?
    private let attributes: [String: String]

    init(_ expressions: [String: String], in project: Project?, for caller: Caller) {
        self.expressions = expressions
        self.project = project
        attributes = caller.attributes
    }

    func apply(to query: inout ExploreQuery) {
        guard let explore = project?.model(query.model)?.explore(query.explore, attributes: attributes) else { return }
        for (field, expression) in expressions where explore.field(field) != nil { query.filters[field] = expression }
    }
}
