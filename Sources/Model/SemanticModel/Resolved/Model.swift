package import LookML

/// One `*.model.lkml`: a name space of views and explores on one connection.
package struct Model: Sendable {
    package var name: String
    package var label: String
    package var connection: String?
    /// Those that everybody may query, without what is behind access grants. ``explore(_:attributes:)`` opens the rest.
    package var explores: [Explore] {
        get { open.value }
        set {
            open = Deferred(newValue)
            table = nil
        }
    }
    /// Where the rows of each view come from, by the view's name: also of views that no explore joins, since derived
    /// tables may stand on them.
    package var viewSources: [String: ViewSource] { sources.value }
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
    package var tests: [DataTest] { standing.value.tests }
    /// Derived tables by the view's name: also of views that no explore joins.
    package var derivedTables: [String: DerivedTable] {
        get { standing.value.tables }
        set { standing.value.tables = newValue }
    }
    /// Named formats that hold whatever the user's locale says.
    package var strictValueFormats: Set<String> = []
    /// SQL that runs before each query.
    package var sqlPreamble: SQLTemplate?
    /// Whether access grants may be asked for anywhere in its text.
    var mayHaveGuards = false
    /// Where explores are looked up one by one, so that the others need not be resolved for it; `nil` once `explores` has
    /// been replaced.
    private(set) var table: ExploreTable?
    private var open: Deferred<[Explore]>
    private var sources: Deferred<[String: ViewSource]>
    private var standing = Deferred(DerivedTables())

    package init(
        name: String, label: String, connection: String?, explores: [Explore], viewSources: [String: ViewSource],
        weekStartDay: WeekDay, fiscalMonthOffset: Int?, namedValueFormats: [String: String], caseSensitive: Bool,
        location: SourceLocation
    ) {
        self.name = name
        self.label = label
        self.connection = connection
        open = Deferred(explores)
        sources = Deferred(viewSources)
        self.weekStartDay = weekStartDay
        self.fiscalMonthOffset = fiscalMonthOffset
        self.namedValueFormats = namedValueFormats
        self.caseSensitive = caseSensitive
        self.location = location
    }

    /// A model whose explores, and whatever stands on them, are resolved once they are asked for.
    init(
        name: String, settings: ModelSettings, explores table: ExploreTable, views: ModelViews,
        standing: Lazy<DerivedTables>, location: SourceLocation
    ) {
        self.init(
            name: name, label: settings.label ?? Labels.humanised(name), connection: settings.connection, explores: [],
            viewSources: [:], weekStartDay: settings.weekStartDay,
            fiscalMonthOffset: settings.ofViews.fiscalMonthOffset,
            namedValueFormats: settings.ofViews.formats.ofModel, caseSensitive: settings.caseSensitive,
            location: location)
        accessGrants = settings.ofViews.accessGrants
        datagroups = settings.datagroups
        cachePolicy = settings.cachePolicy
        mapLayers = settings.ofViews.mapLayers
        strictValueFormats = settings.ofViews.formats.strict
        sqlPreamble = settings.sqlPreamble
        self.table = table
        open = Deferred(Lazy { table.all.filter(\.isOpen) }, empty: [])
        sources = Deferred(Lazy { views.sources }, empty: [:])
        self.standing = Deferred(standing, empty: DerivedTables())
    }

    package func explore(_ name: String) -> Explore? {
        guard let table else { return explores.first { $0.name == name } }
        return table.explore(name).flatMap { $0.isOpen ? $0 : nil }
    }

    /// The Excel pattern of a format, the model's or the language's; `nil` when there is none of this name.
    package func valueFormat(named name: String) -> String? {
        namedValueFormats[name] ?? NamedFormats.builtIn[name]
    }
}

/// Raw values are ISO numbers: Monday is 1.
package enum WeekDay: Int, Sendable, CaseIterable {
    case monday = 1, tuesday, wednesday, thursday, friday, saturday, sunday
}
