package import LookML
package import SemanticModel

/// What became of a LookML data test.
package struct DataTestOutcome: Sendable {
    package struct Assertion: Sendable {
        package var name: String
        package var expression: String
        package var location: SourceLocation
        /// Rows in which it is not yes.
        package var failingRows: Int
        /// The first such row: what the query's columns hold there.
        package var example: [(field: String, value: String?)]
        /// Why the expression can't be run; `nil` when it was.
        package var problem: String?

        package var passed: Bool { failingRows == 0 && problem == nil }
    }

    package var model: String
    package var test: DataTest
    package var rowCount: Int
    package var assertions: [Assertion]
    /// Why the query could not be run.
    package var problem: String?

    /// Every assertion is yes in every row, and there is a row.
    package var passed: Bool { problem == nil && rowCount > 0 && assertions.allSatisfy(\.passed) }

    /// One sentence for each thing that failed, with its place in the project; empty when the test passed.
    package var failures: [(message: String, location: SourceLocation)] {
        if let problem { return [("The query of the test `\(test.name)` can't be run: \(problem)", test.location)] }
        guard rowCount > 0 else {
            return [("The query of the test `\(test.name)` has no rows, so nothing is proved.", test.location)]
        }
        return assertions.filter { !$0.passed }.map { assertion in
            if let problem = assertion.problem {
                return (
                    "The assertion `\(assertion.name)` of `\(test.name)` can't be read: \(problem)", assertion.location
                )
            }
            let example = assertion.example.map { "\($0.field) = \($0.value ?? "∅")" }.joined(separator: ", ")
            return (
                "The assertion `\(assertion.name)` of `\(test.name)` does not hold in \(assertion.failingRows) of "
                    + "\(rowCount) rows, as in the one with \(example).", assertion.location
            )
        }
    }
}
