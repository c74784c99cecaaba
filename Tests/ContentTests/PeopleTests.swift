import Foundation
import GRDB
import JSON
import Testing

@testable import Content

@Suite struct PeopleTests {
    @Test func `an address belongs to one account whatever the case of its letters`() async throws {
        let people = try TestDatabase()
        let ada = try await people.people.addUser(email: "Ada@Example.com", role: .admin, firstName: "Ada")
        #expect(ada.id == "1")
        #expect(ada.displayName == "Ada")
        #expect(try await people.people.user(email: "ada@example.COM")?.email == "Ada@Example.com")
        let error = await #expect(throws: ContentError.self) {
            try await people.people.addUser(email: "ADA@example.com", role: .viewer)
        }
        #expect(error?.code == .alreadyExists)
        #expect(error?.field == "email")
        // The Kelvin sign is another letter than k, however alike they look.
        _ = try await people.people.addUser(email: "k@example.com", role: .viewer)
        _ = try await people.people.addUser(email: "\u{212A}@example.com", role: .viewer)
        #expect(try await people.people.users().count == 3)
    }

    @Test(arguments: ["", "a", "a@", "@b", "a@b@c", "a b@c", "a@b\n", "a@b\r\nc"])
    func `what is no address is refused`(_ email: String) async throws {
        let people = try TestDatabase()
        let error = await #expect(throws: ContentError.self) {
            try await people.people.addUser(email: email, role: .viewer)
        }
        #expect(error?.code == .invalid)
    }

    @Test func `each role may what it is for and no more`() {
        #expect(BuiltInRole.admin.permissions == Set(Permission.allCases))
        #expect(BuiltInRole.viewer.permissions.contains(.seeLooks))
        #expect(!BuiltInRole.viewer.permissions.contains(.explore))
        #expect(!BuiltInRole.viewer.permissions.contains(.seeSQL))
        #expect(!BuiltInRole.viewer.permissions.contains(.downloadWithLimit))
        #expect(BuiltInRole.visitor.permissions.isSuperset(of: [.explore, .downloadWithLimit, .downloadWithoutLimit]))
        #expect(BuiltInRole.visitor.permissions.isDisjoint(with: [.saveContent, .saveLooks, .saveDashboards]))
        #expect(BuiltInRole.explorer.permissions.contains(.saveContent))
        #expect(BuiltInRole.explorer.permissions.isDisjoint(with: [.useSQLRunner, .develop, .administer, .sudo]))
        #expect(BuiltInRole.developer.permissions.contains(.develop))
        #expect(BuiltInRole.developer.permissions.isDisjoint(with: [.administer, .sudo, .seeUsers]))
    }

    @Test func `a disabled account may nothing`() async throws {
        let people = try TestDatabase()
        var user = try await people.people.addUser(email: "a@b", role: .admin)
        #expect(try await people.people.entitlements(of: user).may(.administer))
        user = try await people.people.setDisabled(true, user.id)
        #expect(try await people.people.entitlements(of: user).permissions.isEmpty)
    }

    @Test func `a sign-in link works once and for an hour`() async throws {
        let people = try TestDatabase()
        let user = try await people.people.addUser(email: "a@b", role: .viewer)
        let first = try await people.people.createSignInLink(for: user.id)
        #expect(first.token.utf8.count == 43)
        let session = try await people.people.signIn(linkToken: first.token)
        #expect(session?.session.user.id == user.id)
        #expect(try await people.people.signIn(linkToken: first.token) == nil)

        let second = try await people.people.createSignInLink(for: user.id)
        people.clock.advance(hours: 1)
        #expect(try await people.people.signIn(linkToken: second.token) == nil)
        #expect(try await people.people.signIn(linkToken: "nonsense") == nil)
    }

    @Test func `of two uses of one link at the same time one gets in`() async throws {
        let test = try TestDatabase()
        let user = try await test.people.addUser(email: "a@b", role: .viewer)
        let link = try await test.people.createSignInLink(for: user.id)
        let entered = try await withThrowingTaskGroup(of: Bool.self) { group in
            for _ in 0..<16 { group.addTask { try await test.people.signIn(linkToken: link.token) != nil } }
            return try await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
        }
        #expect(entered == 1)
    }

    @Test func `signing in ends the session that the browser came with`() async throws {
        let test = try TestDatabase()
        let planted = try await test.people.startVisitorSession()
        let user = try await test.people.addUser(email: "a@b", role: .viewer)
        let link = try await test.people.createSignInLink(for: user.id)
        let signedIn = try await test.people.signIn(linkToken: link.token, replacing: planted.token)
        #expect(signedIn != nil && signedIn?.token != planted.token)
        #expect(try await test.people.session(token: planted.token) == nil)
    }

    @Test func `a session acts as another user until it stops, or the account is gone`() async throws {
        let test = try TestDatabase()
        let people = test.people
        let admin = try await people.addUser(email: "ada@example.com", role: .admin)
        let other = try await people.addUser(email: "bob@example.com", role: .viewer)
        let link = try await people.createSignInLink(for: admin.id)
        let session = try #require(try await people.signIn(linkToken: link.token))
        try await people.act(as: other.id, sessionToken: session.token)
        let acting = try #require(try await people.session(token: session.token))
        #expect(acting.user.id == admin.id && acting.actingAs?.id == other.id)
        try await people.act(as: nil, sessionToken: session.token)
        #expect(try await people.session(token: session.token)?.actingAs == nil)
        await #expect(throws: ContentError.self) { try await people.act(as: "999", sessionToken: session.token) }
        let visitor = try await people.startVisitorSession()
        try await people.act(as: other.id, sessionToken: visitor.token)
        #expect(try await people.session(token: visitor.token)?.actingAs == nil)
    }

    @Test func `a session ends after twelve hours without use`() async throws {
        let test = try TestDatabase()
        let session = try await test.people.startVisitorSession()
        test.clock.advance(hours: 11)
        #expect(try await test.people.session(token: session.token) != nil)
        test.clock.advance(hours: 11.99)
        #expect(try await test.people.session(token: session.token) != nil)
        test.clock.advance(hours: 12)
        #expect(try await test.people.session(token: session.token) == nil)
    }

    @Test func `a session ends after fourteen days however much it is used`() async throws {
        let test = try TestDatabase()
        let session = try await test.people.startVisitorSession()
        for _ in 0..<33 {  // 33 times 10 h
            test.clock.advance(hours: 10)
            #expect(try await test.people.session(token: session.token) != nil)
        }
        test.clock.advance(hours: 6)  // 336 h: 14 days
        #expect(try await test.people.session(token: session.token) == nil)
    }

    @Test func `sessions end with sign-out, another role and a disabled account`() async throws {
        let test = try TestDatabase()
        let user = try await test.people.addUser(email: "a@b", role: .viewer)
        func signIn() async throws -> String {
            let link = try await test.people.createSignInLink(for: user.id)
            return try #require(try await test.people.signIn(linkToken: link.token)).token
        }
        let first = try await signIn()
        try await test.people.endSession(token: first)
        #expect(try await test.people.session(token: first) == nil)
        let second = try await signIn()
        #expect(try await test.people.sessions(of: user.id).count == 1)
        _ = try await test.people.setRole(.explorer, of: user.id)
        #expect(try await test.people.session(token: second) == nil)
        let third = try await signIn()
        _ = try await test.people.setDisabled(true, user.id)
        #expect(try await test.people.session(token: third) == nil)
        await #expect(throws: ContentError.self) { try await test.people.createSignInLink(for: user.id) }
    }

    @Test func `a visitor explores and downloads and saves nothing`() async throws {
        let test = try TestDatabase()
        let token = try await test.people.startVisitorSession().token
        let user = try #require(try await test.people.session(token: token)).user
        #expect(user.isVisitor)
        let entitlements = try await test.people.entitlements(of: user)
        #expect(entitlements.may(.explore) && entitlements.may(.downloadWithLimit))
        #expect(!entitlements.may(.saveContent))
        #expect(try await test.people.users().isEmpty)
    }

    @Test func `credentials give a token for an hour, and logging out ends it`() async throws {
        let test = try TestDatabase()
        let user = try await test.people.addUser(email: "a@b", role: .explorer)
        let made = try await test.people.createCredential(for: user.id)
        let id = made.credential.clientID
        #expect(id.utf8.count == 20 && made.clientSecret.utf8.count == 43)
        #expect(try await test.people.logIn(clientID: id, clientSecret: "wrong") == nil)
        #expect(try await test.people.logIn(clientID: "nobody", clientSecret: made.clientSecret) == nil)
        let first = try #require(try await test.people.logIn(clientID: id, clientSecret: made.clientSecret))
        #expect(first.expiresIn == 3600)
        #expect(try await test.people.apiSession(accessToken: first.token)?.user.id == user.id)
        #expect(try await test.people.logOut(accessToken: first.token))
        #expect(try await test.people.apiSession(accessToken: first.token) == nil)
        #expect(try await !test.people.logOut(accessToken: first.token))

        let second = try #require(try await test.people.logIn(clientID: id, clientSecret: made.clientSecret))
        test.clock.advance(hours: 0.999)
        #expect(try await test.people.apiSession(accessToken: second.token) != nil)
        test.clock.advance(hours: 0.001)
        #expect(try await test.people.apiSession(accessToken: second.token) == nil)

        let third = try #require(try await test.people.logIn(clientID: id, clientSecret: made.clientSecret))
        #expect(try await test.people.deleteCredential(made.credential.id, of: user.id))
        #expect(try await test.people.apiSession(accessToken: third.token) == nil)
        #expect(try await test.people.logIn(clientID: id, clientSecret: made.clientSecret) == nil)
    }

    @Test func `an ingestion key leads to its project until it is revoked`() async throws {
        let test = try TestDatabase()
        let web = try await test.people.createIngestionKey(name: "web")
        let app = try await test.people.createIngestionKey(name: "app")
        let more = try await test.people.createIngestionKey(name: "web 2", projectID: web.key.projectID)
        #expect([web.key.projectID, app.key.projectID, more.key.projectID] == [1, 2, 1])
        #expect(web.text.utf8.count == 32 && web.text.hasPrefix(web.key.prefix) && web.key.prefix.utf8.count == 8)
        var ring = try await test.people.ingestionKeyRing()
        #expect(ring.key(text: web.text)?.name == "web")
        #expect(ring.key(text: web.text.uppercased() + "0") == nil)
        _ = try await test.people.revokeIngestionKey(web.key.id)
        ring = try await test.people.ingestionKeyRing()
        #expect(ring.key(text: web.text) == nil)
        #expect(ring.key(text: app.text)?.projectID == 2)
        #expect(try await test.people.ingestionKeys().map(\.revokedAt).map { $0 == nil } == [false, true, true])
        let error = await #expect(throws: ContentError.self) {
            try await test.people.createIngestionKey(name: "app")
        }
        #expect(error?.code == .alreadyExists)
    }

    @Test func `a secret key leads to its project until it is revoked`() async throws {
        let test = try TestDatabase()
        let one = try await test.people.createProjectSecret(name: "report", projectID: 1)
        let two = try await test.people.createProjectSecret(name: "other", projectID: 2)
        var ring = try await test.people.projectSecretRing()
        #expect(ring.secret(text: one.text)?.projectID == 1)
        #expect(ring.secret(text: two.text)?.projectID == 2)
        #expect(ring.secret(text: "report") == nil)
        _ = try await test.people.revokeProjectSecret(one.secret.id)
        ring = try await test.people.projectSecretRing()
        #expect(ring.secret(text: one.text) == nil)
        #expect(try await test.people.projectSecrets().map { $0.revokedAt == nil } == [false, true])
        let error = await #expect(throws: ContentError.self) {
            try await test.people.createProjectSecret(name: "other", projectID: 1)
        }
        #expect(error?.code == .alreadyExists)
    }

    @Test func `records of a project are kept by kind and key`() async throws {
        let test = try TestDatabase()
        let store = ContentStore(test.database)
        let made = try await store.addRecord("plan", key: "buy", JSONObject([("a", 1)]), project: 1)
        var record = try #require(made)
        #expect(try await store.addRecord("plan", key: "buy", JSONObject(), project: 1) == nil)
        #expect(try await store.addRecord("plan", key: "buy", JSONObject(), project: 2) != nil)
        #expect(try await store.addRecord("note", key: "buy", JSONObject(), project: 1) != nil)
        #expect(try await store.addRecord("plan", key: "view", JSONObject(), project: 1) != nil)
        record.isDeleted = true
        record.body["a"] = 2
        #expect(try await store.changeRecord(record, project: 1))
        #expect(try await store.changeRecord(record, project: 2) == false)
        let kept = try await store.records("plan", project: 1)
        #expect(kept.map(\.key) == ["buy", "view"])
        #expect(kept.first?.isDeleted == true)
        #expect(kept.first?.body["a"] == 2)
        record.key = "view"
        #expect(try await store.changeRecord(record, project: 1) == false)
        try await store.removeRecord(id: record.id, project: 2)
        #expect(try await store.records("plan", project: 1).count == 2)
        try await store.removeRecord(id: record.id, project: 1)
        #expect(try await store.records("plan", project: 1).map(\.key) == ["view"])
    }

    @Test func `no secret stands in the file in clear`() async throws {
        let test = try TestDatabase()
        let user = try await test.people.addUser(email: "someone@example.com", role: .admin)
        let link = try await test.people.createSignInLink(for: user.id)
        let used = try await test.people.createSignInLink(for: user.id)
        let session = try #require(try await test.people.signIn(linkToken: used.token))
        let credential = try await test.people.createCredential(for: user.id)
        let token = try #require(
            try await test.people.logIn(
                clientID: credential.credential.clientID, clientSecret: credential.clientSecret))
        let key = try await test.people.createIngestionKey(name: "web")
        let read = try await test.people.createProjectSecret(name: "report", projectID: 1)
        var bytes = Data()
        for suffix in ["", "-wal"] { bytes += try Data(contentsOf: URL(fileURLWithPath: test.path + suffix)) }
        for secret in [
            link.token, used.token, session.token, credential.clientSecret, token.token, key.text, read.text,
        ] {
            #expect(bytes.range(of: Data(secret.utf8)) == nil)
        }
        // What is no secret is there, so the search does find what stands in the file.
        #expect(bytes.range(of: Data("someone@example.com".utf8)) != nil)
        #expect(bytes.range(of: Data(credential.credential.clientID.utf8)) != nil)
    }

    @Test func `what has expired is swept out`() async throws {
        let test = try TestDatabase()
        _ = try await test.people.startVisitorSession()
        test.clock.advance(hours: 13)
        let alive = try await test.people.startVisitorSession()
        try await test.people.removeExpired()
        let count = try await test.database.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM sessions") }
        #expect(count == 1)
        #expect(try await test.people.session(token: alive.token) != nil)
    }
}
