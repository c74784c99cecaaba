import Foundation
import Pipelines
import Testing
import Warehouse

@Suite struct PipelineFolderTests {
    @Test func `a file's path names the table, and its text is the SELECT`() async throws {
        let files = [
            "pipelines/clean/ping.sql": Data("\nSELECT 1 ;\n;".utf8), "pipelines/license.sql": Data("SELECT 2".utf8),
            "pipelines/mart/a_1.sql": Data("SELECT 3 -- last".utf8), "pipelines/clean/notes.md": Data("no model".utf8),
        ]
        let folder = try await withProject(files) { PipelineFolder(projectRoot: $0) }
        #expect(folder.problems == [])
        #expect(
            folder.models == [
                PipelineModel(
                    table: TableName(schema: "clean", "ping"), path: "pipelines/clean/ping.sql", sql: "SELECT 1"),
                PipelineModel(
                    table: TableName(schema: "clean", "license"), path: "pipelines/license.sql", sql: "SELECT 2"),
                PipelineModel(
                    table: TableName(schema: "mart", "a_1"), path: "pipelines/mart/a_1.sql", sql: "SELECT 3 -- last"),
            ])
    }

    @Test(arguments: ["pipelines/1st.sql", "pipelines/a b.sql", "pipelines/a/b/c.sql", "pipelines/größe.sql"])
    func `a path that can't name a table is a problem`(_ path: String) async throws {
        let folder = try await withProject([path: Data("SELECT 1".utf8)]) { PipelineFolder(projectRoot: $0) }
        #expect(folder.models == [])
        #expect(folder.problems.map(\.code) == ["bad-model-name"])
    }

    @Test func `a file that is no text is a problem`() async throws {
        let folder = try await withProject(["pipelines/a.sql": Data([0xFF, 0xFE])]) { PipelineFolder(projectRoot: $0) }
        #expect(folder.models == [])
        #expect(folder.problems.map(\.message) == ["pipelines/a.sql can't be read as UTF-8 text."])
    }

    @Test func `a project without models has no problem`() {
        let folder = PipelineFolder(projectRoot: "/nowhere")
        #expect(folder.models == [] && folder.problems == [])
    }
}
