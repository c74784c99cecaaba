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
    var fields: [ResolvedField] {
        _read { yield table.value.fields }
        _modify { yield &table.value.fields }
    }
    /// Places in `fields` by the name without the view.
    var places: [String: Int] {
        _read { yield table.value.places }
        _modify { yield &table.value.places }
    }
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
    private var table = Deferred(FieldTable())
    /// What is known of the fields of a view with nothing wrong in them, built or not.
    private(set) var survey: FieldSurvey?

    private struct FieldTable: Sendable {
        var fields: [ResolvedField] = []
        var places: [String: Int] = [:]
    }

    init(name: String, alias: String, label: String, source: ViewSource, location: SourceLocation) {
        self.name = name
        self.alias = alias
        self.label = label
        self.source = source
        self.location = location
    }

    /// Whether nothing is wrong with its fields, and they name no other view.
    var isSurveyed: Bool { survey != nil }

    /// Leaves the fields for whoever asks first.
    ///
    /// - Parameter build: Gives the view with its fields.
    mutating func `defer`(_ survey: FieldSurvey, _ build: @escaping @Sendable () -> ResolvedView) {
        self.survey = survey
        primaryKey = survey.primaryKey
        table = Deferred(Lazy { build().table.value }, empty: FieldTable())
    }

    func field(_ shortName: String) -> ResolvedField? { places[shortName].map { fields[$0] } }

    /// Of the field with this name; `nil` when there is none.
    func category(of shortName: String) -> Field.Category? {
        if let survey { return survey.names[shortName]?.category }
        return places[shortName].map { fields[$0].field.category }
    }

    func has(_ shortName: String) -> Bool { category(of: shortName) != nil }
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
