import CDuckDB
package import Warehouse

extension DuckDBWarehouse {
    package func check(_ statement: Statement) async throws(WarehouseError) {
        guard !statement.sql.utf8.contains(0) else {
            throw .rejected(
                label: statement.label, message: "The statement holds a NUL character.", sql: statement.sql)
        }
        switch try await prepare(statement) {
        case .whole where statement.parameters.isEmpty: return
        case .whole, .needsValues:
            do throws(WarehouseError) {
                _ = try await rows(
                    Statement(
                        "EXPLAIN " + statement.sql, parameters: statement.parameters, label: statement.label,
                        timeLimit: statement.timeLimit))
            } catch .rejected(let label, let message, _) {
                throw .rejected(label: label, message: message, sql: statement.sql)
            }
        }
    }

    private enum Prepared {
        case whole
        /// Types that depend on those of its values are not known yet, and nothing that depends on such a type has been
        /// looked at.
        case needsValues
    }

    /// Parsed and bound by the engine: the statement alone, so that no prefix of ours can change what it means.
    private func prepare(_ statement: Statement) async throws(WarehouseError) -> Prepared {
        let connection = try await take(statement)
        let (sql, label) = (statement.sql, statement.label)
        let outcome: Result<Prepared, WarehouseError> = await connection.run { handle in
            guard let handle else { return .failure(.unreachable("The warehouse is closed.")) }
            var prepared: duckdb_prepared_statement?
            defer { duckdb_destroy_prepare(&prepared) }
            guard duckdb_prepare(handle, sql, &prepared) == DuckDBSuccess, let prepared else {
                let message = duckdb_prepare_error(prepared).map { String(cString: $0) } ?? "no message"
                return .failure(
                    EngineError.error(
                        on: connection, message, type: DUCKDB_ERROR_INVALID, label: label, sql: sql))
            }
            return .success(duckdb_nparams(prepared) == 0 ? .whole : .needsValues)
        }
        await give(connection)
        return try outcome.get()
    }
}
