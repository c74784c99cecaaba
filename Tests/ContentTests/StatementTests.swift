import JSON
import Testing

@testable import Content

@Suite struct StatementTests {
    private let editor = ContentEditor.administrator()

    private func draft(
        _ title: String = "Plans", in folder: String = Folder.sharedID, sql: String = "SELECT {{ plan }}"
    ) -> StatementDraft {
        StatementDraft(title: title, folderID: folder, connection: "warehouse", sql: sql)
    }

    private func code(_ body: () async throws -> Void) async -> ContentError.Code? {
        do {
            try await body()
            return nil
        } catch {
            return (error as? ContentError)?.code
        }
    }

    @Test func `a statement keeps its text, its values and its picture, and counts its changes`() async throws {
        let test = try TestDatabase()
        var draft = draft()
        draft.values = JSONObject([("plan", ["free", "business"])])
        draft.chart = JSONObject([("type", "looker_line"), ("y", "n")])

        let made = try await test.store.createStatement(draft, by: editor)
        #expect(made.version == 1 && made.folderName == "Shared" && made.sql == "SELECT {{ plan }}")
        #expect(made.values == draft.values && made.chart == draft.chart)

        let same = try await test.store.changeStatement(made.id, by: editor) { $0.title = "Plans" }
        #expect(same.version == 1)
        let changed = try await test.store.changeStatement(made.id, by: editor) { $0.sql = "SELECT 2" }
        #expect(changed.version == 2 && changed.sql == "SELECT 2" && changed.values == draft.values)
        #expect(try await test.store.statements() == [changed])
    }

    @Test func `what somebody else has saved meanwhile is not overwritten`() async throws {
        let test = try TestDatabase()
        let made = try await test.store.createStatement(draft(), by: editor)
        _ = try await test.store.changeStatement(made.id, by: editor) { $0.title = "Tariffs" }
        let late = ContentEditor(userID: nil, expectedVersion: 1, sees: { _ in true }, edits: { _ in true })

        let refusal = await #expect(throws: ContentError.self) {
            try await test.store.changeStatement(made.id, by: late) { $0.title = "Mine" }
        }

        #expect(refusal?.code == .conflict && refusal?.currentVersion == 2)
        #expect(try await test.store.statement(made.id)?.title == "Tariffs")
    }

    @Test func `folders say who changes it, and titles are unique in them`() async throws {
        let test = try TestDatabase()
        let made = try await test.store.createStatement(draft(), by: editor)
        let reader = ContentEditor(userID: nil, sees: { _ in true }, edits: { _ in false })
        let outsider = ContentEditor(userID: nil, sees: { _ in false }, edits: { _ in false })

        #expect(await code { _ = try await test.store.createStatement(draft("Other"), by: reader) } == .forbidden)
        #expect(await code { _ = try await test.store.changeStatement(made.id, by: reader) { _ in } } == .forbidden)
        #expect(await code { _ = try await test.store.changeStatement(made.id, by: outsider) { _ in } } == .notFound)
        #expect(await code { _ = try await test.store.createStatement(draft("plans"), by: editor) } == .alreadyExists)
        #expect(await code { _ = try await test.store.createStatement(draft(" "), by: editor) } == .missingField)
        let empty = draft("Empty", sql: " \n")
        #expect(await code { _ = try await test.store.createStatement(empty, by: editor) } == .missingField)
    }

    @Test func `it goes to the trash and comes back, alone or with its folder`() async throws {
        let test = try TestDatabase()
        let folder = try await test.store.createFolder(name: "Usage", in: Folder.sharedID, by: editor)
        let made = try await test.store.createStatement(draft(in: folder.id), by: editor)

        _ = try await test.store.changeStatement(made.id, by: editor) { $0.deleted = true }
        #expect(try await test.store.statements().isEmpty)
        #expect(try await test.store.statements(deleted: true).map(\.id) == [made.id])
        // Meanwhile its title may be another's.
        let other = try await test.store.createStatement(draft(in: folder.id), by: editor)
        let restore = { @Sendable [editor] () async throws -> Void in
            _ = try await test.store.changeStatement(made.id, by: editor) { $0.deleted = false }
        }
        #expect(await code(restore) == .alreadyExists)
        _ = try await test.store.changeStatement(other.id, by: editor) { $0.title = "Other" }
        try await restore()

        #expect(await code { try await test.store.deleteStatement(other.id, by: editor) } == .invalid)

        try await test.store.deleteFolder(folder.id, by: editor)
        #expect(try await test.store.statements().isEmpty)
        _ = try await test.store.restoreFolder(folder.id, by: editor)
        #expect(try await test.store.statements().map(\.id) == [other.id, made.id])

        _ = try await test.store.changeStatement(other.id, by: editor) { $0.deleted = true }
        try await test.store.deleteStatement(other.id, by: editor)
        #expect(try await test.store.statement(other.id) == nil)
    }

    @Test func `a copied folder has copies of it, and favourites name it`() async throws {
        let test = try TestDatabase()
        let user = try await test.people.addUser(email: "ada@example.com", role: nil)
        let folder = try await test.store.createFolder(name: "Usage", in: Folder.sharedID, by: editor)
        let made = try await test.store.createStatement(draft(in: folder.id), by: editor)

        let copied = try await test.store.copyFolder(folder.id, by: editor)
        #expect(copied.statements == 1)
        let copy = try #require(try await test.store.statements().first { $0.folderID == copied.folder.id })
        #expect(copy.id != made.id && copy.title == "Plans" && copy.sql == made.sql)

        let favorite = try await test.store.addFavorite(ContentReference(.statement, made.id), of: user.id)
        #expect(try await test.store.favoriteMarks(of: user.id).own == ["statement-\(made.id)": favorite.id])
    }
}
