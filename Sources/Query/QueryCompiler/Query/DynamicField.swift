/// A field that one query brings along: a custom dimension or measure, or a table calculation.
package struct DynamicField: Sendable, Hashable {
    package enum Kind: Sendable, Hashable {
        /// A Looker expression over the rows of the result.
        case tableCalculation(expression: String)
        /// A Looker expression over one row of the data.
        case dimension(expression: String)
        /// A dimension's values put into groups: the first whose filter lets a value through gives its label.
        /// - Parameter otherwise: The label of all other values; `nil` keeps each value as it is.
        case groups(of: String, [Group], otherwise: String?)
        case bins(of: String, Bins)
        case measure(CustomMeasure)
    }

    package struct Group: Sendable, Hashable {
        package var label: String
        /// A filter expression on the dimension.
        package var filter: String

        package init(label: String, filter: String) {
            self.label = label
            self.filter = filter
        }
    }

    /// Ranges of numbers, each from its bound to just below the next.
    package struct Bins: Sendable, Hashable {
        /// In ascending order, at least one.
        package var bounds: [Double]
        /// `classic`, `interval`, `integer` or `relational`
        package var style: String

        package init(bounds: [Double], style: String) {
            self.bounds = bounds
            self.style = style
        }
    }

    package struct CustomMeasure: Sendable, Hashable {
        /// A field: a dimension that is aggregated, or a measure that is taken over with more filters. `nil` with an
        /// expression.
        package var basedOn: String?
        /// A Looker expression over one row, aggregated in place of a field.
        package var expression: String?
        /// `sum`, `average`, `count`, `count_distinct`, `min`, `max`, `median`, `list`, `percentile`; `nil` takes over the
        /// type of the measure.
        package var type: String?
        /// 0 to 100, for `percentile`.
        package var percentile: Double?
        /// Field to filter expression: the rows that count.
        package var filters: [String: String]
        /// A Looker expression that is yes for the rows that count.
        package var filterExpression: String?

        package init(
            basedOn: String?, expression: String? = nil, type: String?, percentile: Double? = nil,
            filters: [String: String] = [:], filterExpression: String? = nil
        ) {
            self.basedOn = basedOn
            self.expression = expression
            self.type = type
            self.percentile = percentile
            self.filters = filters
            self.filterExpression = filterExpression
        }
    }

    /// What `${name}` refers to; among custom fields and calculations of a query only once.
    package var name: String
    package var kind: Kind
    package var label: String?
    package var description: String?
    package var valueFormat: String?
    package var valueFormatName: String?
    /// `number`, `string`, `date` or `yesno`, where whoever saved it said so.
    package var typeHint: String?
    /// Kept, and left out of the result.
    package var isDisabled = false

    package init(name: String, kind: Kind) {
        self.name = name
        self.kind = kind
    }
}
