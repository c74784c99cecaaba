internal import Content
internal import JSON

extension LookerImport {
    /// Accounts by their e-mail addresses; those that are missing are made as viewers, without a password. Groups by their
    /// names, with who belongs to them.
    mutating func takeUsers(_ list: [JSONObject], groups groupList: [JSONObject]) async throws {
        for group in groupList {
            guard let id = Self.id(group), let name = group["name"]?.stringValue, !name.isEmpty else { continue }
            let (ours, isNew) = try await content.importGroup(named: name)
            groups[id] = ours
            report.took("groups", isNew: isNew)
        }
        for user in list {
            guard let id = Self.id(user) else { continue }
            let credentials = user["credentials_email"]
            guard let email = user["email"]?.stringValue ?? credentials?["email"]?.stringValue, email.contains("@")
            else {
                report.note("user \(id)", "it has no e-mail address, so no account was made")
                continue
            }
            let existing = try await people.user(email: email)
            if existing == nil, user["is_disabled"]?.boolValue == true {
                report.note("user \(id) \(email)", "it is disabled, so no account was made")
                continue
            }
            let ours: String
            if let existing {
                ours = existing.id
            } else {
                ours = try await people.addUser(email: email, role: nil).id
                _ = try await people.rename(
                    ours, firstName: user["first_name"]?.stringValue ?? "",
                    lastName: user["last_name"]?.stringValue ?? "")
            }
            users[id] = ours
            report.took("users", isNew: existing == nil)
            for group in user["group_ids"]?.arrayValue ?? [] {
                let theirs = group.stringValue ?? group.intValue.map(String.init) ?? ""
                if let group = groups[theirs] { try await content.importMember(ours, ofGroup: group) }
            }
        }
    }

    /// Folders, parents first, with their numbers; personal ones are those of our accounts.
    mutating func takeFolders(_ export: LookerExport) async throws {
        var left = export.folders.filter { folder in
            Self.id(folder).map { !["1", "2", "lookml"].contains($0) } ?? false
        }
        var tookAny = true
        while !left.isEmpty, tookAny {
            tookAny = false
            var later: [JSONObject] = []
            for folder in left {
                guard let parent = Self.id(folder, "parent_id").flatMap({ folders[$0] }) else {
                    later.append(folder)
                    continue
                }
                tookAny = true
                try await takeFolder(folder, in: parent)
            }
            left = later
        }
        for folder in left {
            report.note(
                "folder \(Self.id(folder) ?? "?") \"\(folder["name"]?.stringValue ?? "")\"",
                "the folder above it is not in the export")
        }
        try await takeAccess(export)
    }

    private mutating func takeFolder(_ folder: JSONObject, in parent: String) async throws {
        guard let id = Self.id(folder), let name = folder["name"]?.stringValue else { return }
        let what = "folder \(id) \"\(name)\""
        if parent == Folder.usersID {
            let theirs = Self.id(folder, "creator_id").flatMap { users[$0] }
            if let theirs, let own = try await content.personalFolder(of: theirs) {
                folders[id] = own
            } else {
                report.note(what, "it is the personal folder of somebody without an account here")
            }
            return
        }
        if let same = try await content.folders(in: parent).first(where: { $0.name == name }) {
            folders[id] = same.id
            if same.id != id { report.note(what, "it is the folder \(same.id) here, which has the same name") }
            return report.took("folders", isNew: false)
        }
        var number = Int64(id)
        if try await content.isTaken(.folder(id)) {
            number = nil
            report.note(what, "/folders/\(id) is something else here, so it got a new number")
        }
        do {
            let made = try await content.createFolder(name: name, in: parent, id: number, by: .administrator())
            folders[id] = made.id
            report.took("folders", isNew: true)
        } catch {
            guard error.code != .storage else { throw error }
            report.note(what, error.message)
        }
    }

    private mutating func takeAccess(_ export: LookerExport) async throws {
        let byMetadata = Dictionary(
            export.folders.compactMap { folder in
                Self.id(folder, "content_metadata_id").flatMap { metadata in
                    Self.id(folder).flatMap { folders[$0] }.map { (metadata, $0) }
                }
            }, uniquingKeysWith: { first, _ in first })
        for access in export.accesses {
            guard let folder = Self.id(access, "content_metadata_id").flatMap({ byMetadata[$0] }) else { continue }
            let group = Self.id(access, "group_id").flatMap { groups[$0] }
            let user = Self.id(access, "user_id").flatMap { users[$0] }
            guard group != nil || user != nil else {
                report.note(
                    "access to the folder \(folder)", "its group or user is not in the export, or has no account here")
                continue
            }
            try await content.importAccess(
                toFolder: folder, inherits: folder == Folder.sharedID ? nil : false,
                grants: [(group, group == nil ? user : nil, access["permission_type"]?.stringValue == "edit")])
            report.took("grants", isNew: true)
        }
    }
}
