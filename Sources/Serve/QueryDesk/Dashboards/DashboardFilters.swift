package import Content

/// The values of a dashboard's filters: those of its address, else their defaults.
package struct DashboardFilters: Sendable, Hashable {
    /// By the names of the filters; an empty value means any.
    package let values: [String: String]
    /// Required filters without a value, by their titles.
    package let missing: [String]

    /// - Parameter given: Names and values as an address has them. Names are compared exactly, then without outer blanks,
    ///   then without case: addresses that people kept have all of these. The last of several wins. What names no filter is
    ///   left alone.
    package init(_ filters: [FilterDefinition], given: [(name: String, value: String)]) {
        var values: [String: String] = [:]
        for filter in filters {
            values[filter.name] = Self.find(filter.name, in: given) ?? filter.defaultValue ?? ""
        }
        self.values = values
        missing = filters.filter { $0.required && Self.trimmed(values[$0.name] ?? "").isEmpty }.map(\.title)
    }

    private static func find(_ name: String, in given: [(name: String, value: String)]) -> String? {
        let (short, folded) = (trimmed(name), trimmed(name).lowercased())
        let tests: [(String) -> Bool] = [
            { $0 == name }, { trimmed($0) == short }, { trimmed($0).lowercased() == folded },
        ]
        for test in tests {
            if let pair = given.last(where: { test($0.name) }) { return pair.value }
        }
        return nil
    }

    static func trimmed(_ text: String) -> String {
        var part = Substring(text)
        while part.first?.isWhitespace == true { part.removeFirst() }
        while part.last?.isWhitespace == true { part.removeLast() }
        return String(part)
    }

    /// The query of a tile with what it listens to. A filter that is set to any value lifts the tile's own on that field.
    func applied(to filters: [String: String], _ listeners: [FilterListener]) -> [String: String] {
        var filters = filters
        for listener in listeners where !listener.field.isEmpty {
            if let value = values[listener.filter] { filters[listener.field] = value }
        }
        return filters
    }
}
