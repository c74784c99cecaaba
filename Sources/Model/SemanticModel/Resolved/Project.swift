package import LookML

/// A LookML project with every name resolved: what queries compile against. Immutable, so a reload never disturbs a
/// query that is running on the model before it.
package struct Project: Sendable {
    package var name: String
    /// By name, in the order of the files.
    package var models: [Model]
    /// LookML dashboard files (`*.dashboard.lookml`), YAML text as read, with the models that include each.
    package var dashboardFiles: [DashboardFile]
    /// Every problem found while reading and resolving, ordered by place.
    package var diagnostics: [Diagnostic]
    package var manifest = Manifest()

    package init(name: String, models: [Model], dashboardFiles: [DashboardFile], diagnostics: [Diagnostic]) {
        self.name = name
        self.models = models
        self.dashboardFiles = dashboardFiles
        self.diagnostics = diagnostics
    }

    package func model(_ name: String) -> Model? { models.first { $0.name == name } }

    package var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }
}

package struct DashboardFile: Sendable {
    package var path: String
    package var text: String
    package var models: [String]

    package init(path: String, text: String, models: [String]) {
        self.path = path
        self.text = text
        self.models = models
    }
}

/// One `*.model.lkml`: a name space of views and explores on one connection.
package struct Model: Sendable {
    package var name: String
    package var label: String
    package var connection: String?
    /// Those that everybody may query, without what is behind access grants. ``explore(_:attributes:)`` opens the rest.
    package var explores: [Explore]
    /// Where the rows of each view come from, by the view's name: also of views that no explore joins, since derived
    /// tables may stand on them.
    package var viewSources: [String: ViewSource]
    package var weekStartDay: WeekDay
    /// Months from January to the start of the fiscal year; `nil` when the model does not say.
    package var fiscalMonthOffset: Int?
    package var namedValueFormats: [String: String]
    package var caseSensitive: Bool
    package var location: SourceLocation
    /// By name.
    package var accessGrants: [String: AccessGrant] = [:]
    /// In the order of the files.
    package var datagroups: [Datagroup] = []
    /// For explores that have none of their own; it is in theirs already.
    package var cachePolicy = CachePolicy.standard
    package var mapLayers: [MapLayer] = []
    package var tests: [DataTest] = []
    /// Derived tables by the view's name: also of views that no explore joins.
    package var derivedTables: [String: DerivedTable] = [:]
    /// Named formats that hold whatever the user's locale says.
    package var strictValueFormats: Set<String> = []
    /// SQL that runs before each query.
    package var sqlPreamble: SQLTemplate?
    /// Explores behind access grants.
    var guardedExplores: [Explore] = []
    /// The names of all explores in the order of the files.
    var exploreOrder: [String] = []

    package init(
        name: String, label: String, connection: String?, explores: [Explore], viewSources: [String: ViewSource],
        weekStartDay: WeekDay, fiscalMonthOffset: Int?, namedValueFormats: [String: String], caseSensitive: Bool,
        location: SourceLocation
    ) {
        self.name = name
        self.label = label
        self.connection = connection
        self.explores = explores
        self.viewSources = viewSources
        self.weekStartDay = weekStartDay
        self.fiscalMonthOffset = fiscalMonthOffset
        self.namedValueFormats = namedValueFormats
        self.caseSensitive = caseSensitive
        self.location = location
    }

    package func explore(_ name: String) -> Explore? { explores.first { $0.name == name } }

    /// The Excel pattern of a format, the model's or the language's; `nil` when there is none of this name.
    package func valueFormat(named name: String) -> String? {
        namedValueFormats[name] ?? NamedFormats.builtIn[name]
    }
}

/// Raw values are ISO numbers: Monday is 1.
package enum WeekDay: Int, Sendable, CaseIterable {
    case monday = 1, tuesday, wednesday, thursday, friday, saturday, sunday
}
