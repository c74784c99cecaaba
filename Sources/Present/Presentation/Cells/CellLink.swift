package import JSON

/// An entry of the menu of a cell.
package struct CellLink: Sendable, Hashable {
    package enum Kind: String, Sendable {
        /// The rows behind a measure.
        case measure = "measure_default"
        /// A dimension's value taken apart by another dimension.
        case drill
        /// A `link` of the field.
        case link
    }

    package var kind: Kind
    package var label: String
    /// A path of this site, or an address elsewhere.
    package var url: String
    package var iconURL: String?
    /// The heading under which the entry stands: "Drill into Created Year".
    package var heading: String?

    package var json: JSONValue {
        var members: [(String, JSONValue)] = [
            ("label", .string(label)), ("url", .string(url)), ("type", .string(kind.rawValue)),
        ]
        if let heading { members.append(("type_label", .string(heading))) }
        if let iconURL { members.append(("icon_url", .string(iconURL))) }
        return .object(JSONObject(members))
    }
}
