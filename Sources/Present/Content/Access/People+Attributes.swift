import GRDB

/// What can be said of a user attribute when it is made or changed; `nil` is the default, or what was.
package struct UserAttributeChange: Sendable {
    package var name: String?
    package var label: String?
    package var kind: String?
    /// `.some(nil)` takes the default away.
    package var defaultValue: String??
    package var isHidden: Bool?
    package var userCanView: Bool?
    package var userCanEdit: Bool?
    package var hiddenValueDomains: String??

    package init() {}
}

extension People {
    package func userAttributes() async throws(ContentError) -> [UserAttribute] {
        try await database.read {
            try Row.fetchAll($0, sql: "SELECT * FROM user_attributes ORDER BY id").map(UserAttribute.init)
        }
    }

    package func userAttribute(_ id: String) async throws(ContentError) -> UserAttribute {
        try await database.read { try UserAttribute.required($0, id: id) }
    }

    /// - Throws: `missing_field`, `invalid` or `already_exists` for `name`, `label`, `type` and `default_value`.
    package func createUserAttribute(_ change: UserAttributeChange) async throws(ContentError) -> UserAttribute {
        try await database.write { db in
            for (value, field) in [(change.name, "name"), (change.label, "label"), (change.kind, "type")]
            where value?.isEmpty ?? true {
                throw ContentError(.missingField, "A user attribute needs a \(field).", field: field)
            }
            try db.execute(
                sql: "INSERT INTO user_attributes (name, label, type) VALUES (?, '', 'string')",
                arguments: [try Self.attributeName(db, change.name ?? "", except: nil)])
            return try Self.apply(change, toAttribute: String(db.lastInsertedRowID), db)
        }
    }

    /// - Throws: also `read_only` for name and type of an attribute of the system.
    package func updateUserAttribute(
        _ id: String, _ change: UserAttributeChange
    ) async throws(ContentError) -> UserAttribute {
        try await database.write { try Self.apply(change, toAttribute: id, $0) }
    }

    /// - Throws: `read_only` for an attribute of the system.
    package func deleteUserAttribute(_ id: String) async throws(ContentError) {
        try await database.write { db in
            let attribute = try UserAttribute.required(db, id: id)
            if attribute.isSystem {
                throw ContentError(.readOnly, "The attribute \(attribute.name) is built in and can't be deleted.")
            }
            try db.execute(sql: "DELETE FROM user_attributes WHERE id = ?", arguments: [attribute.number])
        }
    }

    private static func apply(
        _ change: UserAttributeChange, toAttribute id: String, _ db: Database
    ) throws -> UserAttribute {
        var attribute = try UserAttribute.required(db, id: id)
        let was = attribute
        if let name = change.name { attribute.name = try attributeName(db, name, except: attribute.number) }
        if let label = change.label { attribute.label = label }
        if let kind = change.kind {
            guard let known = UserAttribute.Kind(rawValue: kind) else {
                let all = UserAttribute.Kind.allCases.map(\.rawValue).joined(separator: ", ")
                throw ContentError(.invalid, "There is no type '\(kind.prefix(60))'. There are: \(all).", field: "type")
            }
            attribute.kind = known
        }
        if was.isSystem, attribute.name != was.name || attribute.kind != was.kind {
            throw ContentError(.readOnly, "Name and type of the attribute \(was.name) are built in.")
        }
        if let value = change.defaultValue { attribute.defaultValue = value }
        if let value = attribute.defaultValue {
            do {
                try attribute.check(value)
            } catch let error as ContentError {
                throw ContentError(error.code, error.message, field: "default_value")
            }
        }
        if let hidden = change.isHidden { attribute.isHidden = hidden }
        if was.isHidden, !attribute.isHidden {
            throw ContentError(
                .invalid, "Values that were hidden stay hidden. Make another attribute.", field: "value_is_hidden")
        }
        if let value = change.userCanView { attribute.userCanView = value }
        if let value = change.userCanEdit { attribute.userCanEdit = value }
        if let value = change.hiddenValueDomains { attribute.hiddenValueDomains = value }
        if attribute.isComputed, attribute.userCanEdit || attribute.defaultValue != nil || attribute.isHidden {
            throw ContentError(.readOnly, "The value of \(was.name) follows from the account.")
        }
        try db.execute(
            sql: """
                UPDATE user_attributes SET name = ?, label = ?, type = ?, default_value = ?, value_is_hidden = ?,
                    user_can_view = ?, user_can_edit = ?, hidden_value_domain_whitelist = ? WHERE id = ?
                """,
            arguments: [
                attribute.name, attribute.label, attribute.kind.rawValue, attribute.defaultValue, attribute.isHidden,
                attribute.userCanView, attribute.userCanEdit, attribute.hiddenValueDomains, attribute.number,
            ])
        return attribute
    }

    /// Names are what LookML and Liquid can write: small letters, digits and `_`.
    private static func attributeName(_ db: Database, _ name: String, except id: Int64?) throws -> String {
        let isPlain = name.utf8.allSatisfy {
            (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == UInt8(ascii: "_")
        }
        guard isPlain, (1...100).contains(name.utf8.count) else {
            throw ContentError(
                .invalid, "The name of an attribute is 1 to 100 small letters, digits and underscores.", field: "name")
        }
        let other = try Int64.fetchOne(
            db, sql: "SELECT id FROM user_attributes WHERE name = ? AND id IS NOT ?", arguments: [name, id])
        guard other == nil else {
            throw ContentError(.alreadyExists, "There is already an attribute named \(name).", field: "name")
        }
        return name
    }
}
