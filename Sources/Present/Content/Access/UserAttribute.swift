import GRDB

/// A fact about users that rules for rows and columns, SQL and filters may ask for.
package struct UserAttribute: Sendable, Hashable {
    /// What its values are, by Looker's names.
    package enum Kind: String, Sendable, Hashable, CaseIterable {
        case string, number, datetime, yesno, zipcode
        case relativeURL = "relative_url"
        case advancedFilterString = "advanced_filter_string"
        case advancedFilterNumber = "advanced_filter_number"
        case advancedFilterDatetime = "advanced_filter_datetime"
    }

    package var id: String
    package var name: String
    package var label: String
    package var kind: Kind
    package var defaultValue: String?
    /// There from the beginning; its name and type can't be changed.
    package var isSystem: Bool
    /// Whether nobody is shown its values, not even administrators.
    package var isHidden: Bool
    package var userCanView: Bool
    package var userCanEdit: Bool
    package var hiddenValueDomains: String?

    init(row: Row) {
        id = String(row["id"] as Int64)
        name = row["name"]
        label = row["label"]
        kind = Kind(rawValue: row["type"]) ?? .string
        defaultValue = row["default_value"]
        isSystem = row["is_system"]
        isHidden = row["value_is_hidden"]
        userCanView = row["user_can_view"]
        userCanEdit = row["user_can_edit"]
        hiddenValueDomains = row["hidden_value_domain_whitelist"]
    }

    var number: Int64 { Int64(id) ?? 0 }

    /// Whether its value follows from the account.
    package var isComputed: Bool { ["id", "email", "first_name", "last_name", "full_name"].contains(name) && isSystem }

    static func required(_ db: Database, id: String, field: String? = nil) throws -> UserAttribute {
        let row = try Int64(id).flatMap {
            try Row.fetchOne(db, sql: "SELECT * FROM user_attributes WHERE id = ?", arguments: [$0])
        }
        guard let row else {
            throw ContentError(
                field == nil ? .notFound : .invalid, "There is no user attribute \(id.prefix(40)).", field: field)
        }
        return UserAttribute(row: row)
    }

    /// - Throws: `invalid` (field `value`) for a value that is none of this kind.
    func check(_ value: String) throws {
        func refuse(_ what: String) -> ContentError {
            ContentError(.invalid, "\(name) must be \(what).", field: "value")
        }
        guard value.utf8.count <= 4_096, value.unicodeScalars.allSatisfy({ $0.value != 0 }) else {
            throw refuse("a text of at most 4096 bytes")
        }
        if isSystem, !value.isEmpty, let what = SystemAttributeRule.problem(with: value, of: name) {
            throw refuse(what)
        }
        switch kind {
        case .number where !value.isEmpty:
            let parts = value.split(separator: ",").map { $0.drop { $0 == " " } }
            guard parts.allSatisfy({ Double($0)?.isFinite == true }) else { throw refuse("a number") }
        case .yesno where !value.isEmpty:
            guard ["yes", "no", "Yes", "No"].contains(value) else { throw refuse("yes or no") }
        case .relativeURL where !value.isEmpty:
            guard value.utf8.first == UInt8(ascii: "/"), !value.hasPrefix("//"), !value.contains("\\") else {
                throw refuse("an address of this server, beginning with /")
            }
        default: break
        }
    }
}
