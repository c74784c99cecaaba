import JSON
package import LookML
package import SemanticModel

/// The Looks, dashboards, folders, metrics, charts and cohorts that a project keeps as text.
///
/// They come from two kinds of files:
/// - **LookML dashboards** (`*.dashboard.lookml`), in Looker's own shape: a list of `- dashboard: name`. Each is shown once
///   for every model that includes its file, as `model::name`, in the folder of LookML dashboards.
/// - **content files** (`content/**/*.yaml`): one object, or a list of them. Ids are numbers that stay with an object for
///   ever, since links and dashboards use them; all of one kind are different.
///
/// ```yaml
/// look:
///   id: 1519                          # /looks/1519
///   title: Monthly users by instance type
///   description: Who uses it where.
///   folder: Company/Usage             # below Shared, made if missing; or a folder's id; Shared if absent
///   model: telemetry
///   explore: pings
///   fields: [pings.month, pings.user_count, pings.instance_type]
///   pivots: [pings.instance_type]
///   filters:
///     pings.month: 12 months
///   sorts: [pings.month desc]
///   limit: 500
///   dynamic_fields:                   # a list, as in LookML dashboards
///     - {table_calculation: share, label: Share, expression: "${pings.user_count} / 2"}
///   vis_config:
///     type: looker_column
///     stacking: normal
/// ```
/// ```yaml
/// folder: {id: 12, name: Company, parent: 1, description: What everybody looks at}
/// ```
/// ```yaml
/// dashboard: 409                      # /dashboards/409; all other keys as in a LookML dashboard
/// slug: company
/// title: Company
/// folder: Company
/// filters: [...]
/// elements:
///   - name: users
///     look: 1519                      # a Look instead of model, explore and fields
///     title: Monthly users            # further keys replace options of the Look's picture
///     listen: {Account name: pings.account}
///     row: 0
///     col: 0
///     width: 12
///     height: 8
/// ```
///
/// ```yaml
/// metric: dau_mau                     # /metrics/dau_mau
/// label: DAU/MAU
/// group: Usage
/// definition: The month's average of daily users, divided by its monthly users.
/// formula: average DAU / MAU
/// owner: Data & Analytics
/// source_of_truth: {look: 1521}       # or {dashboard: 389}, or {title: …, url: …}
/// model: telemetry
/// explore: instance_months
/// fields: [instance_month.dau_per_mau]
/// looks: [1521, 1523]
/// ```
/// ```yaml
/// chart: 7                            # a chart of product analytics, see ``ChartReader``
/// title: From search to result
/// folder: Company/Usage
/// definition: {chart: funnel, steps: [SearchSubmitted, SearchResultClicked]}
/// ```
/// ```yaml
/// cohort: power users                 # people by what they did, see ``CohortReader``
/// definition: {all_of: [{clause: did, event: SearchSubmitted, value: 10}]}
/// ```
///
/// Written by ``ContentText``, an object always gives the same bytes, so that a change in the text is a change in the
/// thing.
package struct ContentFiles: Sendable {
    package var looks: [LookDefinition] = []
    package var dashboards: [DashboardDefinition] = []
    package var folders: [FolderDefinition] = []
    /// By group and label.
    package var metrics: [MetricDefinition] = []
    /// By their numbers.
    package var charts: [ChartFile] = []
    /// By name.
    package var cohorts: [CohortFile] = []
    /// The file of each object, by ``key(of:)``.
    var sources: [String: SourceLocation] = [:]
    /// The Looks that dashboards and metrics name.
    var lookMentions: [LookMention] = []
    /// What queries and filters name.
    var queryMentions: [QueryMentions] = []
    /// Files with an error in their form. Nothing of them is in the lists, and what was read from them earlier stays.
    package var brokenFiles: Set<String> = []
    /// Every problem of form and every name that the model doesn't have, by place.
    package var diagnostics: [Diagnostic] = []

    /// Reads all files and checks them against the model. Touches no database.
    ///
    /// - Parameters:
    ///   - files: Content files, paths below the project's root.
    ///   - unreadable: Why further files could not be read. What was read from them earlier stays.
    package static func read(
        project: Project, files: [(path: String, text: String)], unreadable: [Diagnostic] = []
    ) -> ContentFiles {
        var reading = ContentFilesReader(project: project)
        for problem in unreadable { reading.leaveOut(problem) }
        for file in files.sorted(by: { $0.path < $1.path }) { reading.readContentFile(file.path, text: file.text) }
        reading.readLookMLDashboards()
        return reading.finished()
    }

    /// Dashboards that name a Look which is neither in these files nor among `others`.
    ///
    /// Says nothing while a file is broken, since the Look may well be in it.
    func unknownLooks(others: Set<String> = []) -> [Diagnostic] {
        guard brokenFiles.isEmpty else { return [] }
        let known = Set(looks.map { String($0.id) })
        let problems = Problems()
        for look in lookMentions where !known.contains(look.id) && !others.contains(look.id) {
            problems.report(
                "unknown-look", "There is no Look \(look.id).", at: look.location,
                suggestion: problems.suggestion(for: look.id, among: known))
        }
        return problems.diagnostics
    }

    /// Puts diagnostics in order; what several models report about one file stands once.
    static func ordered(_ diagnostics: [Diagnostic]) -> [Diagnostic] {
        var seen: Set<Diagnostic> = []
        return diagnostics.filter { seen.insert($0).inserted }
            .sorted { ($0.location, $0.code, $0.message) < ($1.location, $1.code, $1.message) }
    }

    enum Kind: String { case look = "Look", dashboard, folder, metric, chart, cohort }

    static func key(_ kind: Kind, _ id: String) -> String { "\(kind.rawValue) \(id)" }
}
