import JSON
import LookML
import SemanticModel

/// Reads one file after the other, and checks what they name when all have been read.
struct ContentFilesReader {
    let project: Project
    private var result = ContentFiles()
    private let references = Problems()
    private var diagnostics: [Diagnostic] = []
    private var slugs: [String: String] = [:]
    private var dashboardMentions: [DashboardMention] = []
    private var chartSources: [ChartText.ExploreMention] = []
    private var cohortMentions: [CohortMention] = []

    /// - Parameter project: Content may name what is behind access grants: whoever opens it has them or sees nothing.
    init(project: Project) { self.project = project.openedWhole() }

    /// What one file holds, kept apart until it is known to be whole.
    private struct Draft {
        var looks: [(LookDefinition, SourceLocation)] = []
        var dashboards: [(DashboardDefinition, SourceLocation)] = []
        var folders: [(FolderDefinition, SourceLocation)] = []
        var metrics: [MetricDefinition] = []
        var charts: [ChartFile] = []
        var chartSources: [ChartText.ExploreMention] = []
        var cohorts: [CohortFile] = []
        var cohortMentions: [CohortMention] = []
        var dashboardMentions: [DashboardMention] = []
        var queries: [QueryMentions] = []
        var lookMentions: [LookMention] = []

        mutating func add(
            _ dashboard: DashboardDefinition, _ mentions: DashboardReader.Mentions, at location: SourceLocation
        ) {
            let owner = ContentOwner.dashboard(id: dashboard.id, title: dashboard.title)
            dashboards.append((dashboard, location))
            queries += mentions.queries.map { query in
                var query = query
                query.owner = owner
                return query
            }
            lookMentions += mentions.looks.map { look in
                var look = look
                look.owner = owner
                return look
            }
        }
    }

    /// Takes over what kept a file from being read; what it held earlier stays.
    mutating func leaveOut(_ problem: Diagnostic) {
        diagnostics.append(problem)
        result.brokenFiles.insert(problem.location.file)
    }

    mutating func readContentFile(_ path: String, text: String) {
        let problems = Problems(checksKeys: true)
        var draft = Draft()
        if let root = YAMLReader.read(text, file: path, problems: problems), !root.isNull {
            for item in root.elements ?? [root] { read(item, into: &draft, problems: problems) }
        }
        accept(draft, of: path, problems: problems)
    }

    private func read(_ item: ContentNode, into draft: inout Draft, problems: Problems) {
        if let members = ChartReader.members(of: item) {
            let read = ChartReader(problems: problems).read(members.id, members.rest, at: item.location)
            if let read {
                draft.charts.append(read.chart)
                draft.chartSources += read.text.explore.map { [$0] } ?? []
                draft.cohortMentions.append(read.text.cohortMention())
            }
            return
        }
        if item.member("cohort") != nil {
            if let read = CohortReader(problems: problems).read(item) {
                draft.cohorts.append(read.cohort)
                draft.cohortMentions.append(read.text.cohortMention(owner: read.cohort.name))
            }
            return
        }
        let kinds = ["metric", "look", "dashboard", "folder"]
        guard let members = item.members,
            let head = kinds.lazy.compactMap({ kind in
                members.first { $0.key == kind }
            }).first
        else {
            problems.report(
                "wrong-type",
                "Here stands a `look:`, a `dashboard:`, a `folder:`, a `metric:`, a `chart:` or a `cohort:`.",
                at: item.location)
            return
        }
        if head.key == "metric" { return readMetric(members, at: head.keyLocation, into: &draft, problems: problems) }
        var body = members.filter { $0.key != head.key }
        var idNode: ContentNode? = head.value
        if let inner = head.value.members {
            // Everything stands below the key, or everything beside it.
            for stray in body {
                problems.report(
                    "unknown-key", "`\(stray.key.prefix(80))` stands outside of `\(head.key)`.", at: stray.keyLocation)
            }
            body = inner.filter { $0.key != "id" }
            idNode = head.value.member("id")
        }
        guard let number = idNode?.text.flatMap({ Int64($0) }), number > 0 else {
            problems.report(
                "missing-key", "A \(head.key) needs an `id`: a number of its own.",
                at: idNode?.location ?? head.keyLocation)
            return
        }
        switch head.key {
        case "look": readLook(number, body, at: head.keyLocation, into: &draft, problems: problems)
        case "folder": readFolder(number, body, at: head.keyLocation, into: &draft, problems: problems)
        default:
            let reader = DashboardReader(model: nil, problems: problems)
            guard let (dashboard, mentions) = reader.read(id: String(number), body, at: head.keyLocation) else {
                return
            }
            draft.add(dashboard, mentions, at: head.keyLocation)
        }
    }

    private func readLook(
        _ id: Int64, _ members: [ContentNode.Member], at location: SourceLocation, into draft: inout Draft,
        problems: Problems
    ) {
        guard let (look, mentions) = Self.look(id, members, at: location, problems: problems) else { return }
        draft.looks.append((look, location))
        draft.queries.append(mentions)
    }

    /// - Parameter members: All of the Look's keys but the id.
    static func look(
        _ id: Int64, _ members: [ContentNode.Member], at location: SourceLocation, problems: Problems
    ) -> (look: LookDefinition, mentions: QueryMentions)? {
        var reader = MemberReader(members, at: location, problems: problems)
        let title = reader.requiredText("title", of: "Look \(id)")
        let slug = SlugReader.read(&reader, keys: ["slug"])
        let description = reader.text("description") ?? ""
        let folder = FolderReferenceReader.read(&reader, key: "folder") ?? .shared
        let owner = reader.text("owner")
        let marks = ContentMarks.read(&reader)
        var settings = JSONObject()
        for key in LookDefinition.settingKeys { if let bool = reader.bool(key) { settings[key] = .bool(bool) } }
        guard let (query, found) = QueryReader.read(&reader, of: "Look \(id)", defaultModel: nil), let title else {
            return nil
        }
        var mentions = found
        mentions.owner = .look(id: String(id), title: title)
        reader.reportRest(
            of: "A Look",
            known: [
                "id", "slug", "title", "description", "folder", "model", "explore", "fields", "pivots", "fill_fields",
                "subtotals", "filters", "filter_expression", "sorts", "limit", "column_limit", "total", "row_total",
                "dynamic_fields", "filter_config", "visible_ui_sections", "query_timezone", "vis_config", "owner",
                "tags",
                "verified", "deprecated", "public", "is_run_on_load",
            ])
        var look = LookDefinition(
            id: id, slug: slug, title: title, description: description, folder: folder, query: query)
        look.owner = owner
        look.marks = marks
        look.settings = settings
        return (look, mentions)
    }

    private func readFolder(
        _ id: Int64, _ members: [ContentNode.Member], at location: SourceLocation, into draft: inout Draft,
        problems: Problems
    ) {
        var reader = MemberReader(members, at: location, problems: problems)
        let name = reader.requiredText("name", of: "Folder \(id)")
        let description = reader.text("description") ?? ""
        let parent = FolderReferenceReader.read(&reader, key: "parent") ?? .shared
        reader.reportRest(of: "A folder", known: ["id", "name", "description", "parent"])
        guard let name else { return }
        if String(id) == Folder.sharedID || String(id) == Folder.usersID {
            problems.report("duplicate-id", "Folders 1 and 2 are always there: Shared and Users.", at: location)
            return
        }
        let folder = FolderDefinition(id: id, name: name, description: description, parent: parent)
        draft.folders.append((folder, location))
    }

    private func readMetric(
        _ members: [ContentNode.Member], at location: SourceLocation, into draft: inout Draft, problems: Problems
    ) {
        guard let (metric, mentions) = MetricReader(problems: problems).read(members, at: location) else { return }
        draft.metrics.append(metric)
        draft.dashboardMentions += mentions.dashboards
        draft.lookMentions += mentions.looks
        if let query = mentions.query { draft.queries.append(query) }
    }

    /// LookML dashboards may extend each other across files, within a model.
    mutating func readLookMLDashboards() {
        var parsed:
            [(file: DashboardFile, dashboards: [(name: String, members: [ContentNode.Member], at: SourceLocation)])] =
                []
        for file in project.dashboardFiles.sorted(by: { $0.path < $1.path }) {
            let problems = Problems()
            var dashboards: [(String, [ContentNode.Member], SourceLocation)] = []
            if let root = YAMLReader.read(file.text, file: file.path, problems: problems), !root.isNull {
                for item in root.elements ?? [root] {
                    guard let name = item.member("dashboard")?.text, !name.isEmpty else {
                        problems.report("missing-key", "Here stands a `- dashboard: name`.", at: item.location)
                        continue
                    }
                    dashboards.append((name, (item.members ?? []).filter { $0.key != "dashboard" }, item.location))
                }
            }
            if file.models.isEmpty {
                problems.report(
                    "unused-file", "No model includes this file, so its dashboards are not shown.",
                    at: SourceLocation(file: file.path, line: 1, column: 1), severity: .warning)
            }
            diagnostics += problems.diagnostics
            if problems.errorCount > 0 {
                result.brokenFiles.insert(file.path)
            } else {
                parsed.append((file, dashboards))
            }
        }
        for model in Set(parsed.flatMap(\.file.models)).sorted() {
            let files = parsed.filter { $0.file.models.contains(model) }
            let byName = Dictionary(
                files.flatMap { $0.dashboards.map { ($0.name, $0.members) } }, uniquingKeysWith: { first, _ in first })
            var extensions = DashboardExtension(dashboards: byName)
            for (file, dashboards) in files {
                let problems = Problems(checksKeys: true)
                extensions.problems = problems
                var draft = Draft()
                for (name, members, location) in dashboards {
                    let merged = members.contains { $0.key == "extends" } ? extensions.merged(name) : members
                    guard merged.last(where: { $0.key == "extension" })?.value.text != "required" else { continue }
                    let reader = DashboardReader(model: model, problems: problems)
                    guard let (dashboard, mentions) = reader.read(id: "\(model)::\(name)", merged, at: location) else {
                        continue
                    }
                    draft.add(dashboard, mentions, at: location)
                }
                accept(draft, of: file.path, problems: problems)
            }
        }
    }

    /// Takes over what a file without errors holds, except for ids that another object has.
    private mutating func accept(_ draft: Draft, of path: String, problems: Problems) {
        diagnostics += problems.diagnostics
        guard problems.errorCount == 0 else {
            result.brokenFiles.insert(path)
            return
        }
        for (look, location) in draft.looks where claim(.look, String(look.id), at: location) {
            result.looks.append(look)
        }
        for (folder, location) in draft.folders where claim(.folder, String(folder.id), at: location) {
            result.folders.append(folder)
        }
        for metric in draft.metrics where claim(.metric, metric.name, at: metric.location) {
            result.metrics.append(metric)
        }
        for chart in draft.charts where claim(.chart, chart.id, at: chart.location) {
            result.charts.append(chart)
        }
        for (dashboard, location) in draft.dashboards where claim(.dashboard, dashboard.id, at: location) {
            var dashboard = dashboard
            if let slug = dashboard.slug, let owner = slugs.updateValue(dashboard.id, forKey: slug) {
                slugs[slug] = owner
                dashboard.slug = nil
                // The same file in two models is one dashboard shown twice; its slug leads to the first.
                if owner.split(separator: ":").last != dashboard.id.split(separator: ":").last {
                    references.report(
                        "duplicate-id", "The dashboards \(owner) and \(dashboard.id) have the same slug `\(slug)`.",
                        at: location)
                }
            }
            result.dashboards.append(dashboard)
        }
        result.queryMentions += draft.queries
        result.lookMentions += draft.lookMentions
        dashboardMentions += draft.dashboardMentions
        chartSources += draft.chartSources
        for cohort in draft.cohorts where claim(.cohort, cohort.name, at: cohort.location) {
            result.cohorts.append(cohort)
        }
        cohortMentions += draft.cohortMentions
    }

    private mutating func claim(_ kind: ContentFiles.Kind, _ id: String, at location: SourceLocation) -> Bool {
        let key = ContentFiles.key(kind, id)
        if let other = result.sources[key] {
            references.report("duplicate-id", "There is already a \(kind.rawValue) \(id), at \(other).", at: location)
            return false
        }
        result.sources[key] = location
        return true
    }

    mutating func finished() -> ContentFiles {
        // A filter that listens to a tile with a Look filters a field of the Look's explore.
        let looks = Dictionary(result.looks.map { (String($0.id), $0) }, uniquingKeysWith: { first, _ in first })
        result.queryMentions += result.lookMentions.compactMap { mention in
            if case .metric = mention.owner { return nil }
            return looks[mention.id].map { mention.listening(to: $0.query) }
        }
        result.metrics = ContentFiles.ordered(result.metrics)
        result.charts.sort { (Int64($0.id) ?? 0) < (Int64($1.id) ?? 0) }
        reportUnknownDashboards()
        result.cohorts.sort { $0.name < $1.name }
        // A cohort that is missing may be in a file that is broken.
        if result.brokenFiles.isEmpty {
            CohortMention.check(cohortMentions, known: Set(result.cohorts.map(\.name)), problems: references)
        }
        for source in chartSources { source.check(against: project, problems: references) }
        for query in result.queryMentions { query.check(against: project, problems: references) }
        result.diagnostics = diagnostics + references.diagnostics
        result.diagnostics = ContentFiles.ordered(result.diagnostics + result.unknownLooks())
        return result
    }

    /// Says nothing while a file is broken, since the dashboard may well be in it.
    private func reportUnknownDashboards() {
        guard result.brokenFiles.isEmpty else { return }
        let known = Set(result.dashboards.map(\.id))
        for mention in dashboardMentions where !known.contains(mention.id) {
            references.report(
                "unknown-dashboard", "There is no dashboard `\(mention.id)` in the project's files.",
                at: mention.location, severity: .warning,
                suggestion: references.suggestion(for: mention.id, among: known))
        }
    }
}
