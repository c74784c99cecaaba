package import QueryRunner
package import SQL
import Warehouse

/// Runs statements that people write: through the gate, in a transaction that can only read, up to a number of rows, and
/// in the queue of all other queries.
package struct SQLRunner: Sendable {
    package let runner: QueryRunner
    private let gate: StatementGate

    package init(_ runner: QueryRunner) {
        self.runner = runner
        gate = StatementGate(parser: runner.warehouse)
    }

    /// A statement with its values, ready to run.
    package struct Prepared: Sendable {
        package var statement: GatedStatement
        package var values: [SQLValue]

        /// Asks for the engine's plan in the place of the rows.
        package mutating func explain() { statement.sql = "EXPLAIN " + statement.sql }
    }

    /// - Parameter values: By the names of the parameters, without their `$`.
    /// - Throws: ``StatementRefusal``, also for a parameter without a value; `WarehouseError` when the warehouse is away.
    package func prepare(_ sql: String, values: [String: SQLValue], _ rules: GateRules) async throws -> Prepared {
        let statement = try await gate.examine(sql, rules)
        let folded = Dictionary(values.map { ($0.key.lowercased(), $0.value) }, uniquingKeysWith: { first, _ in first })
        let bound = try statement.parameters.map { name throws(StatementRefusal) in
            guard let value = folded[name.lowercased()] else {
                throw StatementRefusal(.parameter, "The parameter $\(name) has no value. Give one under `parameters`.")
            }
            return value
        }
        return Prepared(statement: statement, values: bound)
    }

    /// - Parameter rows: How many at most; more are not read.
    package func run(_ prepared: Prepared, rows: Int, _ ask: QueryAsk) async throws(QueryFailure) -> SQLAnswer {
        var statement = Statement(prepared.statement.sql, parameters: prepared.values, label: ask.label)
        statement.isReadOnly = true
        let started = ContinuousClock.now
        let (result, isCut) = try await runner.firstRows(of: statement, most: rows, ask)
        return SQLAnswer(rows: result, isCut: isCut, limit: rows, runtime: ContinuousClock.now - started)
    }
}
