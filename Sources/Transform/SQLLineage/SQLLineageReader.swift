internal import Foundation
internal import JSON
internal import SQL
internal import Synchronization
package import Warehouse

/// Reads where the columns of a SELECT come from, using the syntax tree of DuckDB's own parser. Nothing is looked up in
/// the database, so the tables need not exist; what their columns are is for the caller to say.
///
/// The trees are kept by text, so reading a query again costs a walk and no parsing.
package final class SQLLineageReader: Sendable {
    private let parser: any Warehouse
    private let kept = Mutex(KeptTrees())

    /// Expressions nest two levels of JSON for each of their own, and the walk takes some stack for each.
    private static let depthLimit = 1_000

    /// - Parameter parser: A DuckDB; what it holds doesn't matter.
    package init(parser: any Warehouse) {
        self.parser = parser
    }

    /// The lineage of `sql`. Never fails: what can't be read is told as whole tables, with a
    /// ``StatementLineage/problem``.
    package func lineage(of sql: String, tables: @escaping TableResolver) async -> StatementLineage {
        switch await read(sql, tables: tables, QueryShape.lineage) {
        case .success(let lineage): return lineage
        case .failure(let failure): return await wholeTables(of: sql, tables: tables, because: failure.message)
        }
    }

    /// What replacing `old` by `new` means for readers of the table that it makes. Where one of them can't be read, any
    /// difference of their texts counts as breaking.
    package func changeClass(old: String, new: String, tables: @escaping TableResolver) async -> ChangeClass {
        let before = await read(old, tables: tables) { shape, _ in OutputDigest(shape) }
        let after = await read(new, tables: tables) { shape, _ in OutputDigest(shape) }
        if case .success(let before) = before, case .success(let after) = after {
            return ChangeClass(from: before, to: after)
        }
        let texts = [old, new].map { $0.trimmingCharacters(in: .whitespacesAndNewlines) }
        return texts[0] == texts[1]
            ? .none : .breaking(ChangeClass.Difference(columns: [], rowsDiffer: true))
    }

    private struct Failure: Error {
        var message: String
    }

    private func read<Answer: Sendable>(
        _ sql: String, tables: @escaping TableResolver, _ answer: (QueryShape, LineageWalker) -> Answer
    ) async -> Result<Answer, Failure> {
        do {
            let tree = try await tree(of: sql)
            return try withJSON(tree, depthLimit: Self.depthLimit) { root in
                if root.flag("error") {
                    return .failure(Failure(message: root.text("error_message") ?? "It can't be parsed."))
                }
                let statements = root.list("statements")
                guard statements.count == 1, let query = statements.first?["node"] else {
                    return .failure(Failure(message: "There are \(statements.count) statements; one was expected."))
                }
                var walker = LineageWalker(resolver: tables)
                var shape = walker.walk(query: query, parent: nil, commonTables: [:])
                shape.nameApart()
                return .success(answer(shape, walker))
            }
        } catch let error as JSONError {
            return .failure(
                Failure(message: error.code == .tooDeep ? "It is nested too deeply to be read." : error.description))
        } catch let error as WarehouseError {
            return .failure(Failure(message: error.description))
        } catch {
            return .failure(Failure(message: "\(error)"))
        }
    }

    private func tree(of sql: String) async throws -> [UInt8] {
        if let tree = kept.withLock({ $0[sql] }) { return tree }
        let call = """
            SELECT json_serialize_sql(?::VARCHAR, skip_null := true, skip_empty := true, skip_default := true)::VARCHAR
            """
        let rows = try await parser.rows(Statement(call, parameters: [.text(sql)], label: "parse for lineage"))
        guard let column = rows.batches.first?.columns.first, case .text(let texts) = column.values,
            let text = texts.first
        else { throw Failure(message: "The parser gave no answer.") }
        let tree = Array(text.utf8)
        kept.withLock { $0.keep(tree, for: sql) }
        return tree
    }

    private func wholeTables(
        of sql: String, tables: TableResolver, because problem: String
    ) async -> StatementLineage {
        let read = (try? await parser.tablesRead(by: sql)) ?? []
        var names: [TableName] = []
        for written in read {
            let name = TableName(written: written)
            let known = tables(name)?.name ?? name
            if !names.contains(known) { names.append(known) }
        }
        let inputs = names.map { LineageInput(table: $0, part: .unknown, use: .computed) }
        return StatementLineage(
            columns: names.isEmpty ? [] : [ColumnLineage(name: "*", inputs: inputs)], tables: names, problem: problem)
    }
}

/// Syntax trees by the text they were made from, up to a total size.
private struct KeptTrees {
    private var trees: [String: [UInt8]] = [:]
    private var size = 0
    private static let largestSize = 32 << 20

    subscript(_ sql: String) -> [UInt8]? { trees[sql] }

    mutating func keep(_ tree: [UInt8], for sql: String) {
        guard trees[sql] == nil, tree.count <= Self.largestSize / 4 else { return }
        if size + tree.count > Self.largestSize {
            trees = [:]
            size = 0
        }
        trees[sql] = tree
        size += tree.count
    }
}

extension QueryShape {
    fileprivate static func lineage(_ shape: QueryShape, _ walker: LineageWalker) -> StatementLineage {
        var walker = walker
        var result = StatementLineage(tables: walker.tables, problem: walker.problem)
        result.columns = shape.columns.map { column in
            let inputs = column.value.inputs.entries.map { entry in
                walker.input(entry.id, use: walker.use(of: entry, as: column.name))
            }
            return ColumnLineage(name: column.name, inputs: inputs)
        }
        if let open = shape.open {
            let inputs = walker.allInputs(of: open).entries.map { entry in
                walker.input(entry.id, use: entry.strength == .direct ? .copied : walker.use(of: entry, as: "*"))
            }
            result.columns.append(ColumnLineage(name: "*", inputs: inputs))
            let tables = inputs.filter { $0.part == .unknown }.map(\.table.description)
            result.problem =
                result.problem
                ?? (tables.isEmpty
                    ? "Not all columns that it returns are known."
                    : "The columns of \(tables.joined(separator: ", ")) are not known.")
        }
        result.conditions = shape.conditions.entries.map { walker.input($0.id, use: .condition) }
        return result
    }
}

extension LineageWalker {
    fileprivate func input(_ id: Int, use: LineageInput.Use) -> LineageInput {
        LineageInput(table: names.names[id].table, part: names.names[id].part, use: use)
    }

    fileprivate func use(of entry: (id: Int, strength: Strength), as name: String) -> LineageInput.Use {
        switch entry.strength {
        case .aggregated: return .aggregated
        case .computed: return .computed
        case .direct:
            guard case .column(let column) = names.names[entry.id].part else { return .computed }
            return column.lowercased() == name.lowercased() ? .copied : .renamed
        }
    }
}
