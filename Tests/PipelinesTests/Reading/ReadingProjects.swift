import Foundation
import Testing
import Warehouse
import WarehouseDuckDB

@testable import Pipelines

/// Reads a project with these files below `pipelines/`.
func read(
    _ files: [String: String], environment: [String: String] = [:], warehouse: DuckDBWarehouse
) async throws -> PipelineProject {
    let data = Dictionary(uniqueKeysWithValues: files.map { ("pipelines/" + $0.key, Data($0.value.utf8)) })
    return try await withProject(data) { root in
        var options = PipelineProjectReader.Options(root: root)
        options.environment = environment
        return await PipelineProjectReader().read(options, parsedBy: warehouse)
    }
}

func read(_ files: [String: String]) async throws -> PipelineProject {
    try await withWarehouse { try await read(files, warehouse: $0) }
}

/// The dbt project in `Tests/Pipelines/shop`.
func readShop(_ warehouse: DuckDBWarehouse) async -> PipelineProject {
    let tests = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
    let options = PipelineProjectReader.Options(root: tests.appendingPathComponent("Pipelines/shop").path)
    return await PipelineProjectReader().read(options, parsedBy: warehouse)
}

func id(_ text: String) -> NodeID { NodeID(text) }

/// SQL without comments and white space that means nothing, to compare what people lay out differently.
func tokens(_ sql: String) -> String {
    let scanner = SQLScanner(Array(sql.utf8))
    return scanner.tokens().map { String(decoding: scanner.bytes[$0], as: UTF8.self) }.joined(separator: " ")
}

extension PipelineProject {
    func compiled(_ name: String, _ change: (inout CompilationContext) -> Void = { _ in }) async throws -> String {
        var context = CompilationContext()
        context.target.database = "dev"
        change(&context)
        return try await NodeCompiler(project: self, context: context).compile(NodeID(name)).sql
    }

    var errors: [String] { problems.filter { $0.severity == .error }.map(\.description) }
}
