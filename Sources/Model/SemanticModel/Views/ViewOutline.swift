internal import LookML

/// What the check of a whole model has to know of a view: all but its fields, of which a project has a hundred thousand.
struct ViewOutline: Sendable {
    let name: String
    let alias: String
    let source: SourceLocation
    let sourceReferences: [Reference]
    /// The other views that its sets name.
    let viewsInSets: [LookMLToken]
    let suggestions: [ResolvedField.Suggestion]
    /// What is wrong with it by itself.
    let problems: [Diagnostic]

    init(of view: ResolvedView) {
        name = view.name
        alias = view.alias
        source = view.source.location
        sourceReferences = view.sourceReferences
        viewsInSets = view.viewsInSets
        suggestions = view.isSurveyed ? [] : view.fields.compactMap(\.suggestion)
        problems = view.problems
    }
}

extension ViewSource {
    fileprivate var location: SourceLocation {
        switch self {
        case .table(let sql), .derivedSQL(let sql): sql.location
        }
    }
}
