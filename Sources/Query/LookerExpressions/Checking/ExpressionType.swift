/// What a value may be, as far as it is known before there are rows.
package indirect enum ExpressionType: Sendable, Hashable {
    case number, string, yesNo, date
    /// Of one kind of element; lists don't hold lists.
    case list(ExpressionType)
    /// Null, or a field whose type nobody knows: goes wherever a value goes.
    case any

    package var isList: Bool {
        if case .list = self { return true }
        return false
    }

    /// Of a list its element, else itself: what a column of it holds.
    package var element: ExpressionType {
        if case .list(let element) = self { return element }
        return self
    }

    /// The type that covers both, or nil if none does.
    package func joined(with other: ExpressionType) -> ExpressionType? {
        switch (self, other) {
        case (.any, _): other
        case (_, .any): self
        case (.list(let left), .list(let right)): left.joined(with: right).map { .list($0) }
        default: self == other ? self : nil
        }
    }

    /// As it reads in a message.
    package var title: String {
        switch self {
        case .number: "number"
        case .string: "text"
        case .yesNo: "yes/no"
        case .date: "date"
        case .list(.any): "list"
        case .list(let element): "list of \(element.title)s"
        case .any: "value"
        }
    }
}

/// Where an expression stands: decides which functions and fields it may use.
package enum ExpressionUse: String, Sendable, CaseIterable {
    /// A yes/no for each row of the data: becomes part of WHERE.
    case customFilter
    /// A value for each row of the data.
    case customDimension
    /// The expression that a custom measure aggregates or combines.
    case customMeasure
    /// A value for each event, which nothing but the event decides: not the query, not the moment.
    case derivedProperty
    /// Runs over the rows of the result.
    case tableCalculation
    /// A table calculation that has to be yes in every row.
    case dataTest

    /// Whether the expression becomes SQL and sees one row at a time.
    package var isTranslated: Bool { self != .tableCalculation && self != .dataTest }

    var title: String {
        switch self {
        case .customFilter: "a custom filter"
        case .customDimension: "a custom dimension"
        case .customMeasure: "a custom measure"
        case .derivedProperty: "a derived property"
        case .tableCalculation: "a table calculation"
        case .dataTest: "a data test"
        }
    }
}
