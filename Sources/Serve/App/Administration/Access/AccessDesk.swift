import Content
import Foundation
import JSON

/// Carries out commands about people and what they may do, each with an answer for people and one for programs.
struct AccessDesk: Sendable {
    struct Answer: Sendable {
        var text: String
        var json: JSONValue

        init(_ text: String, _ json: JSONValue = .null) {
            self.text = text
            self.json = json
        }
    }

    let people: People
    let content: ContentStore
    let audit: AuditLog
    let baseURL: @Sendable () -> String

    func perform(_ order: AccessOrder) async throws -> Answer {
        switch order.verb {
        case .userList, .userShow, .userRole, .userDisable, .userEnable, .userDelete, .userPassword, .userSignOut,
            .credentialsDelete:
            try await performUser(order)
        case .groupList, .groupShow, .groupAdd, .groupRename, .groupDelete, .groupJoin, .groupLeave:
            try await performGroup(order)
        case .roleList, .roleShow, .roleAdd, .roleChange, .roleDelete, .roleGive, .roleTake:
            try await performRole(order)
        case .attributeList, .attributeAdd, .attributeSet, .attributeUnset, .attributeDelete:
            try await performAttribute(order)
        case .accessShow, .accessGrant, .accessRevoke, .accessSeal, .accessInherit:
            try await performFolder(order)
        case .auditList, .auditVerify: try await performAudit(order)
        }
    }

    // People write names; ids, which the API shows, do as well.

    func user(_ name: String) async throws -> User {
        if let user = try await people.user(email: name) { return user }
        if let user = try await people.user(name) { return user }
        let services = try await people.users().filter { $0.email == nil && $0.displayName == name }
        if let user = services.first, services.count == 1 { return user }
        throw CommandFailure("There is no account for \(name). soundings user list names them all.")
    }

    func group(_ name: String) async throws -> Group {
        let groups = try await people.groups()
        if let group = Self.named(name, groups, \.name, \.id) { return group }
        throw CommandFailure("There is no group \"\(name)\". There are: \(groups.map(\.name).joined(separator: ", ")).")
    }

    func role(_ name: String) async throws -> Role {
        let roles = try await people.roles()
        if let role = Self.named(name, roles, \.name, \.id) { return role }
        throw CommandFailure("There is no role \"\(name)\". There are: \(roles.map(\.name).joined(separator: ", ")).")
    }

    func attribute(_ name: String) async throws -> UserAttribute {
        let attributes = try await people.userAttributes()
        if let attribute = Self.named(name, attributes, \.name, \.id) { return attribute }
        throw CommandFailure(
            "There is no attribute \"\(name)\". There are: \(attributes.map(\.name).joined(separator: ", ")).")
    }

    static func named<Element>(
        _ name: String, _ all: [Element], _ nameOf: (Element) -> String, _ idOf: (Element) -> String
    ) -> Element? {
        all.first { nameOf($0) == name } ?? all.first { nameOf($0).lowercased() == name.lowercased() }
            ?? all.first { idOf($0) == name }
    }

    static func needed(_ order: AccessOrder, _ name: String) throws -> String {
        guard let text = order.text(name), !text.isEmpty else {
            throw CommandFailure("soundings \(order.verb.rawValue) needs a \(name).")
        }
        return text
    }

    /// Columns under their headings, as wide as what stands in them.
    static func table(_ heads: [String], _ rows: [[String]]) -> String {
        let widths = heads.indices.map { column in
            ([heads] + rows).map { column < $0.count ? $0[column].count : 0 }.max() ?? 0
        }
        return ([heads] + rows).map { row in
            let cells = row.enumerated().map { column, cell in
                column == row.count - 1
                    ? cell : cell + String(repeating: " ", count: max(0, widths[column] - cell.count))
            }
            return cells.joined(separator: "  ")
        }.joined(separator: "\n")
    }
}
