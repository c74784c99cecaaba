internal import Foundation
package import Warehouse

/// One SQL model: a `SELECT` in a file whose path names the table that it makes. `pipelines/clean/instance_day.sql`
/// makes `clean.instance_day`; a file directly in `pipelines/` makes a table of the `clean` schema.
package struct PipelineModel: Sendable, Hashable {
    package var table: TableName
    /// The file's path below the project's root.
    package var path: String
    package var sql: String

    package init(table: TableName, path: String, sql: String) {
        self.table = table
        self.path = path
        self.sql = sql
    }
}

/// Why a folder of models can't be used as it is. `path` is the file to look at.
package struct PipelineProblem: Error, Sendable, Hashable {
    package var code: String
    package var path: String
    package var message: String

    package init(code: String, path: String, message: String) {
        self.code = code
        self.path = path
        self.message = message
    }
}

/// The SQL models of a project folder, as found on disk.
package struct PipelineFolder: Sendable {
    package var models: [PipelineModel]
    package var problems: [PipelineProblem]

    /// Reads `<root>/pipelines`. No such folder means no models.
    package init(projectRoot root: String) {
        models = []
        problems = []
        let folder = URL(fileURLWithPath: root).appendingPathComponent("pipelines").path
        guard let files = FileManager.default.enumerator(atPath: folder) else { return }
        let paths = files.compactMap { $0 as? String }.filter { $0.hasSuffix(".sql") }.sorted()
        for path in paths { read(path, in: folder) }
    }

    private mutating func read(_ path: String, in folder: String) {
        let shown = "pipelines/" + path
        let parts = path.dropLast(".sql".count).split(separator: "/").map(String.init)
        guard let name = parts.last, parts.allSatisfy(Self.isName), parts.count <= 2 else {
            problems.append(
                PipelineProblem(
                    code: "bad-model-name", path: shown,
                    message: "\(shown) can't name a table: use letters, digits and _ as in pipelines/schema/table.sql.")
            )
            return
        }
        guard let data = FileManager.default.contents(atPath: folder + "/" + path),
            let text = String(data: data, encoding: .utf8)
        else {
            problems.append(
                PipelineProblem(code: "unreadable-file", path: shown, message: "\(shown) can't be read as UTF-8 text."))
            return
        }
        var sql = text.trimmingCharacters(in: .whitespacesAndNewlines)
        while sql.hasSuffix(";") { sql = String(sql.dropLast()).trimmingCharacters(in: .whitespacesAndNewlines) }
        let table = TableName(schema: parts.count == 2 ? parts[0] : "clean", name)
        models.append(PipelineModel(table: table, path: shown, sql: sql))
    }

    private static func isName(_ text: String) -> Bool {
        guard let first = text.utf8.first, !(UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first) else {
            return false
        }
        return text.utf8.allSatisfy { byte in
            byte == UInt8(ascii: "_") || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
                || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
        }
    }
}
