internal import LookML
package import Warehouse

/// Makes a first LookML project from the tables of a warehouse, as Looker does from a connection: a view for each table,
/// and a model with an explore for each view.
///
/// Names are only where guessing begins. A primary key is one when its values are unique and not NULL, and a join is one
/// when it leads to a unique key that holds nearly all values of the column that names it. What the data speak
/// against is left out, and a comment says why.
package enum LookMLGenerator {
    /// The share of a foreign key's values that has to exist in the table it leads to.
    static let leastShare = 0.95

    /// Reads the tables, asks the data a few bounded questions about each, and writes the project as values.
    ///
    /// The same tables and data give the same files.
    /// - Parameter progress: Called before each step, from the calling task.
    /// - Throws: ``GeneratorError/noTables(_:)`` for a warehouse without tables, ``GeneratorError/warehouse(_:)`` when it
    ///   can't be reached any more or the task is cancelled. A question that it refuses or that takes too long is
    ///   a remark of the project.
    package static func generate(
        from warehouse: any Warehouse, options: GeneratorOptions = GeneratorOptions(),
        progress: @Sendable (GeneratorProgress) -> Void = { _ in }
    ) async throws(GeneratorError) -> GeneratedProject {
        let descriptions = try await TableSelection.tables(of: warehouse, options: options)
        progress(.tablesListed(descriptions.count))
        var (tables, remarks) = TableNaming.tables(descriptions, dialect: warehouse.dialect)
        guard !tables.isEmpty else { throw .noTables(remarks.joined(separator: " ")) }
        let probe = DataProbe(warehouse: warehouse, options: options)
        for index in tables.indices {
            progress(.examining(table: tables[index].title, number: index + 1, of: tables.count))
            try await PrimaryKeySearch.run(on: &tables[index], probe)
        }
        let guesses = JoinGuesser(tables: tables).guesses()
        var joins = JoinFindings()
        for (index, guess) in guesses.enumerated() {
            progress(.checkingJoin(guess.title, number: index + 1, of: guesses.count))
            joins.add(try await JoinCheck.run(guess, in: tables, probe))
        }
        remarks += tables.flatMap { $0.remarks }
        return try ProjectWriter(tables: tables, findings: joins, options: options, dialect: warehouse.dialect)
            .project(remarks: remarks)
    }
}
