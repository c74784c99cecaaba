import CDuckDB
import Foundation

/// The tables that a SELECT reads, found in the syntax tree that the engine's own parser writes as JSON. Nothing is
/// looked up, so the tables need not exist.
struct TableNames {
    /// Why the tables can't be told; the message is the engine's where it has one.
    struct Failure: Error {
        var message: String
    }

    /// In the order in which they are met, each once.
    private(set) var names: [String] = []
    private var seen: Set<String> = []

    /// - Parameter tree: What `json_serialize_sql` answered.
    init(tree: String) throws(Failure) {
        guard let parsed = try? JSONSerialization.jsonObject(with: Data(tree.utf8)), let root = parsed as? [String: Any]
        else { throw Failure(message: "The statement is nested too deeply to be examined.") }
        if root["error"] as? Bool == true {
            let message = root["error_message"] as? String ?? "The statement can't be parsed."
            guard root["error_type"] as? String != "not implemented" else {
                throw Failure(
                    message:
                        "Only a SELECT can be examined, and a PIVOT in it has to list its values with IN. \(message)")
            }
            throw Failure(message: message)
        }
        let statements = root["statements"] as? [Any] ?? []
        guard statements.count == 1 else {
            throw Failure(
                message: statements.isEmpty
                    ? "There is no statement." : "There are \(statements.count) statements; one was expected.")
        }
        visit(statements, commonTables: [])
    }

    /// - Parameter commonTables: The names, in lower case, that the query around has defined and that hide tables.
    private mutating func visit(_ node: Any, commonTables: Set<String>) {
        if let list = node as? [Any] {
            for element in list { visit(element, commonTables: commonTables) }
            return
        }
        guard let node = node as? [String: Any] else { return }
        if node["type"] as? String == "BASE_TABLE" {
            note(node, commonTables: commonTables)
            return
        }
        var visible = commonTables
        // A recursive query sees its own name; any other one sees a table behind it.
        if node["type"] as? String == "RECURSIVE_CTE_NODE", let own = node["cte_name"] as? String {
            visible.insert(own.lowercased())
        }
        let definitions = (node["cte_map"] as? [String: Any])?["map"] as? [[String: Any]] ?? []
        for definition in definitions {
            visit(definition["value"] ?? [:], commonTables: visible)
            if let name = definition["key"] as? String { visible.insert(name.lowercased()) }
        }
        for key in node.keys.sorted() where key != "cte_map" { visit(node[key] ?? [:], commonTables: visible) }
    }

    private mutating func note(_ node: [String: Any], commonTables: Set<String>) {
        guard let name = node["table_name"] as? String else { return }
        let qualifiers = [node["catalog_name"], node["schema_name"]].compactMap { $0 as? String }.filter { !$0.isEmpty }
        if qualifiers.isEmpty, commonTables.contains(name.lowercased()) { return }
        let written = (qualifiers + [name]).map(Self.written).joined(separator: ".")
        if seen.insert(written).inserted { names.append(written) }
    }

    /// With quotes where a name could not stand without them.
    private static func written(_ name: String) -> String {
        let isPlain = name.utf8.enumerated().allSatisfy { place, byte in
            byte == UInt8(ascii: "_") || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
                || (place > 0 && (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte))
        }
        return isPlain && !name.isEmpty ? name : Appending.quoted(name)
    }
}

extension TableNames {
    /// Has the engine parse `sql`, which it takes as a bound value.
    static func read(_ sql: String, on connection: duckdb_connection?) -> Result<[String], Failure> {
        var prepared: duckdb_prepared_statement?
        defer { duckdb_destroy_prepare(&prepared) }
        guard duckdb_prepare(connection, "SELECT json_serialize_sql(?::VARCHAR)::VARCHAR", &prepared) == DuckDBSuccess,
            let prepared, Binding.bind(.text(sql), to: prepared, at: 1)
        else {
            return .failure(
                Failure(message: duckdb_prepare_error(prepared).map { String(cString: $0) } ?? "no message"))
        }
        var result = duckdb_result()
        defer { duckdb_destroy_result(&result) }
        guard duckdb_execute_prepared(prepared, &result) == DuckDBSuccess else {
            return .failure(Failure(message: duckdb_result_error(&result).map { String(cString: $0) } ?? "no message"))
        }
        var chunk = duckdb_fetch_chunk(result)
        defer { duckdb_destroy_data_chunk(&chunk) }
        guard let chunk, duckdb_data_chunk_get_size(chunk) == 1 else {
            return .failure(Failure(message: "The engine's parser gave no answer."))
        }
        let reader = VectorReader(type: duckdb_column_logical_type(&result, 0))
        guard case .text(let trees) = reader.read(duckdb_data_chunk_get_vector(chunk, 0), count: 1).values,
            let tree = trees.first
        else { return .failure(Failure(message: "The engine's parser gave no answer.")) }
        do throws(Failure) {
            return .success(try TableNames(tree: tree).names)
        } catch {
            return .failure(error)
        }
    }
}
