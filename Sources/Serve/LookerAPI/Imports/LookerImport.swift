package import Content
internal import Foundation
internal import JSON

/// Takes what was read from a Looker instance: people, groups, folders with who may see them, Looks, dashboards and boards.
///
/// Numbers are kept, so that old links lead to the same things. A second run brings what has changed since the first; what
/// somebody has made here is never overwritten.
package struct LookerImport {
    let content: ContentStore
    let people: People
    var report = ImportReport()
    /// Ours by theirs.
    var users: [String: String] = [:]
    var groups: [String: String] = [:]
    var folders: [String: String] = ["1": "1", "2": "2", "lookml": "lookml"]
    var looks: [String: String] = [:]
    var dashboards: [String: String] = [:]

    static let origin = "Imported from Looker"

    package init(content: ContentStore, people: People) {
        self.content = content
        self.people = people
    }

    /// - Throws: ``ContentError`` when the database can't be written. Each object that can't be taken is in the report.
    package mutating func run(_ export: LookerExport) async throws -> ImportReport {
        for (path, why) in export.strange { report.note(path, why) }
        try await takeUsers(export.users, groups: export.groups)
        try await takeFolders(export)
        for look in export.looks {
            do { try await takeLook(look) } catch let error as ContentError { try note(error, "Look", look) }
        }
        for dashboard in export.dashboards {
            do {
                try await takeDashboard(dashboard)
            } catch let error as ContentError {
                try note(error, "dashboard", dashboard)
            }
        }
        for board in export.boards {
            do { try await takeBoard(board) } catch let error as ContentError { try note(error, "board", board) }
        }
        return report
    }

    static func id(_ object: JSONObject, _ name: String = "id") -> String? {
        guard let value = object[name], !value.isNull else { return nil }
        return value.stringValue ?? value.intValue.map(String.init)
    }

    /// What is wrong with one object is a line of the report.
    private mutating func note(_ error: ContentError, _ kind: String, _ object: JSONObject) throws {
        guard error.code != .storage else { throw error }
        let title = object["title"]?.stringValue ?? object["name"]?.stringValue ?? ""
        report.note("\(kind) \(Self.id(object) ?? "?") \"\(title)\"", error.message)
    }

    /// The number that something has here: its own, unless something else has that; and whether it is there already from an
    /// earlier import.
    mutating func place(
        _ kind: ContentReference.Kind, _ id: String, called what: String
    ) async throws -> (id: Int64?, exists: Bool) {
        let reference = ContentReference(kind, id)
        guard let number = Int64(id), number > 0 else {
            report.note(what, "its id is no number, so it got a new one")
            return (nil, false)
        }
        guard try await content.isTaken(reference) else { return (number, false) }
        if try await content.origin(of: reference) == Self.origin { return (number, true) }
        report.note(what, "\(reference.path) is something else here, so it got a new number")
        return (nil, false)
    }

    func owner(_ object: JSONObject) -> String? { Self.id(object, "user_id").flatMap { users[$0] } }
}
