internal import LookML

/// A view of a model under one alias, its fields complete except for what an explore adds to them.
struct ResolvedView: Sendable {
    /// As the model knows it.
    var name: String
    /// As its fields and its SQL are called.
    var alias: String
    /// The heading of its fields where the explore says nothing else.
    var label: String
    var source: ViewSource
    var sourceReferences: [Reference] = []
    /// Without the view.
    var primaryKey: String?
    var fields: [ResolvedField] = []
    /// Places in `fields` by the name without the view.
    var places: [String: Int] = [:]
    var sets: [String: [LookMLToken]] = [:]
    /// Fields that exist in the text but not here: of a type that is not supported, or broken.
    var leftOut: Set<String> = []
    /// Access grants that the view asks for.
    var grants: [String] = []
    /// `false` for a derived table that the database would have to be told how to make.
    var isUsable = true
    /// Whether any of its fields asks for access grants.
    var hasGuardedFields = false
    /// The other views that its sets name: whether there are such is for the model to say.
    var viewsInSets: [LookMLToken] = []
    /// What is wrong with it by itself.
    var problems: [Diagnostic] = []
    var location: SourceLocation

    func field(_ shortName: String) -> ResolvedField? { places[shortName].map { fields[$0] } }
}

/// A field with what has to be checked against the explore in which it is used.
struct ResolvedField: Sendable {
    /// What its SQL may refer to.
    enum Level: Sendable { case row, aggregate, calculation }
    struct Suggestion: Sendable {
        var explore: LookMLToken
        /// One of that explore; without a view, of its base view.
        var dimension: LookMLToken?
    }

    var field: Field
    /// Whether the field says under which heading it stands.
    var hasOwnViewLabel = false
    var level: Level
    var references: [Reference] = []
    /// Filters of a measure, by full field name.
    var filters: [CheckedFilter] = []
    var drill: [LookMLToken] = []
    var oldNames: [String] = []
    /// Fields that it names outside of its SQL.
    var mentions: [Mention] = []
    /// What its suggestions are asked of, where that is another explore.
    var suggestion: Suggestion?
    /// SQL may stand on it, queries can't name it.
    var isInternal = false
    /// Made here and not written by anybody: gives way to a field of its name.
    var isGenerated = false
}

/// A filter with the places of its two halves.
struct CheckedFilter: Sendable {
    var text: FieldFilterText
    var fieldLocation: SourceLocation
    var value: LookMLToken
}
