/// Something wrong in an expression: what, where, and what to write instead.
package struct ExpressionProblem: Error, Sendable, Hashable {
    /// Stable names: tests and documentation refer to them.
    package enum Code: String, Sendable {
        case emptyExpression, unexpectedCharacter, unterminatedString, invalidNumber, invalidFieldReference
        case unexpectedToken, missingOperand, missingParenthesis, chainedComparison, misplacedWhen
        case tooLong, tooDeep
        /// Understood, but not how Looker writes it: `and`, `==`, `TRUE`, `SUM(`.
        case spelling
        case unknownField, unknownFunction, notAllowedHere, wrongNumberOfArguments, wrongType, mixedTypes
        case comparisonWithNull, notYesNo
        case duplicateName, circularReference, dependsOnProblem
        case noTotals, missingColumn, tooMuchWork
    }

    package enum Severity: String, Sendable {
        /// Keeps the expression from being used.
        case error
        /// It runs, but hardly as meant.
        case warning
    }

    package let code: Code
    package let severity: Severity
    /// A sentence without a full stop.
    package let message: String
    /// In unicode scalars from 0; empty where something is missing. May end at, never after, the end of the text.
    package let span: Range<Int>
    /// What to do, or what to write in place of `span`.
    package let suggestion: String?

    package init(
        _ code: Code, _ message: String, at span: Range<Int>, suggestion: String? = nil, severity: Severity = .error
    ) {
        self.code = code
        self.severity = severity
        self.message = message
        self.span = span
        self.suggestion = suggestion
    }
}
