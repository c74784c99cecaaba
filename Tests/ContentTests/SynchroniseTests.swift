import Foundation
import GRDB
import JSON
import LookML
import Testing

@testable import Content

private func look(_ id: Int, _ title: String, _ rest: String = "") -> String {
    "look: {id: \(id), title: \(title), model: shop, explore: orders, fields: [orders.count]\(rest)}\n"
}

@Suite struct SynchroniseTests {
    @Test func `a second run with the same files changes nothing`() async throws {
        let test = try TestDatabase()
        let project = shop(dashboards: [dashboardFile(everything)])
        let files = [
            ("content/folder.yaml", "folder: {id: 12, name: Company, description: All}\n"),
            ("content/seven.yaml", look(7, "Seven", ", folder: Company/Usage, slug: seven")),
            ("content/d.yaml", "dashboard: 409\nslug: d\nfolder: 12\nelements:\n- {name: a, look: 7}\n"),
        ]
        let problems = try await test.store.synchronise(with: project, files: files)
        #expect(problems.isEmpty)
        let before = try await contents(test)
        test.clock.advance(hours: 1)
        #expect(try await test.store.synchronise(with: project, files: files) == problems)
        #expect(try await contents(test) == before)
        #expect(before.count > 20)
    }

    /// Every row of every content table.
    private func contents(_ test: TestDatabase) async throws -> [String] {
        try await test.database.read { db in
            let tables = [
                "folders", "queries", "looks", "dashboards", "dashboard_filters", "dashboard_elements",
                "dashboard_layouts", "dashboard_layout_components",
            ]
            return try tables.flatMap {
                try Row.fetchAll(db, sql: "SELECT * FROM \($0) ORDER BY id").map(\.description)
            }
        }
    }

    @Test func `changes keep ids and views, count versions, and move what moved`() async throws {
        let test = try TestDatabase()
        let first = "dashboard: 409\nelements:\n- {name: a, type: text}\n- {name: b, type: text}\n"
        _ = try await test.store.synchronise(with: shop(), files: [("a.yaml", look(7, "Seven")), ("d.yaml", first)])
        let before = try #require(try await test.store.dashboard("409"))
        try await test.store.recordView(of: .look("7"))
        try await test.store.recordView(of: .look("7"))
        try await test.store.recordView(of: .dashboard("409"))
        test.clock.advance(hours: 1)
        let second = "dashboard: 409\nelements:\n- {name: b, type: text}\n- {name: c, type: text}\n"
        _ = try await test.store.synchronise(with: shop(), files: [("b.yaml", look(7, "Eight")), ("d.yaml", second)])
        let look = try #require(try await test.store.look("7"))
        #expect(look.title == "Eight" && look.version == 2 && look.viewCount == 2)
        #expect(look.source == .file("b.yaml") && look.readOnly)
        #expect(look.updatedAt == look.createdAt.addingTimeInterval(3600))
        let after = try #require(try await test.store.dashboard("409"))
        #expect(after.elements.map(\.name) == ["b", "c"] && after.viewCount == 1)
        #expect(after.elements[0].id == before.elements[1].id)
        #expect(after.layouts.first?.id == before.layouts.first?.id && after.layouts.first?.components.count == 2)
    }

    @Test func `what is in no file any more is removed, what was made here stays`() async throws {
        let test = try TestDatabase()
        let files = [
            ("a.yaml", look(7, "Seven", ", folder: Company/Usage")), ("b.yaml", look(8, "Eight")),
            ("d.yaml", "dashboard: 409\nelements:\n- {name: a, look: 7}\n"),
        ]
        #expect(try await test.store.synchronise(with: shop(), files: files) == [])
        let query = try await test.store.createQuery(QueryDefinition(model: "shop", explore: "orders"))
        try await test.database.write { db in
            try db.execute(
                sql: """
                    INSERT INTO looks (id, title, title_key, folder_id, query_id, created_at, updated_at)
                    VALUES (1000, 'Mine', 'mine', '1', ?, 0, 0)
                    """, arguments: [Int64(query.id)])
        }
        #expect(
            try await test.store.folders().map(\.name) == ["Shared", "Users", "LookML Dashboards", "Company", "Usage"])
        let diagnostics = try await test.store.synchronise(
            with: shop(), files: [("b.yaml", look(8, "Eight")), ("c.yaml", look(1000, "Thousand"))])
        #expect(diagnostics.map(\.code) == ["duplicate-id"])
        #expect(diagnostics.first?.location == SourceLocation(file: "c.yaml", line: 1, column: 1))
        #expect(try await test.store.looks().map(\.title) == ["Eight", "Mine"])
        #expect(try await test.store.look("1000")?.source == .database)
        #expect(try await test.store.dashboards().isEmpty)
        #expect(try await test.store.folders().count == 3)
        let parts = try await test.database.read {
            try Int.fetchOne($0, sql: "SELECT count(*) FROM dashboard_elements")
        }
        #expect(parts == 0)
    }

    @Test func `a broken file keeps what it said last`() async throws {
        let test = try TestDatabase()
        let good = dashboardFile("- {dashboard: a, title: A}\n")
        let files = [("a.yaml", look(7, "Seven", ", folder: Usage")), ("b.yaml", look(8, "Eight"))]
        _ = try await test.store.synchronise(with: shop(dashboards: [good]), files: files)
        let bad = dashboardFile("- {dashboard: a, title: [A\n")
        let diagnostics = try await test.store.synchronise(
            with: shop(dashboards: [bad]), files: [("a.yaml", look(7, "[Changed]")), ("b.yaml", look(8, "Changed"))])
        #expect(diagnostics.map(\.code).sorted() == ["syntax-yaml", "wrong-type"])
        #expect(try await test.store.looks().map(\.title) == ["Changed", "Seven"])
        #expect(try await test.store.look("7")?.folderName == "Usage")
        #expect(try await test.store.dashboard("shop::a")?.title == "A")
        // Mended, it counts again; gone, it goes.
        _ = try await test.store.synchronise(with: shop(), files: [("a.yaml", look(7, "Mended"))])
        #expect(try await test.store.looks().map(\.title) == ["Mended"])
        #expect(try await test.store.dashboards().isEmpty)
    }

    @Test func `of a file that can't be read everything stays`() async throws {
        let test = try TestDatabase()
        _ = try await test.store.synchronise(
            with: shop(), files: [("a.yaml", look(7, "Seven")), ("b.yaml", look(8, "Eight"))])
        let problem = Diagnostic(
            code: "syntax-encoding", message: "The file is not UTF-8.",
            location: SourceLocation(file: "a.yaml", line: 1, column: 1))
        let files = ContentFiles.read(project: shop(), files: [], unreadable: [problem])
        #expect(try await test.store.synchronise(with: files) == [problem])
        #expect(try await test.store.looks().map(\.title) == ["Seven"])
    }

    @Test func `a name that the model does not have is reported and the Look is taken`() async throws {
        let test = try TestDatabase()
        let diagnostics = try await test.store.synchronise(
            with: shop(),
            files: [("a.yaml", "look: {id: 7, title: A, model: shop, explore: orders, fields: [orders.cnt]}\n")])
        #expect(diagnostics.map(\.code) == ["unknown-field"] && diagnostics.first?.suggestion == "orders.count")
        #expect(try await test.store.look("7") != nil)
    }

    @Test func `slugs change hands, and of two owners the first has it`() async throws {
        let test = try TestDatabase()
        func files(_ a: String, _ b: String) -> [(String, String)] {
            [("a.yaml", look(1, "A", ", slug: \(a)")), ("b.yaml", look(2, "B", ", slug: \(b)"))]
        }
        #expect(try await test.store.synchronise(with: shop(), files: files("x", "y")) == [])
        #expect(try await test.store.synchronise(with: shop(), files: files("y", "x")) == [])
        #expect(try await test.store.looks().map(\.slug) == ["y", "x"])
        #expect(try await test.store.look("x")?.title == "B")
        #expect(try await test.store.look("1")?.title == "A")
        #expect(try await test.store.look("z") == nil)
        let diagnostics = try await test.store.synchronise(with: shop(), files: files("y", "y"))
        #expect(diagnostics.map(\.code) == ["duplicate-id"])
        #expect(try await test.store.looks().map(\.slug) == ["y", nil])
    }

    @Test func `folders nest by id and by path, and never in themselves`() async throws {
        let test = try TestDatabase()
        let folders = """
            - folder: {id: 20, name: Child, parent: 10}
            - folder: {id: 10, name: Parent}
            - folder: {id: 30, name: Ring, parent: 31}
            - folder: {id: 31, name: Gnir, parent: 30}
            - folder: {id: 40, name: Lost, parent: 99}
            """
        let diagnostics = try await test.store.synchronise(
            with: shop(), files: [("f.yaml", folders), ("a.yaml", look(1, "A", ", folder: Parent/Child/New"))])
        #expect(diagnostics.map(\.code).sorted() == ["folder-cycle", "unknown-folder"])
        #expect(try await test.store.look("1")?.folderName == "New")
        let new = try #require(try await test.store.look("1")).folderID
        #expect(try await test.store.ancestors(of: new).map(\.id) == ["1", "10", "20"])
        #expect(try await test.store.folders(in: "10").map(\.id) == ["20"])
        #expect(try await test.store.folder("10")?.childCount == 1)
        #expect(try await test.store.looks(in: new).map(\.id) == ["1"])
        // A path that gets a file of its own: the file's folder takes over.
        let file = "folder: {id: 50, name: New, parent: Parent/Child}\n"
        _ = try await test.store.synchronise(
            with: shop(),
            files: [("f.yaml", folders), ("g.yaml", file), ("a.yaml", look(1, "A", ", folder: Parent/Child/New"))])
        #expect(try await test.store.look("1")?.folderID == "50")
        #expect(try await test.store.folder(new) == nil)
    }

    @Test func `readers see whole states while files are synchronised`() async throws {
        let test = try TestDatabase()
        func files(_ state: Int) -> [(String, String)] {
            (1...20).map { ("\($0).yaml", look($0, "State \(state)")) }
        }
        _ = try await test.store.synchronise(with: shop(), files: files(0))
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<4 {
                group.addTask {
                    for _ in 0..<50 {
                        let titles = try await test.store.looks().map(\.title)
                        #expect(titles.count == 20 && Set(titles).count == 1)
                    }
                }
            }
            group.addTask {
                for state in 1...20 { _ = try await test.store.synchronise(with: shop(), files: files(state)) }
            }
            try await group.waitForAll()
        }
        #expect(try await test.store.looks().first?.title == "State 20")
    }
}
