internal import Warehouse

/// Which tables of a warehouse get views.
enum TableSelection {
    /// - Throws: ``GeneratorError/noTables(_:)`` when none is left.
    static func tables(
        of warehouse: any Warehouse, options: GeneratorOptions
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
        return try named(options.tables, among: try ofSchemas(options.schemas, among: all))
    }

    private static func ofSchemas(
        _ schemas: [String]?, among all: [TableDescription]
    ) throws(GeneratorError) -> [TableDescription] {
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

    /// A name that no table has is an error: half of what was asked for would look like all of it.
    private static func named(
        _ names: [String]?, among all: [TableDescription]
    ) throws(GeneratorError) -> [TableDescription] {
        guard let names else { return all }
        let wanted = Set(names.map { $0.lowercased() })
        func spellings(_ table: TableDescription) -> Set<String> {
            [table.name.name.lowercased(), table.name.description.lowercased()]
        }
        let known = all.reduce(into: Set<String>()) { $0.formUnion(spellings($1)) }
        let unknown = names.filter { !known.contains($0.lowercased()) }
        guard unknown.isEmpty else {
            let present = all.prefix(20).map { "`\($0.name)`" }.joined(separator: ", ")
            let others = all.count > 20 ? " and \(all.count - 20) others" : ""
            throw .noTables(
                "There is no table \(unknown.map { "`\($0)`" }.joined(separator: ", ")). Tables: \(present)\(others).")
        }
        return all.filter { !spellings($0).isDisjoint(with: wanted) }
    }

    private static func isOfEngine(_ schema: String?) -> Bool {
        guard let schema = schema?.lowercased() else { return false }
        return schema == "information_schema" || schema == "system" || schema.hasPrefix("pg_")
    }
}
