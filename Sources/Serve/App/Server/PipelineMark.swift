import Crypto
import Foundation
import Landing
import Pipelines
import SQL
import Warehouse

/// What the tables of the SQL models were built from, kept in the warehouse beside them, so that a start builds nothing anew
/// that is as it would become.
struct PipelineMark: Sendable {
    let warehouse: any Warehouse

    /// Tells apart what a run would read: the models, what was loaded, and the day, which models may ask for.
    static func fingerprint(of models: [PipelineModel], loadedThrough: Int64, day: Int64) -> String {
        var hash = SHA256()
        for model in models { hash.update(data: Data("\(model.table)\u{0}\(model.sql)\u{0}".utf8)) }
        hash.update(data: Data("\(loadedThrough)/\(day)".utf8))
        return hash.finalize().map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
    }

    /// The mark of the last run that built everything; `nil` when there was none.
    func read() async throws -> String? {
        try await createTable()
        let rows = try await warehouse.rows(
            Statement("SELECT fingerprint FROM raw.pipeline_mark", label: "pipelines: mark"))
        guard case .text(let marks)? = rows.batches.first?.columns.first?.values else { return nil }
        return marks.first
    }

    /// - Parameter fingerprint: `nil` when a model failed, so that the next start tries again.
    func write(_ fingerprint: String?) async throws {
        try await createTable()
        try await warehouse.transaction(label: "pipelines: mark") { transaction in
            try await transaction.execute(Statement("DELETE FROM raw.pipeline_mark", label: "pipelines: mark"))
            guard let fingerprint else { return }
            try await transaction.execute(
                Statement(
                    "INSERT INTO raw.pipeline_mark VALUES (?)", parameters: [.text(fingerprint)],
                    label: "pipelines: mark"))
        }
    }

    private func createTable() async throws {
        try await warehouse.execute(Statement("CREATE SCHEMA IF NOT EXISTS raw", label: "pipelines: mark"))
        try await warehouse.execute(
            Statement(
                "CREATE TABLE IF NOT EXISTS raw.pipeline_mark (fingerprint VARCHAR NOT NULL)", label: "pipelines: mark")
        )
    }
}
