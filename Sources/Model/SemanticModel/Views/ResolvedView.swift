internal import LookML

/// A view of a model under one alias, its fields complete except for what an explore adds to them.
struct ResolvedView {
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
    /// Behind an access grant.
    var isRestricted = false
    /// `false` for a native derived table, which can't be queried yet.
    var isUsable = true
    var location: SourceLocation

    func field(_ shortName: String) -> ResolvedField? { places[shortName].map { fields[$0] } }
}

/// A field with what has to be checked against the explore in which it is used.
struct ResolvedField {
    /// What its SQL may refer to.
    enum Level { case row, aggregate, calculation }

    var field: Field
    /// Whether the field says under which heading it stands.
    var hasOwnViewLabel = false
    var level: Level
    var references: [Reference] = []
    /// Filters of a measure, by full field name.
    var filters: [CheckedFilter] = []
    var drill: [LookMLToken] = []
    var oldNames: [String] = []
    /// Behind an access grant: SQL may stand on it, queries can't name it.
    var isRestricted = false
}

/// A filter with the places of its two halves.
struct CheckedFilter {
    var text: FieldFilterText
    var fieldLocation: SourceLocation
    var value: LookMLToken
}
