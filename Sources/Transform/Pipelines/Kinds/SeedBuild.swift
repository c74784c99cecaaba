internal import Foundation
internal import Warehouse

/// A CSV file that becomes a table. The engine may not open files, so the text is read here and typed there.
struct SeedBuild: Sendable {
    let relation: Relation
    let seed: Seed

    func build() async throws(NodeFailure) -> BuildOutcome {
        guard let data = FileManager.default.contents(atPath: seed.file) else {
            throw NodeFailure("\(seed.file) can't be read.")
        }
        guard let text = String(data: data, encoding: .utf8) else {
            throw NodeFailure("\(seed.file) is not UTF-8 text. Save it as UTF-8.")
        }
        let file = try CSVFile(text, delimiter: seed.delimiter, name: seed.file)
        let staging = "\(SQLName.quoted("pipelines_seed"))"
        let texts = file.header.map { "\(SQLName.quoted($0)) VARCHAR" }.joined(separator: ", ")
        try await relation.execute("CREATE OR REPLACE TEMP TABLE \(staging) (\(texts))")
        for start in stride(from: 0, to: file.rows.count, by: 2_048) {
            let rows = file.rows[start..<min(start + 2_048, file.rows.count)]
            let columns = file.header.indices.map { index in
                Column(
                    .text(rows.map { $0[index] ?? "" }), nulls: rows.map { $0[index] == nil })
            }
            do throws(WarehouseError) {
                try await relation.transaction.append(
                    ColumnBatch(columns: columns, rowCount: rows.count),
                    to: TableName("pipelines_seed"), columns: file.header)
            } catch {
                throw NodeFailure(error)
            }
        }
        let types = try await ColumnTypes.infer(file.header, of: staging, given: seed.columnTypes, in: relation)
        let list = file.header.map { name in
            "CAST(\(SQLName.quoted(name)) AS \(types[name] ?? "VARCHAR")) AS \(SQLName.quoted(name))"
        }.joined(separator: ", ")
        try await relation.makeRoom(for: .table)
        try await relation.execute(
            "CREATE OR REPLACE TABLE \(relation.name.quoted) AS SELECT \(list) FROM \(staging)")
        try await relation.execute("DROP TABLE temp.main.\(staging)")
        return BuildOutcome(rows: Int64(file.rows.count), isWhole: true)
    }
}
