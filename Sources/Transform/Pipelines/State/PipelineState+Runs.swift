internal import SQL
package import Warehouse

extension PipelineState {
    /// Writes that a run has begun.
    func begin(_ run: RunRecord) async throws(WarehouseError) {
        try await warehouse.execute(
            statement(
                """
                INSERT INTO pipelines.run
                (id, command, trigger, who, why, note, selection, started, finished, state)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                [
                    .text(run.id), .text(run.command), .text(run.trigger.kind.rawValue), Self.text(run.trigger.who),
                    Self.text(run.trigger.why), Self.text(run.trigger.note), .text(run.selection),
                    .timestamp(run.started), run.finished.map(SQLValue.timestamp) ?? .null, .text(run.state.rawValue),
                ]))
    }

    /// Writes that a run is over.
    func finish(_ run: String, _ state: RunState, at instant: Int64) async throws(WarehouseError) {
        try await warehouse.execute(
            statement(
                "UPDATE pipelines.run SET state = ?, finished = ? WHERE id = ?",
                [.text(state.rawValue), .timestamp(instant), .text(run)]))
    }

    /// Writes what became of nodes, and the rows that tests found.
    func record(
        _ nodes: [RunNodeRecord], _ failures: [TestFailureRow], run: String, at instant: Int64
    ) async throws {
        guard !nodes.isEmpty || !failures.isEmpty else { return }
        try await warehouse.transaction(label: Self.label) { transaction in
            try await Self.insert(
                "run_node (run, node, state, rows, started, seconds, sql, message, attempts, because, failures, why)",
                nodes.map { node in
                    [
                        .text(node.run), .text(node.node), .text(node.state.rawValue), Self.int(node.rows),
                        .timestamp(node.started), .double(node.seconds), Self.text(node.sql),
                        Self.text(node.message), .int(Int64(node.attempts)), Self.text(node.because),
                        Self.int(node.failures), Self.text(node.why),
                    ]
                }, in: transaction)
            try await Self.insert(
                "test_failure (run, test, node, number, value, found)",
                failures.map { failure in
                    [
                        .text(run), .text(failure.test), .text(failure.node), .int(Int64(failure.number)),
                        .text(failure.value), .timestamp(instant),
                    ]
                }, in: transaction)
        }
    }

    /// The newest runs first.
    package func runs(limit: Int, offset: Int = 0) async throws(WarehouseError) -> [RunRecord] {
        try await runs("ORDER BY started DESC, id LIMIT \(max(0, limit)) OFFSET \(max(0, offset))", [])
    }

    package func run(_ id: String) async throws(WarehouseError) -> RunRecord? {
        try await runs("WHERE id = ?", [.text(id)]).first
    }

    /// The newest run of which anything is known; of those that wait or run nothing is.
    package func lastRun() async throws(WarehouseError) -> RunRecord? {
        try await runs("WHERE finished IS NOT NULL ORDER BY started DESC LIMIT 1", []).first
    }

    private func runs(_ rest: String, _ values: [SQLValue]) async throws(WarehouseError) -> [RunRecord] {
        let sql = "SELECT id, command, trigger, who, why, note, selection, started, finished, state FROM pipelines.run "
        let table = ResultTable(try await warehouse.rows(statement(sql + rest, values)))
        return (0..<table.count).map { row in
            RunRecord(
                id: table.text(row, 0) ?? "", command: table.text(row, 1) ?? "",
                trigger: RunTrigger(
                    table.text(row, 2).flatMap(RunTrigger.Kind.init) ?? .manual, who: table.text(row, 3),
                    why: table.text(row, 4), note: table.text(row, 5)),
                selection: table.text(row, 6) ?? "", started: table.int(row, 7) ?? 0, finished: table.int(row, 8),
                state: table.text(row, 9).flatMap(RunState.init) ?? .cancelled)
        }
    }

    /// What became of the nodes of a run, in the order in which they began.
    package func nodes(ofRun run: String) async throws(WarehouseError) -> [RunNodeRecord] {
        try await nodes("WHERE run = ? ORDER BY started, node", [.text(run)])
    }

    /// The newest record of each node that was built or tried; those that were skipped or as they were don't count.
    /// - Parameter nodes: Only of these; `nil` for all.
    package func lastRecords(
        of nodes: Set<String>? = nil
    ) async throws(WarehouseError) -> [String: RunNodeRecord] {
        let names = nodes.map { " AND node IN (\($0.sorted().map(SQLName.literal).joined(separator: ", ")))" } ?? ""
        let records = try await self.nodes(
            """
            WHERE state IN ('ok', 'warned', 'failed')\(names)
            QUALIFY row_number() OVER (PARTITION BY node ORDER BY started DESC) = 1
            """, [])
        return Dictionary(records.map { ($0.node, $0) }) { first, _ in first }
    }

    /// The newest records of one node first.
    package func history(of node: String, limit: Int) async throws(WarehouseError) -> [RunNodeRecord] {
        try await nodes("WHERE node = ? ORDER BY started DESC LIMIT \(max(0, limit))", [.text(node)])
    }

    private func nodes(_ rest: String, _ values: [SQLValue]) async throws(WarehouseError) -> [RunNodeRecord] {
        let sql = """
            SELECT run, node, state, rows, started, seconds, sql, message, attempts, because, failures, why
            FROM pipelines.run_node
            """
        let table = ResultTable(try await warehouse.rows(statement(sql + "\n" + rest, values)))
        return (0..<table.count).map { row in
            RunNodeRecord(
                run: table.text(row, 0) ?? "", node: table.text(row, 1) ?? "",
                state: table.text(row, 2).flatMap(RunState.init) ?? .cancelled, rows: table.int(row, 3),
                started: table.int(row, 4) ?? 0, seconds: table.number(row, 5) ?? 0, sql: table.text(row, 6),
                message: table.text(row, 7), attempts: Int(table.int(row, 8) ?? 1), because: table.text(row, 9),
                failures: table.int(row, 10), why: table.text(row, 11))
        }
    }

    /// The rows that the tests of a run found.
    package func failures(ofRun run: String) async throws(WarehouseError) -> [TestFailureRow] {
        let sql = "SELECT test, node, number, value FROM pipelines.test_failure WHERE run = ? ORDER BY test, number"
        let table = ResultTable(try await warehouse.rows(statement(sql, [.text(run)])))
        return (0..<table.count).map { row in
            TestFailureRow(
                test: table.text(row, 0) ?? "", node: table.text(row, 1) ?? "",
                number: Int(table.int(row, 2) ?? 0), value: table.text(row, 3) ?? "")
        }
    }

    static func text(_ value: String?) -> SQLValue { value.map(SQLValue.text) ?? .null }
    private static func int(_ value: Int64?) -> SQLValue { value.map(SQLValue.int) ?? .null }
}
