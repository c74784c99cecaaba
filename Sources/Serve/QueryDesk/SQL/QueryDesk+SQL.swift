package import FrontDoor
internal import JSON
package import Presentation
internal import QueryCompiler
internal import QueryRunner
package import SQL
internal import SQLRunner
package import Warehouse

extension QueryDesk {
    /// A statement that somebody has written.
    package struct SQLOrder: Sendable {
        package var sql: String
        /// By the names of its parameters.
        package var values: [String: SQLValue]
        /// Whether the engine's plan is wanted rather than the rows.
        package var explains = false
        /// Rows at most.
        package var rows: Int

        package init(sql: String, values: [String: SQLValue] = [:], rows: Int) {
            self.sql = sql
            self.values = values
            self.rows = rows
        }
    }

    /// The tables that a caller's own SQL may read, in their order.
    /// - Throws: as ``SQLAccess/check(_:on:)``; ``QueryFailure``.
    package func sqlTables(for caller: Caller) async throws -> [TableDescription] {
        try sqlAccess.check(caller, on: project.current)
        do {
            return try await runner.warehouse.tables().filter { table in
                sqlAccess.shows(schema: table.name.schema ?? "main", to: caller)
            }
        } catch {
            throw QueryFailure.failed(error, sql: "")
        }
    }

    /// Runs a statement of a caller's own and writes its rows.
    /// - Throws: `StatementRefusal` for what may not run, ``SQLAccess/Refusal``, ``QueryFailure``, and as
    ///   ``answer(_:as:_:for:origin:id:)``.
    package func answer(
        _ order: SQLOrder, as format: ResultFormat, _ options: RunOptions, for caller: Caller, origin: QueryOrigin
    ) async throws -> QueryOutput {
        var details = QueryRun.Details()
        (details.format, details.sql) = (format.rawValue, order.sql)
        let run = book.begin(origin, by: caller, details)
        return try await book.during(run) {
            let tables = try await sqlTables(for: caller)
            var rules = GateRules(
                tables: Set(tables.map { GateRules.key(schema: $0.name.schema ?? "main", name: $0.name.name) }))
            rules.allowsUnbounded = caller.may("develop")
            let statements = SQLRunner(runner)
            var prepared = try await Self.prepared(order, by: statements, rules)
            if format == .sql {
                return QueryOutput(.bytes(Array(order.sql.utf8)), contentType: format.contentType)
            }
            if order.explains { prepared.explain() }
            var ask = self.ask(origin.label, for: caller, watch: run.watch)
            ask.priority = options.priority
            var rows = order.rows
            if let limit = options.limit, limit >= 0 { rows = min(rows, limit) }
            if let most = limits.limit(of: caller).rows { rows = min(rows, most) }
            let asked = ExploreQuery(model: "", explore: "", fields: [])
            do {
                let answer = try await statements.run(prepared, rows: rows, ask)
                return try write(
                    answer.answer(sql: order.sql), as: format, options, asked: asked, showsSQL: true, id: run.id)
            } catch QueryFailure.failed(let error, let sql) {
                guard !error.isEnding else { throw QueryFailure.failed(error, sql: sql) }
                run.note { $0.problem = error.description }
                guard let output = failure(error.description, order.sql, as: format, id: run.id) else {
                    throw QueryFailure.failed(error, sql: order.sql)
                }
                return output
            }
        }
    }

    private static func prepared(
        _ order: SQLOrder, by statements: SQLRunner, _ rules: GateRules
    ) async throws -> SQLRunner.Prepared {
        do {
            return try await statements.prepare(order.sql, values: order.values, rules)
        } catch let error as WarehouseError {
            throw QueryFailure.failed(error, sql: order.sql)
        }
    }

    /// The error where the clients of a format look for it; `nil` for formats that have no place for one.
    private func failure(_ message: String, _ sql: String, as format: ResultFormat, id: String) -> QueryOutput? {
        let none = SQLAnswer(rows: ResultSet(columns: [], batches: []), isCut: false, limit: 0, runtime: .zero)
        let query = none.answer(sql: sql).query
        let asked = ExploreQuery(model: "", explore: "", fields: [])
        var writer = JSONWriter()
        switch format {
        case .json, .jsonLabel, .inlineJSON: writer.value([["looker_error": .string(message)]])
        case .jsonDetail, .jsonFE:
            JSONDetail(
                query, in: JSONDetail.Surroundings(id: id, explore: nil, showsSQL: true, ranAt: now(), asked: asked)
            ).write(failure: message, details: nil, to: &writer)
        case .jsonBI: JSONBI(query, asked: asked, showsSQL: true).write(failure: message, to: &writer)
        default: return nil
        }
        return QueryOutput(.bytes(writer.bytes), contentType: format.contentType)
    }
}
