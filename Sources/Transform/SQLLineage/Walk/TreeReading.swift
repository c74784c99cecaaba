import JSON

/// Parts of the tree that `json_serialize_sql` writes.
extension JSONView {
    /// A text member; `nil` where it is missing or empty.
    func text(_ key: String) -> String? {
        guard let value = self[key]?.stringValue, !value.isEmpty else { return nil }
        return value
    }

    func texts(_ key: String) -> [String] { list(key).compactMap(\.stringValue) }

    func list(_ key: String) -> [JSONView] { self[key].map { Array($0.elements) } ?? [] }

    func flag(_ key: String) -> Bool { self[key]?.boolValue ?? false }

    /// Which kind of expression it is; `nil` for what is none.
    var expressionClass: String? { text("class") }

    /// The text of a constant.
    var constantText: String? {
        guard expressionClass == "CONSTANT" else { return nil }
        return self["value"]?["value"]?.stringValue
    }

    /// The number of a constant, as in `ORDER BY 2`.
    var constantNumber: Int? {
        guard expressionClass == "CONSTANT" else { return nil }
        return self["value"]?["value"]?.intValue.flatMap { Int(exactly: $0) }
    }

    /// Both a query and what wraps one (`{"node": …}`).
    var queryNode: JSONView { self["node"] ?? self }
}
