package import QueryCompiler
package import SemanticModel
internal import Warehouse

extension QueryRunner {
    /// Runs a LookML data test: its query, and each assertion as a calculation over all rows of the result.
    package func run(
        _ test: DataTest, of model: String, on project: Project, context: QueryContext
    ) async throws(QueryFailure) -> DataTestOutcome {
        let names = test.assertions.indices.map { "assertion_\($0 + 1)" }
        var query = ExploreQuery(
            model: model, explore: test.source.explore, fields: test.source.columns.map(\.field),
            filters: Dictionary(
                test.source.filters.map { ($0.field, $0.expression) }, uniquingKeysWith: { _, last in last }),
            sorts: test.source.sorts, limit: test.source.limit, timezone: test.source.timezone)
        query.filterExpression = test.source.customFilter
        query.dynamicFields = zip(names, test.assertions).map { name, assertion in
            DynamicField(name: name, kind: .tableCalculation(expression: assertion.expression))
        }
        var outcome = DataTestOutcome(model: model, test: test, rowCount: 0, assertions: [])
        let answer: QueryAnswer
        do {
            answer = try await run(query, on: project, context: context, label: "LookML test \(test.name)")
        } catch .busy {
            throw .busy
        } catch .cancelled {
            throw .cancelled
        } catch {
            outcome.problem = error.description
            return outcome
        }
        let batches = answer.rows.batches
        outcome.rowCount = answer.rows.rowCount
        for (name, assertion) in zip(names, test.assertions) {
            var result = DataTestOutcome.Assertion(
                name: assertion.name, expression: assertion.expression, location: assertion.location, failingRows: 0,
                example: [])
            guard let column = answer.query.fields.firstIndex(where: { $0.name == name }) else {
                result.problem =
                    answer.query.warnings.first { $0.contains("`\(name)`") }?.replacing(
                        "The table calculation `\(name)`, ", with: "") ?? "it has no value."
                outcome.assertions.append(result)
                continue
            }
            if let problem = answer.problems.first(where: { $0.field == name }) {
                result.problem = problem.message + "."
            } else if answer.query.fields[column].type != "yesno" {
                result.problem = "it is neither yes nor no. Compare it with something."
            } else {
                for batch in batches {
                    for row in 0..<batch.rowCount where batch.columns[column].scalarText(row: row) != "Yes" {
                        result.failingRows += 1
                        guard result.example.isEmpty else { continue }
                        result.example = (0..<answer.query.selected).map { place in
                            (answer.query.fields[place].name, batch.columns[place].scalarText(row: row))
                        }
                    }
                }
            }
            outcome.assertions.append(result)
        }
        return outcome
    }
}
