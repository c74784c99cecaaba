import GRDB

extension People {
    /// What a user has for the attributes, each value that could count, the one that does first.
    package func attributeValues(of userID: String) async throws(ContentError) -> [[AttributeValue]] {
        try await database.read { db in
            let user = try User.required(db, id: userID)
            let number = Int64(user.id)
            let groups = try Entitlements.groups(db, of: number).list
            let computed = user.systemAttributes
            return try Row.fetchAll(db, sql: "SELECT * FROM user_attributes ORDER BY id").map { row in
                let attribute = UserAttribute(row: row)
                func value(_ value: String?, _ source: AttributeValue.Source, rank: Int64? = nil) -> AttributeValue {
                    AttributeValue(attribute: attribute, userID: userID, value: value, source: source, rank: rank)
                }
                if attribute.isComputed { return [value(computed[attribute.name], .system)] }
                var values: [AttributeValue] = []
                let own = try String.fetchOne(
                    db,
                    sql: "SELECT value FROM user_attribute_user_values WHERE user_attribute_id = ? AND user_id = ?",
                    arguments: [attribute.number, number])
                if let own { values.append(value(own, .user)) }
                let given = try Row.fetchAll(
                    db,
                    sql: """
                        SELECT v.*, g.name FROM user_attribute_group_values v JOIN user_groups g ON g.id = v.group_id
                        WHERE v.user_attribute_id = ? AND v.group_id IN (\(groups)) ORDER BY v.rank, v.group_id
                        """, arguments: [attribute.number])
                for row in given {
                    values.append(
                        value(
                            row["value"], .group(id: String(row["group_id"] as Int64), name: row["name"]),
                            rank: row["rank"]))
                }
                if let standard = attribute.defaultValue { values.append(value(standard, .standard)) }
                return values.isEmpty ? [value(nil, .none)] : values
            }
        }
    }

    /// Gives a user a value of their own.
    ///
    /// - Throws: `not_found`, `invalid` (field `value`), `read_only` where the value follows from the account.
    package func setValue(_ value: String, ofAttribute id: String, user userID: String) async throws(ContentError) {
        try await database.write { db in
            let attribute = try Self.settable(db, id)
            try attribute.check(value)
            try db.execute(
                sql: """
                    INSERT INTO user_attribute_user_values (user_attribute_id, user_id, value) VALUES (?, ?, ?)
                    ON CONFLICT DO UPDATE SET value = excluded.value
                    """, arguments: [attribute.number, try User.number(db, id: userID), value])
        }
    }

    /// Takes a user's own value away; one that isn't there is no error.
    package func removeValue(ofAttribute id: String, user userID: String) async throws(ContentError) {
        try await database.write { db in
            let attribute = try UserAttribute.required(db, id: id)
            try db.execute(
                sql: "DELETE FROM user_attribute_user_values WHERE user_attribute_id = ? AND user_id = ?",
                arguments: [attribute.number, try User.number(db, id: userID)])
        }
    }

    package func groupValues(ofAttribute id: String) async throws(ContentError) -> [GroupAttributeValue] {
        try await database.read { try Self.groupValues($0, of: try UserAttribute.required($0, id: id)) }
    }

    /// Makes these groups' values, and no others, those of an attribute, the first in the list going first.
    package func setGroupValues(
        _ values: [(groupID: String, value: String)], ofAttribute id: String
    ) async throws(ContentError) -> [GroupAttributeValue] {
        try await database.write { db in
            let attribute = try Self.settable(db, id)
            try db.execute(
                sql: "DELETE FROM user_attribute_group_values WHERE user_attribute_id = ?",
                arguments: [attribute.number])
            var seen: Set<Int64> = []
            for (rank, entry) in values.enumerated() {
                let group = try Group.required(db, id: entry.groupID, field: "group_id")
                guard seen.insert(group.number).inserted else {
                    throw ContentError(.invalid, "The group \(group.name) is named twice.", field: "group_id")
                }
                try attribute.check(entry.value)
                try db.execute(
                    sql: """
                        INSERT INTO user_attribute_group_values (user_attribute_id, group_id, rank, value)
                        VALUES (?, ?, ?, ?)
                        """, arguments: [attribute.number, group.number, rank, entry.value])
            }
            return try Self.groupValues(db, of: attribute)
        }
    }

    /// Sets what one group gives; a value that is new goes last.
    package func setGroupValue(
        _ value: String, ofAttribute id: String, group groupID: String
    ) async throws(ContentError) -> GroupAttributeValue {
        try await database.write { db in
            let attribute = try Self.settable(db, id)
            let group = try Group.required(db, id: groupID)
            try attribute.check(value)
            try db.execute(
                sql: """
                    INSERT INTO user_attribute_group_values (user_attribute_id, group_id, rank, value)
                    SELECT ?1, ?2, coalesce(max(rank), -1) + 1, ?3 FROM user_attribute_group_values
                    WHERE user_attribute_id = ?1
                    ON CONFLICT DO UPDATE SET value = excluded.value
                    """, arguments: [attribute.number, group.number, value])
            let all = try Self.groupValues(db, of: attribute)
            guard let set = all.first(where: { $0.groupID == group.id }) else {
                throw ContentError(.storage, "The value was not kept.")
            }
            return set
        }
    }

    package func removeGroupValue(ofAttribute id: String, group groupID: String) async throws(ContentError) {
        try await database.write { db in
            let attribute = try UserAttribute.required(db, id: id)
            let group = try Group.required(db, id: groupID)
            try db.execute(
                sql: "DELETE FROM user_attribute_group_values WHERE user_attribute_id = ? AND group_id = ?",
                arguments: [attribute.number, group.number])
        }
    }

    private static func settable(_ db: Database, _ id: String) throws -> UserAttribute {
        let attribute = try UserAttribute.required(db, id: id)
        if attribute.isComputed {
            throw ContentError(.readOnly, "The value of \(attribute.name) follows from the account.")
        }
        return attribute
    }

    private static func groupValues(_ db: Database, of attribute: UserAttribute) throws -> [GroupAttributeValue] {
        try Row.fetchAll(
            db, sql: "SELECT * FROM user_attribute_group_values WHERE user_attribute_id = ? ORDER BY rank, group_id",
            arguments: [attribute.number]
        ).map { row in
            GroupAttributeValue(
                id: String(row["id"] as Int64), groupID: String(row["group_id"] as Int64), attributeID: attribute.id,
                rank: row["rank"], value: row["value"], isHidden: attribute.isHidden)
        }
    }
}
