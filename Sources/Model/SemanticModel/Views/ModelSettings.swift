internal import LookML

/// What a model says about all of its views and explores.
struct ModelSettings {
    var label: String?
    var connection: String?
    var weekStartDay: WeekDay
    var caseSensitive: Bool
    var datagroups: [Datagroup]
    /// What its views have to know.
    var ofViews: ViewSettings
    var cachePolicy: CachePolicy
    var sqlPreamble: SQLTemplate?
    /// The alias of the base view of each explore.
    var baseAliases: [String: String] = [:]

    init(_ scope: some LookMLScope, problems: ProblemList) {
        label = scope.text("label")
        connection = scope.text("connection")
        weekStartDay = scope.text("week_start_day").flatMap(WeekDay.init(name:)) ?? .monday
        caseSensitive = scope.flag("case_sensitive") ?? true
        let objects = ModelObjects(scope, problems: problems)
        ofViews = ViewSettings(
            formats: NamedFormats(scope, problems: problems), accessGrants: objects.accessGrants,
            mapLayers: objects.mapLayers)
        datagroups = objects.datagroups
        cachePolicy = .standard
        sqlPreamble = scope.token("sql_preamble").map {
            TemplateCutter(view: nil, isInView: false, problems: problems).cut($0).sql
        }
        cachePolicy = self.cachePolicy(of: scope, problems: problems) ?? .standard
        guard let offset = scope.token("fiscal_month_offset") else { return }
        if let months = Int(offset.value.filter { $0 != " " }), (-11...11).contains(months) {
            ofViews.fiscalMonthOffset = months
        } else {
            problems.report(
                "wrong-type", "`fiscal_month_offset` takes a number of months between -11 and 11.", at: offset.location)
        }
    }

    /// `persist_with` or `persist_for` of a model or an explore; the first counts when there are both.
    func cachePolicy(of scope: some LookMLScope, problems: ProblemList) -> CachePolicy? {
        if let name = scope.token("persist_with"), checkDatagroup(name, problems: problems) {
            return .datagroup(name.value)
        }
        return scope.text("persist_for").flatMap(DurationText.seconds).map { .lifetime($0) }
    }

    /// Whether the model has this datagroup; reports it otherwise.
    func checkDatagroup(_ name: LookMLToken, problems: ProblemList) -> Bool {
        if datagroups.contains(where: { $0.name == name.value }) { return true }
        problems.report(
            "unknown-datagroup", "There is no datagroup `\(name.value)` in this model.", at: name.location,
            suggestion: Suggestion.nearest(to: name.value, in: datagroups.map(\.name)))
        return false
    }

    /// A field's full name by an explore's aliases: names without a view belong to its base view.
    func qualified(_ name: String, inExplore explore: String) -> String {
        name.contains(".") ? name : "\(baseAliases[explore] ?? explore).\(name)"
    }
}
