internal import Warehouse

/// Which tables of a warehouse get views.
enum TableSelection {
    /// - Throws: ``GeneratorError/noTables(_:)`` when none is left.
    static func tables(
        of warehouse: any Warehouse, schemas: [String]?
    ) async throws(GeneratorError) -> [TableDescription] {
        let all: [TableDescription]
        do {
            all = try await warehouse.tables().filter { !isOfEngine($0.name.schema) && !$0.columns.isEmpty }
        } catch {
            throw .warehouse(error)
        }
        guard !all.isEmpty else {
            throw .noTables(
                "The warehouse has no tables yet, so there is nothing to make views of. Load some data, then try again."
            )
        }
        guard let schemas else { return all }
        let wanted = Set(schemas.map { $0.lowercased() })
        let tables = all.filter { wanted.contains($0.name.schema?.lowercased() ?? "") }
        guard !tables.isEmpty else {
            let asked = schemas.map { "`\($0)`" }.joined(separator: ", ")
            let present = Set(all.compactMap(\.name.schema)).sorted().map { "`\($0)`" }.joined(separator: ", ")
            throw .noTables("There are no tables in \(asked). Schemas with tables: \(present).")
        }
        return tables
    }

    private static func isOfEngine(_ schema: String?) -> Bool {
        guard let schema = schema?.lowercased() else { return false }
        return schema == "information_schema" || schema == "system" || schema.hasPrefix("pg_")
    }
}
