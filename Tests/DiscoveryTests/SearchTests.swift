import Content
import Testing

@testable import Discovery

@Suite struct SearchTests {
    private func titles(_ answer: SearchAnswer) -> [String] { answer.content.map(\.title) }

    @Test func `all words have to be there, each as the beginning of one`() async throws {
        let house = try await House()
        #expect(titles(try await house.search("sing dash")) == ["Single-instance dashboard"])
        #expect(titles(try await house.search("single nothing")).isEmpty)
        #expect(titles(try await house.search("   ")).isEmpty)
        #expect(titles(try await house.search("\" OR 1=1 --")).isEmpty)
    }

    @Test func `titles go before descriptions, parts and fields, and the whole title first`() async throws {
        let house = try await House()
        // The Looks by title; the board pack by the title of its tile and the field that it shows.
        #expect(titles(try await house.search("revenue")) == ["Revenue", "Revenue by region", "Board pack"])
        #expect(titles(try await house.search("order.revenue")).contains("Board pack"))
        #expect(titles(try await house.search("everything about")) == ["Single-instance dashboard"])
    }

    @Test func `what is used goes before what is not`() async throws {
        let house = try await House()
        let look = "look: {id: 3, title: Revenue by month, model: shop, explore: order, fields: [order.revenue]}\n"
        _ = try await house.content.synchronise(with: house.project, files: House.files + [("content/c.yaml", look)])
        for _ in 0..<50 { try await house.content.recordView(of: .look("3")) }
        house.time.advance(days: 1)
        #expect(titles(try await house.search("revenue by")).first == "Revenue by month")
    }

    @Test func `what is in folders that somebody may not see is not found, and what changed is found at once`()
        async throws
    {
        let house = try await House()
        let outsider = house.reader(folders: ["1"])
        #expect(titles(try await house.search("board pack", as: outsider)).isEmpty)
        #expect(titles(try await house.search("board pack", as: house.reader(folders: ["1", "12"]))) == ["Board pack"])
        var files = House.files.filter { $0.0 != "content/board.yaml" }
        files.append(("content/board.yaml", "dashboard: 500\ntitle: Vorstandsmappe\nfolder: 1\nelements: []\n"))
        house.time.advance(days: 1)
        _ = try await house.content.synchronise(with: house.project, files: files)
        #expect(titles(try await house.search("Vorstand", as: outsider)) == ["Vorstandsmappe"])
        #expect(titles(try await house.search("board pack")).isEmpty)
    }

    @Test func `saved statements are found by title and text, by those who run SQL and see their folder`()
        async throws
    {
        let house = try await House()
        let editor = ContentEditor.administrator()
        let draft = StatementDraft(
            title: "Churned seats", folderID: "12", connection: "warehouse", sql: "SELECT count(*) FROM seat_changes")
        let made = try await house.content.createStatement(draft, by: editor)
        #expect(try await house.search("churned").content.map(\.path) == ["/sql/\(made.id)"])
        #expect(titles(try await house.search("seat_changes")) == ["Churned seats"])
        #expect(titles(try await house.search("churned", as: house.reader(folders: ["1"]))).isEmpty)
        var reader = house.reader()
        reader.kinds.remove(.statement)
        #expect(titles(try await house.search("churned", as: reader)).isEmpty)
        _ = try await house.content.changeStatement(made.id, by: editor) { $0.deleted = true }
        #expect(titles(try await house.search("churned")).isEmpty)
    }

    @Test func `fields are found by label, synonym and name, and only by those who may know them`() async throws {
        let house = try await House()
        #expect(try await house.search("client").fields.map(\.field) == ["account.name"])
        #expect(try await house.search("account.name").fields.first?.field == "account.name")
        #expect(try await house.search("margin").fields.isEmpty)
        let finance = house.reader(attributes: ["department": "finance"])
        #expect(try await house.search("margin", as: finance).fields.map(\.field) == ["account.margin"])
        #expect(try await house.search("secret").fields.isEmpty)
        let found = try await house.search("client").fields
        #expect(found.map(\.path) == ["/explore/shop/account?fields=account.name"])
        var blind = house.reader()
        blind.seesData = false
        #expect(try await house.search("client", as: blind).fields.isEmpty)
    }

    @Test func `a value leads to the dashboards that take it as a filter`() async throws {
        let house = try await House()
        await house.readValues(["Databricks", "Data Company, Inc.", "Bricklayer"])
        let values = try await house.search("databricks").values
        #expect(values.map(\.value) == ["Databricks"])
        #expect(values.first?.fieldLabel == "Account Name")
        // The one that is about one account at a time comes first.
        #expect(values.first?.dashboards.map(\.dashboardID) == ["409", "423"])
        #expect(values.first?.dashboards.first?.path == "/dashboards/409?Account%20name=Databricks")
        #expect(try await house.search("data").values.map(\.value) == ["Databricks", "Data Company, Inc."])
        // A comma would begin a second value, so it is escaped as filter expressions have it.
        let company = try await house.search("data company").values.first
        #expect(company?.dashboards.first?.path == "/dashboards/409?Account%20name=Data%20Company%5E,%20Inc.")
    }

    @Test func `a value and words of a title lead to the dashboard with the filter set`() async throws {
        let house = try await House()
        await house.readValues(["Databricks"])
        let found = try await house.search("databricks search").content
        #expect(found.map(\.path) == ["/dashboards/423?Account%20name=Databricks"])
        #expect(found.first?.filter?.value == "Databricks")
    }

    @Test func `values that some users may not see are never read`() async throws {
        let house = try await House()
        // Not order.region, under a row-level rule; not own.name, whose SQL asks who somebody is; and not
        // account.margin, behind a grant.
        #expect(await house.readValues(["Databricks"]) == ["account account.name"])
        #expect(try await house.discovery.valueCount() == 1)
    }

    @Test func `values that are gone are not found any more, and no dimension has more than its share`() async throws {
        let house = try await House()
        await house.readValues(["Acme", "Bolt"])
        await house.readValues(["Bolt", "Crane"])
        #expect(try await house.search("acme").values.isEmpty)
        #expect(try await house.search("crane").values.count == 1)
        var limits = ValueLimits()
        limits.perField = 10
        await house.readValues((0..<50).map { "value \($0)" } + [String(repeating: "x", count: 300)], limits: limits)
        #expect(try await house.discovery.valueCount() == 10)
    }

    @Test func `the whole value comes first, however many begin with it`() async throws {
        let house = try await House()
        await house.readValues((0..<5_000).map { "a\($0) tower" } + ["Tower", "Tower Bridge"])
        #expect(try await house.search("tower").values.prefix(2).map(\.value) == ["Tower", "Tower Bridge"])
    }

    @Test func `an index that is damaged is made again`() async throws {
        let house = try await House()
        let path = house.folder.appendingPathComponent("other.sqlite").path
        try "this is no database, and long enough to be taken for one".write(
            toFile: path, atomically: true, encoding: .utf8)
        let other = try SearchDatabase(path: path)
        #expect(try await other.read { try ValueShelf.count($0) } == 0)
        other.close()
    }
}
