internal import JSON

/// Code-intelligence usage in the shape in which it is stored, from the two shapes in which it is sent.
enum CodeIntelUsage {
    /// From `newCodeIntelUsage`. An empty block stays empty: it means unknown.
    static func stored(_ view: JSONView) -> String? {
        guard view.kind == .object else { return nil }
        guard view.hasMembers else { return "{}" }
        var writer = JSONWriter()
        writer.beginObject()
        copy("start_time", view.member("StartOfWeek"), &writer)
        for (name, source) in activeUsers { copy(name, view.member(source), &writer) }
        list("event_summaries", view.member("EventSummaries"), &writer, summary)
        repositories(view, &writer)
        languages(view.member("CountsByLanguage"), &writer)
        copy("settings_page_view_count", view.member("SettingsPageViewCount"), &writer)
        copy("users_with_ref_panel_redesign_enabled", view.member("UsersWithRefPanelRedesignEnabled"), &writer)
        list("language_requests", view.member("LanguageRequests"), &writer) { request, writer in
            copy("language_id", request.member("LanguageID"), &writer)
            copy("num_requests", request.member("NumRequests"), &writer)
        }
        list("investigation_events", view.member("InvestigationEvents"), &writer) { event, writer in
            writer.key("type")
            writer.string(name(event.member("Type"), investigations))
            copy("waus", event.member("WAUs"), &writer)
            copy("total", event.member("Total"), &writer)
        }
        writer.endObject()
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    /// From the first week of `codeIntelUsage`, which instances before 3.22 send. What was LSIF is called precise now.
    static func stored(old view: JSONView) -> String? {
        guard view.kind == .object, let week = view.member("Weekly")?.elements.first(where: { _ in true }),
            week.kind == .object
        else { return nil }
        var writer = JSONWriter()
        writer.beginObject()
        copy("start_time", week.member("StartTime"), &writer)
        writer.key("event_summaries")
        writer.beginArray()
        for (block, action) in [("Hover", "hover"), ("Definitions", "definitions"), ("References", "references")] {
            for (kind, source) in [("LSIF", "precise"), ("Search", "search")] {
                let counts = week.member(block)?.member(kind)
                writer.beginObject()
                writer.key("action")
                writer.string(action)
                writer.key("source")
                writer.string(source)
                writer.key("language_id")
                writer.string("")
                writer.key("cross_repository")
                writer.bool(false)
                copy("waus", counts?.member("UsersCount"), &writer)
                copy("total_actions", counts?.member("EventsCount"), &writer)
                writer.endObject()
            }
        }
        writer.endArray()
        writer.endObject()
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    private static func summary(_ view: JSONView, _ writer: inout JSONWriter) {
        writer.key("action")
        writer.string(name(view.member("Action"), actions))
        writer.key("source")
        writer.string(name(view.member("Source"), sources))
        copy("language_id", view.member("LanguageID"), &writer)
        copy("cross_repository", view.member("CrossRepository"), &writer)
        copy("waus", view.member("WAUs"), &writer)
        copy("total_actions", view.member("TotalActions"), &writer)
    }

    private static func repositories(_ view: JSONView, _ writer: inout JSONWriter) {
        func number(_ name: String) -> Int64? { view.member(name)?.intValue }
        func write(_ name: String, _ value: Int64?) {
            writer.key(name)
            if let value { writer.int(value) } else { writer.null() }
        }
        let with = number("NumRepositoriesWithUploadRecords")
        let without = number("NumRepositoriesWithoutUploadRecords")
        let both = with.flatMap { with in without.map { with &+ $0 } }
        let total = number("NumRepositories") ?? both
        write("num_repositories", total)
        write("num_repositories_with_upload_records", with)
        write("num_repositories_without_upload_records", total.flatMap { total in with.map { total &- $0 } })
        for (name, source) in repositoryCounts { copy(name, view.member(source), &writer) }
    }

    private static func languages(_ view: JSONView?, _ writer: inout JSONWriter) {
        writer.key("counts_by_language")
        writer.beginArray()
        let languages = (view.map { Array($0.members) } ?? []).filter { $0.value.kind == .object }
        for (language, counts) in languages.sorted(by: { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }) {
            writer.beginObject()
            writer.key("language_id")
            writer.string(language)
            for (name, source) in languageCounts { copy(name, counts.member(source), &writer) }
            writer.endObject()
        }
        writer.endArray()
    }

    private static func list(
        _ name: String, _ view: JSONView?, _ writer: inout JSONWriter,
        _ element: (JSONView, inout JSONWriter) -> Void
    ) {
        writer.key(name)
        writer.beginArray()
        if let view {
            for item in view.elements where item.kind == .object {
                writer.beginObject()
                element(item, &writer)
                writer.endObject()
            }
        }
        writer.endArray()
    }

    private static func copy(_ name: String, _ value: JSONView?, _ writer: inout JSONWriter) {
        writer.key(name)
        if let value { value.write(to: &writer) } else { writer.null() }
    }

    /// The name of a code that counts from 1; empty for any other.
    private static func name(_ code: JSONView?, _ names: [String]) -> String {
        guard let code = code?.intValue, code >= 1, code <= names.count else { return "" }
        return names[Int(code) - 1]
    }

    private static let actions = ["hover", "definitions", "references"]
    private static let sources = ["precise", "search"]
    private static let investigations = [
        "CodeIntelligenceIndexerSetupInvestigated", "CodeIntelligenceUploadErrorInvestigated",
        "CodeIntelligenceIndexErrorInvestigated",
    ]
    private static let activeUsers = [
        ("waus", "WAUs"), ("precise_waus", "PreciseWAUs"), ("search_waus", "SearchBasedWAUs"),
        ("xrepo_waus", "CrossRepositoryWAUs"), ("precise_xrepo_waus", "PreciseCrossRepositoryWAUs"),
        ("search_xrepo_waus", "SearchBasedCrossRepositoryWAUs"),
    ]
    private static let repositoryCounts = [
        ("num_repositories_with_fresh_upload_records", "NumRepositoriesWithFreshUploadRecords"),
        ("num_repositories_with_index_records", "NumRepositoriesWithIndexRecords"),
        ("num_repositories_with_fresh_index_records", "NumRepositoriesWithFreshIndexRecords"),
        (
            "num_repositories_with_index_configuration_records",
            "NumRepositoriesWithAutoIndexConfigurationRecords"
        ),
    ]
    private static let languageCounts = [
        ("num_repositories_with_upload_records", "NumRepositoriesWithUploadRecords"),
        ("num_repositories_with_fresh_upload_records", "NumRepositoriesWithFreshUploadRecords"),
        ("num_repositories_with_index_records", "NumRepositoriesWithIndexRecords"),
        ("num_repositories_with_fresh_index_records", "NumRepositoriesWithFreshIndexRecords"),
    ]
}
