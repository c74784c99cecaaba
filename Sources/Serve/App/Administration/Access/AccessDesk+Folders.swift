import Content
import JSON

extension AccessDesk {
    func performFolder(_ order: AccessOrder) async throws -> Answer {
        let folders = try await content.folders()
        let name = try Self.needed(order, "folder")
        guard let folder = Self.folder(name, folders) else {
            throw CommandFailure(
                "There is no folder \"\(name)\". Write its id, or its path: \"Shared/\(folders.last?.name ?? "Reports")\"."
            )
        }
        let reference = ContentReference(.folder, folder.id)
        let path = Self.path(of: folder, folders)
        switch order.verb {
        case .accessShow: return try await accessShow(reference, path)
        case .accessSeal, .accessInherit:
            let inherits = order.verb == .accessInherit
            try await content.setInherits(inherits, of: reference)
            return Answer(
                inherits
                    ? "\(path) is as accessible as the folder around it."
                    : "\(path) has its own list of who may see it, which begins as that of the folder around it.")
        case .accessGrant:
            guard let level = ["view": AccessLevel.view, "edit": .edit][order.text("level") ?? ""] else {
                throw CommandFailure("Say --view or --edit.")
            }
            for (group, user) in try await holders(order) {
                let present = try await content.grants(on: reference).first {
                    $0.groupID == group && $0.userID == user
                }
                if let present {
                    _ = try await content.setLevel(level, ofGrant: present.id)
                } else {
                    _ = try await content.addGrant(
                        ContentGrant(content: reference, groupID: group, userID: user, level: level))
                }
            }
            return try await accessShow(reference, path)
        case .accessRevoke:
            for (group, user) in try await holders(order) {
                let present = try await content.grants(on: reference).first {
                    $0.groupID == group && $0.userID == user
                }
                guard let present, try await content.removeGrant(present.id) else {
                    throw CommandFailure("\(path) names no such group or user itself. See: soundings access show")
                }
            }
            return try await accessShow(reference, path)
        default: throw CommandFailure("soundings \(order.verb.rawValue) is not about a folder.")
        }
    }

    private func holders(_ order: AccessOrder) async throws -> [(group: String?, user: String?)] {
        var holders: [(group: String?, user: String?)] = []
        for name in order.texts("groups") { holders.append((try await group(name).id, nil)) }
        for name in order.texts("users") { holders.append((nil, try await user(name).id)) }
        guard !holders.isEmpty else { throw CommandFailure("Say for whom: --group NAME or --user ADDRESS.") }
        return holders
    }

    private func accessShow(_ reference: ContentReference, _ path: String) async throws -> Answer {
        let metadata = try await content.metadata(of: reference)
        let grants = try await content.grants(on: reference)
        let groups = try await people.groups()
        let users = try await people.users()
        let rows = grants.map { grant -> (String, String) in
            let name =
                groups.first { $0.id == grant.groupID }?.name
                ?? users.first { $0.id == grant.userID }.map { $0.email ?? $0.displayName } ?? "-"
            return (name, grant.level == .edit ? "edit" : "view")
        }
        let inherits = metadata?.inherits ?? false
        let from = inherits ? " It has what the folder around it has, and:" : ""
        let lines = rows.map { "  \($0.1)  \($0.0)" }
        let text = ["\(path).\(from)"] + (lines.isEmpty ? ["  nobody else"] : lines)
        return Answer(
            text.joined(separator: "\n"),
            [
                "folder": .string(reference.id), "path": .string(path), "inherits": .bool(inherits),
                "access": .array(rows.map { ["name": .string($0.0), "level": .string($0.1)] }),
            ])
    }

    private static func folder(_ name: String, _ folders: [Folder]) -> Folder? {
        if let folder = folders.first(where: { $0.id == name }) { return folder }
        let wanted = name.lowercased()
        return folders.first { path(of: $0, folders).lowercased() == wanted }
            ?? folders.first { path(of: $0, folders).lowercased() == "shared/" + wanted }
    }

    private static func path(of folder: Folder, _ folders: [Folder]) -> String {
        var names = [folder.name]
        var next = folder.parentID
        while let id = next, names.count < 64, let parent = folders.first(where: { $0.id == id }) {
            names.insert(parent.name, at: 0)
            next = parent.parentID
        }
        return names.joined(separator: "/")
    }
}
