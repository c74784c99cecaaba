internal import Content
internal import Foundation
internal import JSON

extension LookerImport {
    private func folder(of object: JSONObject) throws(ContentError) -> String {
        let id = Self.id(object, "folder_id") ?? object["folder"]?.objectValue.flatMap { Self.id($0) }
        guard let id, let ours = folders[id] else {
            throw ContentError(.invalid, "its folder \(id ?? "") is not in the export, or was not taken")
        }
        guard ours != Folder.usersID, ours != Folder.lookMLID else {
            throw ContentError(.invalid, "it lies in a folder that holds nothing itself")
        }
        return ours
    }

    mutating func takeLook(_ look: JSONObject) async throws {
        guard let id = Self.id(look) else { throw ContentError(.missingField, "it has no id") }
        let what = "Look \(id) \"\(look["title"]?.stringValue ?? "")\""
        if look["deleted"]?.boolValue == true { return report.note(what, "it was in Looker's trash") }
        guard let query = look["query"]?.objectValue else {
            throw ContentError(.missingField, "its query is not in the export")
        }
        let body = try LookBody(
            .object(look.without(["folder_id", "folder", "user_id", "slug"])), query: try QueryDefinition(json: query),
            by: "Looker", now: Date())
        let folderID = try folder(of: look)
        let owner = owner(look)
        let (number, exists) = try await place(.look, id, called: what)
        if exists {
            let changed = try await content.changeLook(id, by: .administrator(), summary: Self.origin) { draft in
                try body.apply(to: &draft)
            }
            looks[id] = changed.id
        } else {
            var draft = LookDraft(
                title: look["title"]?.stringValue ?? "", folderID: folderID, query: try QueryDefinition(json: query))
            try body.apply(to: &draft)
            draft.title = try await content.freeTitle(draft.title, for: .look, in: folderID)
            draft.ownerID = owner
            looks[id] = try await content.createLook(
                draft, id: number, by: .administrator(), summary: Self.origin
            ).id
        }
        report.took("Looks", isNew: !exists)
    }

    mutating func takeDashboard(_ dashboard: JSONObject) async throws {
        guard let id = Self.id(dashboard) else { throw ContentError(.missingField, "it has no id") }
        let what = "dashboard \(id) \"\(dashboard["title"]?.stringValue ?? "")\""
        if dashboard["deleted"]?.boolValue == true { return report.note(what, "it was in Looker's trash") }
        guard !id.contains("::") else {
            dashboards[id] = id
            return report.note(what, "LookML dashboards come from the project's files")
        }
        let folderID = try folder(of: dashboard)
        let body = try DashboardBody(
            .object(dashboard.without(["folder_id", "folder", "user_id", "dashboard_elements"])), by: "Looker",
            now: Date())
        var draft = DashboardDraft(
            DashboardDefinition(id: "", title: "", folder: .id(folderID)), folderID: folderID)
        try body.apply(to: &draft)
        try await takeParts(of: dashboard, into: &draft, what)
        let (number, exists) = try await place(.dashboard, id, called: what)
        if exists {
            let new = draft.definition
            dashboards[id] = try await content.changeDashboard(id, by: .administrator(), summary: Self.origin) { old in
                var new = new
                (new.id, new.folder, new.owner) = (old.definition.id, old.definition.folder, old.definition.owner)
                new.marks = old.definition.marks
                old.definition = new
            }.id
        } else {
            draft.definition.title = try await content.freeTitle(draft.definition.title, for: .dashboard, in: folderID)
            draft.ownerID = owner(dashboard)
            dashboards[id] = try await content.createDashboard(
                draft, id: number, by: .administrator(), summary: Self.origin
            ).id
        }
        report.took("dashboards", isNew: !exists)
    }

    private mutating func takeParts(
        of dashboard: JSONObject, into draft: inout DashboardDraft, _ what: String
    ) async throws {
        for filter in objects(dashboard["dashboard_filters"]) {
            do {
                draft.definition.filters.append(try FilterBody(.object(filter)).filter())
            } catch {
                report.note("\(what), filter \"\(filter["name"]?.stringValue ?? "")\"", error.message)
            }
        }
        var names: [String: String] = [:]
        for element in objects(dashboard["dashboard_elements"]) where element["deleted"]?.boolValue != true {
            let title = element["title"]?.stringValue ?? element["title_text"]?.stringValue
            do {
                let tile = try await tile(element, named: draft.freeTileName(title))
                draft.append(tile)
                if let id = Self.id(element) { names[id] = tile.name }
            } catch let error as ContentError {
                report.note("\(what), tile \"\(title ?? Self.id(element) ?? "")\"", error.message)
            }
        }
        takeLayouts(objects(dashboard["dashboard_layouts"]), names: names, into: &draft)
    }

    private func tile(_ element: JSONObject, named name: String) async throws -> TileDefinition {
        var element = element
        var look: Look?
        if let id = Self.id(element, "look_id") ?? element["look"]?.objectValue.flatMap({ Self.id($0) }) {
            guard let ours = looks[id], let found = try await content.look(ours) else {
                throw ContentError(.invalid, "its Look \(id) was not taken")
            }
            look = found
            element["look_id"] = .string(ours)
        }
        if look == nil, Self.id(element, "merge_result_id") != nil {
            throw ContentError(.invalid, "it shows merged results, which an export doesn't hold")
        }
        let json = element["query"]?.objectValue ?? element["result_maker"]?["query"]?.objectValue
        var query: QueryDefinition?
        if let json { query = try QueryDefinition(json: json) }
        let type = element["type"]?.stringValue
        if let type, TileDefinition.Kind(rawValue: type) == nil { element["type"] = nil }
        return try ElementBody(.object(element), query: query, look: look).tile(named: name)
    }

    /// The active layout, or the tabs.
    private func takeLayouts(_ layouts: [JSONObject], names: [String: String], into draft: inout DashboardDraft) {
        let labelled = layouts.filter { $0["label"]?.stringValue.map { !$0.isEmpty } ?? false }
        let tabs = labelled.count > 1 ? labelled.sorted { order($0) < order($1) } : []
        let shown =
            tabs.isEmpty
            ? (layouts.first { $0["active"]?.boolValue == true } ?? layouts.first).map { [$0] } ?? [] : tabs
        for layout in shown {
            var tab: TabDefinition?
            if !tabs.isEmpty, let label = layout["label"]?.stringValue {
                let new = TabDefinition(
                    name: draft.freeLayoutName(label), label: label, description: layout["description"]?.stringValue)
                draft.definition.tabs.append(new)
                tab = new
            }
            for component in objects(layout["dashboard_layout_components"])
            where component["deleted"]?.boolValue != true {
                guard let name = Self.id(component, "dashboard_element_id").flatMap({ names[$0] }),
                    let index = draft.definition.tiles.firstIndex(where: { $0.name == name })
                else { continue }
                func number(_ key: String, _ standard: Int) -> Int {
                    component[key]?.intValue.flatMap { Int(exactly: $0) }.map { min(max($0, 0), 10_000) } ?? standard
                }
                draft.definition.tiles[index].placement = TilePlacement(
                    row: number("row", 0), column: number("column", 0), width: max(number("width", 8), 1),
                    height: max(number("height", 6), 1))
                draft.definition.tiles[index].tabName = tab?.name
            }
        }
    }

    private func order(_ layout: JSONObject) -> Int64 { layout["order"]?.intValue ?? .max }

    func objects(_ value: JSONValue?) -> [JSONObject] { (value?.arrayValue ?? []).compactMap(\.objectValue) }

    mutating func takeBoard(_ board: JSONObject) async throws {
        guard let id = Self.id(board), let title = board["title"]?.stringValue else {
            throw ContentError(.missingField, "it has no title")
        }
        if board["deleted_at"].map({ !$0.isNull }) ?? false {
            return report.note("board \(id)", "it was in Looker's trash")
        }
        if try await content.boards().contains(where: { $0.title == title }) {
            return report.took("boards", isNew: false)
        }
        let isTaken = try await content.isTaken(.board(id))
        if isTaken {
            report.note("board \(id) \"\(title)\"", "/boards/\(id) is another one here, so it got a new number")
        }
        var draft = BoardDraft(title: title)
        draft.description = board["description"]?.stringValue ?? ""
        draft.ownerID = owner(board)
        let made = try await content.createBoard(draft, id: isTaken ? nil : Int64(id), by: nil)
        for section in sorted(objects(board["board_sections"]), by: board["section_order"]) {
            var part = BoardSectionDraft(boardID: made.id)
            part.title = section["title"]?.stringValue
            part.description = section["description"]?.stringValue
            let (_, sectionID) = try await content.createBoardSection(part)
            for item in sorted(objects(section["board_items"]), by: section["item_order"]) {
                try await takeItem(item, in: sectionID, of: title)
            }
        }
        report.took("boards", isNew: true)
    }

    private mutating func takeItem(_ item: JSONObject, in section: String, of board: String) async throws {
        var draft = BoardItemDraft(sectionID: section)
        if let id = Self.id(item, "look_id") { draft.lookID = looks[id] ?? id }
        if let id = Self.id(item, "dashboard_id") { draft.dashboardID = dashboards[id] ?? id }
        if let id = Self.id(item, "lookml_dashboard_id") { draft.dashboardID = id }
        for name in ["title", "url", "description"] {
            if let text = item["custom_" + name]?.stringValue { draft.settings["custom_" + name] = .string(text) }
            if item["use_custom_" + name]?.boolValue == true { draft.settings["use_custom_" + name] = true }
        }
        do {
            _ = try await content.createBoardItem(draft)
        } catch {
            guard error.code != .storage else { throw error }
            report.note("board \"\(board)\", item \"\(item["title"]?.stringValue ?? "")\"", error.message)
        }
    }

    private func sorted(_ parts: [JSONObject], by order: JSONValue?) -> [JSONObject] {
        let ids = (order?.arrayValue ?? []).compactMap { $0.stringValue ?? $0.intValue.map(String.init) }
        return parts.enumerated().sorted { left, right in
            let places = [left, right].map { Self.id($0.element).flatMap { ids.firstIndex(of: $0) } ?? .max }
            return (places[0], left.offset) < (places[1], right.offset)
        }.map(\.element)
    }
}

extension JSONObject {
    /// The members without some.
    func without(_ names: Set<String>) -> JSONObject {
        JSONObject(distinct: members.filter { !names.contains($0.key) })
    }
}
