internal import Content
internal import Foundation
internal import FrontDoor
internal import JSON

/// A dashboard as clients write it, without its parts.
struct DashboardBody: Sendable {
    let body: APIBody
    let author: String
    let now: Date
    /// `nil` for the program itself.
    private let caller: Caller?

    /// Properties that are kept and given back, absent where nobody set them.
    static let optionalSettings = [
        "alert_sync_with_dashboard_filter_enabled", "chat_enabled", "background_color", "enable_viz_full_screen",
        "text_tile_text_color", "tile_background_color", "tile_text_color", "title_color", "appearance",
        "layout_granularity", "preserve_desktop_layout", "style", "download_settings", "theme_name",
    ]
    private static let flags: [String: Bool] = [
        "hidden": false, "show_filters_bar": true, "show_title": true,
        "alert_sync_with_dashboard_filter_enabled": false, "chat_enabled": false, "enable_viz_full_screen": false,
        "preserve_desktop_layout": false,
    ]
    private static let objects = ["appearance", "download_settings"]

    init(_ json: JSONValue, _ services: LookerServices, _ gate: ContentGate) throws(ContentError) {
        try self.init(json, by: gate.caller.displayName, now: services.time, for: gate.caller)
    }

    /// - Parameter author: Who verifies, if somebody does.
    init(_ json: JSONValue, by author: String, now: Date, for caller: Caller? = nil) throws(ContentError) {
        self.caller = caller
        body = try APIBody(json)
        self.author = author
        self.now = now
    }

    /// - Throws: `missing_field` without title or folder.
    func draft() throws(ContentError) -> DashboardDraft {
        let title = try body.required("title")
        guard let folder = try body.folderID() else {
            throw ContentError(.missingField, "folder_id is required.", field: "folder_id")
        }
        var draft = DashboardDraft(
            DashboardDefinition(id: "", title: title, folder: .id(folder)), folderID: folder)
        try apply(to: &draft)
        return draft
    }

    func apply(to draft: inout DashboardDraft) throws(ContentError) {
        try body.text("title", into: &draft.definition.title)
        try body.text("description", into: &draft.definition.description)
        if let folder = try body.folderID() { draft.folderID = folder }
        try body.text("slug", into: &draft.definition.slug)
        try body.owner(into: &draft.ownerID, by: caller)
        try body.bool("deleted", into: &draft.deleted)
        try body.text("query_timezone", into: &draft.definition.queryTimezone)
        try body.text("refresh_interval", into: &draft.definition.refreshInterval)
        try body.text("preferred_viewer", into: &draft.definition.preferredViewer)
        try body.bool("crossfilter_enabled", into: &draft.definition.crossfilterEnabled)
        try body.bool("filters_location_top", into: &draft.definition.filtersLocationTop, standard: true)
        try body.bool("filters_bar_collapsed", into: &draft.definition.filtersBarCollapsed)
        try body.marks(into: &draft.definition.marks, by: author, now: now)
        let names = Set(Self.flags.keys).union(Self.optionalSettings).union(["load_configuration", "lookml_link_id"])
        for name in names.sorted() {
            guard let value = body.json[name] else { continue }
            draft.definition.settings[name] = try setting(name, value)
        }
    }

    /// The value to keep; `nil` for what goes without saying.
    private func setting(_ name: String, _ value: JSONValue) throws(ContentError) -> JSONValue? {
        if value.isNull { return .none }
        if let standard = Self.flags[name] {
            guard let bool = value.boolValue else { throw APIBody.wrong(name, "true or false") }
            return bool == standard ? .none : .some(value)
        }
        if Self.objects.contains(name) { return try body.object(name).map(JSONValue.object) }
        return try body.text(name).map(JSONValue.string)
    }
}
