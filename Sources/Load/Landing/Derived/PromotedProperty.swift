internal import SQL

/// A property that is kept beside each step, so that charts which break down by it or measure it need not open JSON.
package struct PromotedProperty: Sendable, Hashable {
    package enum Kind: String, Sendable, Hashable {
        /// Kept as a number of `main.promoted_values`.
        case text
        /// Kept as a double.
        case number
    }

    /// As charts write it: `country` for a column of the events, `event.NAME` and `user.NAME` for properties.
    package var name: String
    package var kind: Kind

    package init(_ name: String, _ kind: Kind) {
        self.name = name
        self.kind = kind
    }

    /// How many of each kind there is room for.
    package static let mostOfKind: [Kind: Int] = [.text: 8, .number: 4]

    /// Its value in a row of `main.events AS e`: JSON text for a property of kind text, the text of a column, or a double.
    var value: SQLExpression? {
        let dialect = Dialect.duckDB
        let parts = name.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        let object: SQLExpression
        switch (parts.first, parts.count) {
        case ("event", 2): object = "e.event_properties"
        case ("user", 2): object = "e.user_properties"
        default:
            guard EventField.allCases.contains(where: { $0.column == name }) else { return nil }
            let column: SQLExpression = "e.\(raw: dialect.quoted(name))"
            return kind == .text ? column : dialect.text.toNumber(column)
        }
        return kind == .text
            ? dialect.json.value(object, parts[1]) : dialect.text.toNumber(dialect.json.text(object, parts[1]))
    }

    /// Why it can't be promoted; `nil` if it can.
    package var problem: String? {
        value == nil
            ? "\(name) is neither a text column of the events nor event.NAME or user.NAME." : nil
    }
}
