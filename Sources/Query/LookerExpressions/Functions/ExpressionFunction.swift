/// One function of the language: what completion offers, the reference page prints, and the checker holds calls against.
package struct ExpressionFunction: Sendable {
    package enum Group: String, Sendable, CaseIterable {
        case mathematics, statistics, distributions, text, dates, logic, rows, pivots, filters
    }

    package struct Parameter: Sendable {
        package let name: String
        package let accepts: Accepted
        /// The last parameter of some functions may be given any number of times from one on.
        package let repeats: Bool
    }

    /// What may stand in a parameter's place. Null may everywhere.
    package enum Accepted: Sendable, Hashable {
        case number, string, yesNo, date
        /// A single value of any type.
        case scalar
        /// A single value of the type that the parameter at this position has, or has in its column or list.
        case like(Int)
        /// An expression whose column of numbers is looked at as a whole; a list, or a column of lists, is looked at list
        /// by list.
        case numbers
        /// The same of numbers, dates or text.
        case ordered
        /// The same of anything.
        case values
        /// A field as such, not its value.
        case field
        /// Text in quotes, known before the query runs.
        case literal
    }

    package enum Result: Sendable, Hashable {
        case type(ExpressionType)
        /// What the parameter at this position has; lists stay lists.
        case same(as: Int)
        /// What is in the column or list at this position.
        case element(of: Int)
        case list(of: Int)
        /// What all arguments have in common.
        case common
        /// A list of what all arguments have in common.
        case commonList
    }

    package let name: String
    package let group: Group
    package let parameters: [Parameter]
    package let result: Result
    /// Where it may be used.
    package let uses: Set<ExpressionUse>
    /// One sentence or two; arguments stand in backquotes.
    package let summary: String
    /// False for the few that are taken although Looker's reference doesn't list them.
    package let isDocumentedByLooker: Bool

    package var minimumArguments: Int { parameters.count }
    /// Nil without a limit.
    package var maximumArguments: Int? { parameters.last?.repeats == true ? nil : parameters.count }

    /// `substring(string, start_position, length)`
    package var signature: String {
        let names = parameters.map { $0.repeats ? "\($0.name)_1, \($0.name)_2, ..." : $0.name }
        return "\(name)(\(names.joined(separator: ", ")))"
    }

    /// Which parameter an argument belongs to.
    package func parameter(at position: Int) -> Parameter? {
        position < parameters.count ? parameters[position] : parameters.last { $0.repeats }
    }
}

extension ExpressionFunction.Accepted {
    /// As it reads in a message or on a page: "a number".
    package var title: String {
        switch self {
        case .number: "a number"
        case .string: "text"
        case .yesNo: "a yes/no"
        case .date: "a date"
        case .scalar: "a single value"
        case .like: "a single value of the column's type"
        case .numbers: "numbers"
        case .ordered: "numbers, dates or text"
        case .values: "values"
        case .field: "a field"
        case .literal: "text in quotes"
        }
    }
}

// MARK: - How the table is written

extension ExpressionFunction.Parameter {
    static func number(_ name: String) -> Self { Self(name: name, accepts: .number, repeats: false) }
    static func string(_ name: String) -> Self { Self(name: name, accepts: .string, repeats: false) }
    static func yesNo(_ name: String) -> Self { Self(name: name, accepts: .yesNo, repeats: false) }
    static func date(_ name: String) -> Self { Self(name: name, accepts: .date, repeats: false) }
    static func scalar(_ name: String) -> Self { Self(name: name, accepts: .scalar, repeats: false) }
    static func numbers(_ name: String) -> Self { Self(name: name, accepts: .numbers, repeats: false) }
    static func ordered(_ name: String) -> Self { Self(name: name, accepts: .ordered, repeats: false) }
    static func values(_ name: String) -> Self { Self(name: name, accepts: .values, repeats: false) }
    static func like(_ position: Int, _ name: String) -> Self {
        Self(name: name, accepts: .like(position), repeats: false)
    }
    static func several(_ name: String, _ accepts: ExpressionFunction.Accepted = .scalar) -> Self {
        Self(name: name, accepts: accepts, repeats: true)
    }
}

extension ExpressionFunction {
    /// A function of the values of one row: any expression may use it.
    /// - Parameter isPure: Whether equal values always give the same.
    static func anywhere(
        _ name: String, _ group: Group, _ parameters: [Parameter], _ result: Result, _ summary: String,
        documented: Bool = true, isPure: Bool = true
    ) -> ExpressionFunction {
        ExpressionFunction(
            name: name, group: group, parameters: parameters, result: result,
            uses: Set(ExpressionUse.allCases.filter { isPure || $0 != .derivedProperty }),
            summary: summary, isDocumentedByLooker: documented)
    }

    /// A function that needs the result, other rows or pivot columns, or that few databases have.
    static func calculation(
        _ name: String, _ group: Group, _ parameters: [Parameter], _ result: Result, _ summary: String
    ) -> ExpressionFunction {
        ExpressionFunction(
            name: name, group: group, parameters: parameters, result: result,
            uses: [.tableCalculation, .dataTest], summary: summary, isDocumentedByLooker: true)
    }
}
