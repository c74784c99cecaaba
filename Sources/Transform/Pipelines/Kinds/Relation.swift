internal import SQL
package import Warehouse

/// Why a node could not be built, in a sentence for people.
package struct NodeFailure: Error, Sendable, CustomStringConvertible {
    package var message: String
    /// The SQL that failed, if it was one statement.
    package var sql: String?
    /// Whether the same may well succeed in a moment.
    package var isPassing = false

    package init(_ message: String, sql: String? = nil, isPassing: Bool = false) {
        self.message = message
        self.sql = sql
        self.isPassing = isPassing
    }

    /// What a warehouse said. Lost races between transactions, locks, lack of memory and of time may pass.
    init(_ error: WarehouseError) {
        switch error {
        case .rejected(_, let message, let sql):
            self.init(message, sql: sql, isPassing: Self.isConflict(message))
        case .timedOut, .exhausted, .unreachable: self.init(error.description, isPassing: true)
        case .cancelled, .unusable: self.init(error.description)
        }
    }

    private static func isConflict(_ message: String) -> Bool {
        message.contains("write-write conflict") || message.contains("Conflict on")
            || message.contains("Transaction conflict") || message.contains("transaction conflict")
            // Somebody has made something else under the name since it was looked at.
            || message.contains("trying to replace with type")
    }

    package var description: String { message }
}

/// A relation that is being made inside a transaction: what there is of it, and how to change it.
struct Relation: Sendable {
    enum Form: Sendable { case missing, table, view }

    let transaction: any WarehouseTransaction
    let name: TableName
    /// On whose behalf statements run.
    let label: String
    let timeLimit: Duration
    /// What there is of it, where that is known; else the warehouse is asked, which takes the longer the more it has.
    var known: Form?

    @discardableResult
    func execute(_ sql: String, _ values: [SQLValue] = []) async throws(NodeFailure) -> Int {
        do throws(WarehouseError) {
            return try await transaction.execute(
                Statement(sql, parameters: values, label: label, timeLimit: timeLimit))
        } catch {
            throw NodeFailure(error)
        }
    }

    func rows(_ sql: String, _ values: [SQLValue] = []) async throws(NodeFailure) -> ResultTable {
        do throws(WarehouseError) {
            return ResultTable(
                try await transaction.rows(Statement(sql, parameters: values, label: label, timeLimit: timeLimit)))
        } catch {
            throw NodeFailure(error)
        }
    }

    func form() async throws(NodeFailure) -> Form {
        if let known { return known }
        let found = try await rows(
            """
            SELECT table_type FROM information_schema.tables
            WHERE table_catalog = current_database() AND lower(table_schema) = lower(?) AND lower(table_name) = lower(?)
            """, [.text(name.schema ?? "main"), .text(name.name)])
        guard found.count > 0 else { return .missing }
        return found.text(0, 0) == "VIEW" ? .view : .table
    }

    /// Takes away what stands under the name and is of another form than the one to be made.
    func makeRoom(for form: Form) async throws(NodeFailure) {
        switch (try await self.form(), form) {
        case (.view, .table): try await execute("DROP VIEW IF EXISTS \(name.quoted)")
        case (.table, .view): try await execute("DROP TABLE IF EXISTS \(name.quoted)")
        default: break
        }
    }

    func columns() async throws(NodeFailure) -> [ColumnDescription] {
        try await columns(ofQuery: "SELECT * FROM \(name.quoted)")
    }

    /// The columns that a query returns.
    func columns(ofQuery sql: String) async throws(NodeFailure) -> [ColumnDescription] {
        let found = try await rows("DESCRIBE \(sql)")
        return (0..<found.count).map { row in
            ColumnDescription(name: found.text(row, 0) ?? "", type: found.text(row, 1) ?? "")
        }
    }

    func count() async throws(NodeFailure) -> Int64 {
        try await rows("SELECT count(*) FROM \(name.quoted)").int(0, 0) ?? 0
    }

    /// Puts the rows of a query into a table of this transaction alone. It goes when the transaction ends.
    func stage(_ sql: String, as name: String = "pipelines_staging") async throws(NodeFailure) -> String {
        let staging = "temp.main.\(SQLName.quoted(name))"
        try await execute("CREATE OR REPLACE TEMP TABLE \(SQLName.quoted(name)) AS\n\(sql)")
        return staging
    }

    func dropStaging(_ staging: String) async throws(NodeFailure) { try await execute("DROP TABLE \(staging)") }
}

/// What a kind has done.
struct BuildOutcome: Sendable {
    /// Rows of the relation, or of what was added to it. `nil` for views.
    var rows: Int64?
    /// Whether ``rows`` are all rows of the relation.
    var isWhole = false
    /// What somebody should know: columns added, rows outside their interval.
    var notes: [String] = []
}
