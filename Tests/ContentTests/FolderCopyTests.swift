import Testing

@testable import Content

@Suite struct FolderCopyTests {
    private func query() -> QueryDefinition {
        var query = QueryDefinition(model: "shop", explore: "orders")
        query.fields = ["orders.count"]
        return query
    }

    @Test func `a copy has what is below it, and its dashboards show its own Looks`() async throws {
        let test = try TestDatabase()
        let editor = ContentEditor.administrator()
        let top = try await test.store.createFolder(name: "Usage", in: Folder.sharedID, by: editor)
        let below = try await test.store.createFolder(name: "Weekly", in: top.id, by: editor)
        let inside = try await test.store.createLook(
            LookDraft(title: "Orders", folderID: below.id, query: query()), by: editor)
        let outside = try await test.store.createLook(
            LookDraft(title: "All", folderID: Folder.sharedID, query: query()), by: editor)
        var dashboard = DashboardDefinition(id: "", title: "Overview", folder: .id(top.id))
        for (name, look) in [("in", inside.id), ("out", outside.id)] {
            var tile = TileDefinition(name: name, kind: .look)
            tile.lookID = look
            dashboard.tiles.append(tile)
        }
        _ = try await test.store.createDashboard(DashboardDraft(dashboard, folderID: top.id), by: editor)

        let copied = try await test.store.copyFolder(top.id, by: editor)

        #expect(copied.folder.name == "Usage (copy)" && copied.folder.parentID == Folder.sharedID)
        #expect((copied.folders, copied.looks, copied.dashboards) == (1, 1, 1))
        let folder = try #require(try await test.store.folders(in: copied.folder.id).first)
        let look = try #require(try await test.store.looks(in: folder.id).first)
        #expect(folder.name == "Weekly" && look.title == "Orders" && look.id != inside.id)
        let summary = try #require(try await test.store.dashboards(in: copied.folder.id).first)
        let shown = try #require(try await test.store.dashboard(summary.id)).definition.tiles.map(\.lookID)
        #expect(shown == [look.id, outside.id])
    }

    @Test func `what the editor doesn't see is not copied`() async throws {
        let test = try TestDatabase()
        let administrator = ContentEditor.administrator()
        let top = try await test.store.createFolder(name: "Usage", in: Folder.sharedID, by: administrator)
        let secret = try await test.store.createFolder(name: "Board", in: top.id, by: administrator)
        _ = try await test.store.createFolder(name: "Open", in: top.id, by: administrator)
        let editor = ContentEditor(userID: nil, sees: { $0 != secret.id }, edits: { $0 != secret.id })

        let copied = try await test.store.copyFolder(top.id, by: editor)

        #expect(try await test.store.folders(in: copied.folder.id).map(\.name) == ["Open"])
        let refused = ContentEditor(userID: nil, sees: { _ in true }, edits: { _ in false })
        await #expect(throws: ContentError.self) { try await test.store.copyFolder(top.id, by: refused) }
    }

    @Test func `a folder is copied into itself once`() async throws {
        let test = try TestDatabase()
        let editor = ContentEditor.administrator()
        let top = try await test.store.createFolder(name: "Usage", in: Folder.sharedID, by: editor)

        let copied = try await test.store.copyFolder(top.id, to: top.id, by: editor)

        #expect(copied.folder.parentID == top.id && copied.folders == 0)
        #expect(try await test.store.folders(in: copied.folder.id).isEmpty)
    }
}
