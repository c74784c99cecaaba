import Foundation
import GRDB
import Testing

@testable import Content

@Suite struct DatabaseTests {
    @Test func `a database of a newer release is refused and left as it is`() throws {
        let test = try TestDatabase()
        test.database.close()
        let queue = try DatabaseQueue(path: test.path)
        try queue.write { try $0.execute(sql: "INSERT INTO grdb_migrations VALUES ('99 the future')") }
        try queue.close()
        let error = #expect(throws: ContentError.self) { try ContentDatabase(path: test.path) }
        #expect(error?.code == .newerDatabase)
        #expect(error?.message.contains("newer release") == true)
    }

    @Test func `a file that is no database is refused and left as it is`() throws {
        let test = try TestDatabase()
        test.database.close()
        let path = test.path + ".txt"
        let text = Data(String(repeating: "This is no database. ", count: 100).utf8)
        try text.write(to: URL(fileURLWithPath: path))
        let error = #expect(throws: ContentError.self) { try ContentDatabase(path: path) }
        #expect(error?.code == .damagedDatabase)
        #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == text)
    }

    @Test func `the file is its owner's alone, and opening it again keeps what is in it`() async throws {
        let test = try TestDatabase()
        _ = try await test.people.addUser(email: "a@b", role: .admin)
        let rights = try FileManager.default.attributesOfItem(atPath: test.path)[.posixPermissions] as? Int
        #expect(rights == 0o600)
        test.database.close()
        let again = try ContentDatabase(path: test.path)
        #expect(try await People(again).users().count == 1)
        #expect(try await again.read { try Int.fetchOne($0, sql: "PRAGMA foreign_keys") } == 1)
        #expect(try await again.write { try Int.fetchOne($0, sql: "PRAGMA synchronous") } == 2)
        again.close()
        await #expect(throws: ContentError.self) { try await People(again).users() }
    }

    @Test func `a directory that is missing is named`() {
        let error = #expect(throws: ContentError.self) { try ContentDatabase(path: "/nowhere/at/all/soundings.sqlite") }
        #expect(error?.code == .storage)
        #expect(error?.message.contains("/nowhere/at/all/soundings.sqlite") == true)
    }
}
