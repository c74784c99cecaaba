import JSON
import LookML

/// A folder as an archive has it.
struct ArchivedFolder: Sendable {
    struct Grant: Sendable {
        var isGroup: Bool
        /// A group's name, or somebody's e-mail address.
        var name: String
        /// `view` or `edit`
        var level: String
    }

    var id: String
    var name: String
    /// `nil` for the folders that are always there.
    var parent: String?
    var description: String
    var owner: String?
    var inherits: Bool?
    var access: [Grant]
    var form: JSONObject
}

/// A board as an archive has it.
struct ArchivedBoard: Sendable {
    struct Item: Sendable {
        var lookID: String?
        var dashboardID: String?
        var settings: JSONObject
    }

    struct Section: Sendable {
        var title: String?
        var description: String?
        var items: [Item]
    }

    var id: Int64
    var title: String
    var description: String
    var owner: String?
    var sections: [Section]
}

/// Reads the files of an archive.
enum ArchiveReader {
    struct Read {
        var folders: [ArchivedFolder] = []
        var looks: [LookDefinition] = []
        var dashboards: [DashboardDefinition] = []
        var boards: [ArchivedBoard] = []
        /// With their places.
        var problems: [String] = []
    }

    static func read(_ archive: ContentArchive) -> Read {
        var result = Read()
        var seen: [String: String] = [:]
        for (path, text) in archive.files.sorted(by: { $0.key < $1.key }) {
            let problems = Problems(checksKeys: true)
            if let root = YAMLReader.read(text, file: path, problems: problems), !root.isNull {
                for item in root.elements ?? [root] { read(item, into: &result, seen: &seen, problems: problems) }
            }
            result.problems += problems.diagnostics.filter { $0.severity == .error }.map {
                "\($0.location): \($0.message)"
            }
        }
        return result
    }

    private static func read(
        _ item: ContentNode, into result: inout Read, seen: inout [String: String], problems: Problems
    ) {
        let kinds: [ContentReference.Kind] = [.look, .dashboard, .board, .folder]
        guard let kind = kinds.first(where: { item.member($0.rawValue) != nil }),
            let head = item.member(kind.rawValue)
        else {
            problems.report(
                "wrong-type", "Here stands a `look:`, a `dashboard:`, a `board:` or a `folder:`.", at: item.location)
            return
        }
        var members = item.members?.filter { $0.key != kind.rawValue } ?? []
        var idNode: ContentNode? = head
        if let inner = head.members {
            members = inner.filter { $0.key != "id" }
            idNode = head.member("id")
        }
        guard let id = idNode?.text, kind == .folder || Int64(id).map({ $0 > 0 }) ?? false else {
            problems.report("missing-key", "A \(kind.rawValue) needs an `id`: a number of its own.", at: head.location)
            return
        }
        if let other = seen.updateValue("\(item.location)", forKey: "\(kind.rawValue) \(id)") {
            problems.report(
                "duplicate-id", "There is already a \(kind.rawValue) \(id), at \(other).", at: item.location)
        }
        switch kind {
        case .look:
            if let look = ContentFilesReader.look(Int64(id) ?? 0, members, at: item.location, problems: problems)?.look,
                hasFolderNumber(look.folder, item, problems)
            {
                result.looks.append(look)
            }
        case .dashboard:
            let reader = DashboardReader(model: nil, problems: problems)
            if let dashboard = reader.read(id: id, members, at: item.location)?.dashboard,
                hasFolderNumber(dashboard.folder, item, problems)
            {
                result.dashboards.append(dashboard)
            }
        case .board: if let board = board(Int64(id) ?? 0, members, item, problems) { result.boards.append(board) }
        case .folder: if let folder = folder(id, members, item, problems) { result.folders.append(folder) }
        // Not among the kinds that files hold.
        case .statement: break
        }
    }

    private static func hasFolderNumber(_ folder: FolderReference, _ item: ContentNode, _ problems: Problems) -> Bool {
        if case .id = folder { return true }
        problems.report("wrong-type", "Here a `folder` is its number.", at: item.location)
        return false
    }

    private static func folder(
        _ id: String, _ members: [ContentNode.Member], _ item: ContentNode, _ problems: Problems
    ) -> ArchivedFolder? {
        var reader = MemberReader(members, at: item.location, problems: problems)
        guard let name = reader.requiredText("name", of: "Folder \(id)") else { return nil }
        var folder = ArchivedFolder(
            id: id, name: name, parent: reader.text("parent"), description: reader.text("description") ?? "",
            owner: reader.text("owner"), inherits: reader.bool("inherits"), access: [],
            form: JSONObject([("id", FolderText.number(id))]))
        for node in reader.elements("access") {
            var inner = MemberReader(node.members ?? [], at: node.location, problems: problems)
            let (group, user) = (inner.text("group"), inner.text("user"))
            let level = inner.text("level") ?? ""
            guard let name = group ?? user, ["view", "edit"].contains(level) else {
                problems.report(
                    "wrong-type", "Access is a `group` or a `user`, and a `level`: view or edit.", at: node.location)
                continue
            }
            folder.access.append(.init(isGroup: group != nil, name: name, level: level))
        }
        for member in members { folder.form[member.key] = member.value.json }
        return folder
    }

    private static func board(
        _ id: Int64, _ members: [ContentNode.Member], _ item: ContentNode, _ problems: Problems
    ) -> ArchivedBoard? {
        var reader = MemberReader(members, at: item.location, problems: problems)
        guard let title = reader.requiredText("title", of: "Board \(id)") else { return nil }
        var board = ArchivedBoard(
            id: id, title: title, description: reader.text("description") ?? "", owner: reader.text("owner"),
            sections: [])
        for node in reader.elements("sections") {
            var inner = MemberReader(node.members ?? [], at: node.location, problems: problems)
            var section = ArchivedBoard.Section(
                title: inner.text("title"), description: inner.text("description"), items: [])
            for part in inner.elements("items") {
                var reader = MemberReader(part.members ?? [], at: part.location, problems: problems)
                let entry = ArchivedBoard.Item(
                    lookID: reader.text("look"), dashboardID: reader.text("dashboard"), settings: reader.rest)
                section.items.append(entry)
            }
            board.sections.append(section)
        }
        return board
    }
}
