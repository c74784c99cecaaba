import Foundation
import Testing

@testable import Development

/// Two developers and a real repository, whose project is a folder in it.
@Suite struct DevelopmentDeskTests {
    let repository = Repository()
    let ada = Developer(id: "7", name: "Ada Lovelace", email: "ada@example.com")
    let grace = Developer(id: "8", name: "Grace Hopper", email: nil)

    private var desk: DevelopmentDesk {
        DevelopmentDesk(root: repository.project, folder: repository.folder + "/state/develop")
    }

    private func path(_ text: String) throws -> ProjectPath { try ProjectPath(text) }

    private func edit(
        _ name: String, _ text: String, by developer: Developer, _ desk: DevelopmentDesk
    ) async throws {
        let file = try await desk.read(try path(name), of: developer)
        _ = try await desk.write(file.path, text, over: file.version, of: developer)
    }

    @Test func `a branch begins as what is served and changes nothing there`() async throws {
        let desk = desk
        #expect(try await desk.state(of: ada) == nil)
        let begun = try await desk.open(ada)
        #expect(begun.branch == "dev/ada-lovelace-7")
        #expect(begun.productionBranch == "main")
        #expect((begun.ahead, begun.behind) == (0, 0))
        #expect(begun.changes == [])
        #expect(try await desk.files(of: ada).map(\.text) == ["shop.model.lkml", "views/orders.view.lkml"])

        try await edit("views/orders.view.lkml", "view: orders { label: \"New\" }\n", by: ada, desk)
        _ = try await desk.write(try path("views/more/a.view.lkml"), "view: a {}\n", over: nil, of: ada)
        try await desk.remove(try path("shop.model.lkml"), of: ada)
        let state = try #require(try await desk.state(of: ada))
        #expect(
            state.changes == [
                FileChange(path: "shop.model.lkml", kind: .removed, isUncommitted: true),
                FileChange(path: "views/more/a.view.lkml", kind: .added, isUncommitted: true),
                FileChange(path: "views/orders.view.lkml", kind: .changed, isUncommitted: true),
            ])
        #expect(repository.text("shop/views/orders.view.lkml") == "view: orders {}\n")
        #expect(repository.git("status", "--porcelain", "--", "shop") == "")

        let diff = try await desk.diff(of: ada)
        #expect(diff.contains("-view: orders {}\n+view: orders { label: \"New\" }\n"))
        #expect(diff.contains("+view: a {}"))
        #expect(diff.contains("--- a/shop.model.lkml"))
    }

    @Test func `a file that somebody changed meanwhile is not overwritten`() async throws {
        let desk = desk
        _ = try await desk.open(ada)
        let file = try await desk.read(try path("shop.model.lkml"), of: ada)
        let newer = try await desk.write(file.path, "one\n", over: file.version, of: ada)
        await expect(.changed) {
            try await desk.write(file.path, "two\n", over: file.version, of: ada)
        }
        await expect(.changed) { try await desk.write(file.path, "two\n", over: nil, of: ada) }
        #expect(try await desk.read(file.path, of: ada).text == "one\n")
        _ = try await desk.write(file.path, "three\n", over: newer.version, of: ada)
        try await desk.discard(file.path, of: ada)
        #expect(try await desk.read(file.path, of: ada).text == "explore: orders {}\n")
        let fresh = try await desk.write(try path("new.sql"), "SELECT 1\n", over: nil, of: ada)
        await expect(.changed) { try await desk.rename(file.path, to: fresh.path, of: ada) }
        try await desk.rename(fresh.path, to: try path("models/newer.sql"), of: ada)
        #expect(try await desk.files(of: ada).map(\.text).contains("models/newer.sql"))
        try await desk.discard(try path("models/newer.sql"), of: ada)
        #expect(try #require(try await desk.state(of: ada)).changes == [])
    }

    @Test(arguments: [
        "", "../secret.sql", "a/../../b.sql", "/etc/passwd.md", ".git/config.md", "a//b.sql", "a/.hidden.sql", "run.sh",
        "views", "a\\b.sql", "a\u{0}.sql", "-x.sql",
    ])
    func `names that lead out of the project or to programs are refused`(name: String) {
        #expect(throws: DevelopmentError.self) { try ProjectPath(name) }
    }

    @Test func `links lead nowhere`() async throws {
        let desk = desk
        _ = try await desk.open(ada)
        let root = try #require(try await desk.projectRoot(of: ada))
        try FileManager.default.createSymbolicLink(atPath: root + "/out", withDestinationPath: "/tmp")
        try FileManager.default.createSymbolicLink(atPath: root + "/a.md", withDestinationPath: "/etc/hostname")
        await expect(.invalid) { try await desk.read(try path("a.md"), of: ada) }
        await expect(.invalid) {
            try await desk.write(try path("out/b.md"), "x", over: nil, of: ada)
        }
        #expect(try await desk.files(of: ada).map(\.text) == ["shop.model.lkml", "views/orders.view.lkml"])
    }

    @Test func `what is committed can be deployed, and others take it in`() async throws {
        let desk = desk
        _ = try await desk.open(ada)
        _ = try await desk.open(grace)
        await expect(.notReady) { try await desk.deploy(ada) }
        try await edit("shop.model.lkml", "explore: orders { label: \"A\" }\n", by: ada, desk)
        await expect(.notReady) { try await desk.deploy(ada) }
        try await desk.commit("orders: have a label", of: ada)
        await expect(.notReady) { try await desk.commit("nothing", of: ada) }
        try await desk.deploy(ada)
        #expect(repository.text("shop/shop.model.lkml") == "explore: orders { label: \"A\" }\n")
        #expect(
            repository.git("log", "-1", "--format=%an <%ae> %s")
                == "Ada Lovelace <ada@example.com> orders: have a label\n")
        #expect(repository.git("status", "--porcelain", "--", "shop") == "")

        try await edit("views/orders.view.lkml", "view: orders { label: \"B\" }\n", by: grace, desk)
        try await desk.commit("orders: B", of: grace)
        var state = try #require(try await desk.state(of: grace))
        #expect((state.ahead, state.behind) == (1, 1))
        #expect(state.changes.map(\.path) == ["views/orders.view.lkml"])
        await expect(.notReady) { try await desk.deploy(grace) }
        try await desk.update(grace)
        state = try #require(try await desk.state(of: grace))
        #expect(state.behind == 0)
        try await desk.deploy(grace)
        #expect(repository.text("shop/views/orders.view.lkml") == "view: orders { label: \"B\" }\n")
        #expect(repository.text("shop/shop.model.lkml") == "explore: orders { label: \"A\" }\n")
    }

    @Test func `changes of the same lines are settled by whoever comes later`() async throws {
        let desk = desk
        for developer in [ada, grace] {
            _ = try await desk.open(developer)
            try await edit("shop.model.lkml", "explore: orders { label: \"\(developer.name)\" }\n", by: developer, desk)
            try await desk.commit("orders: a label", of: developer)
        }
        try await desk.deploy(ada)
        let conflict = await #expect(throws: DevelopmentError.self) { try await desk.update(grace) }
        #expect(conflict?.reason == .conflicts)
        #expect(conflict?.files == ["shop.model.lkml"])
        var state = try #require(try await desk.state(of: grace))
        #expect(state.isMerging)
        #expect(state.conflicts == ["shop.model.lkml"])
        await expect(.conflicts) { try await desk.commit("both", of: grace) }
        try await desk.abandonUpdate(grace)
        #expect(try await desk.read(try path("shop.model.lkml"), of: grace).text.contains("Grace"))

        await expect(.conflicts) { try await desk.update(grace) }
        try await edit("shop.model.lkml", "explore: orders { label: \"Both\" }\n", by: grace, desk)
        try await desk.commit("orders: a label for both", of: grace)
        state = try #require(try await desk.state(of: grace))
        #expect(!state.isMerging)
        #expect(state.changes == [FileChange(path: "shop.model.lkml", kind: .changed, isUncommitted: false)])
        try await desk.deploy(grace)
        #expect(repository.text("shop/shop.model.lkml") == "explore: orders { label: \"Both\" }\n")
    }

    @Test func `what somebody edits in the served folder is not overwritten`() async throws {
        let desk = desk
        _ = try await desk.open(ada)
        try await edit("shop.model.lkml", "one\n", by: ada, desk)
        try await desk.commit("one", of: ada)
        repository.write("shop/shop.model.lkml", "by hand\n")
        #expect(try #require(try await desk.state(of: ada)).editedInProduction == ["shop.model.lkml"])
        let refusal = await #expect(throws: DevelopmentError.self) { try await desk.deploy(ada) }
        #expect(refusal?.reason == .notReady)
        #expect(refusal?.files == ["shop.model.lkml"])
        #expect(repository.text("shop/shop.model.lkml") == "by hand\n")
        try await desk.discard(nil, of: ada)
        #expect(try #require(try await desk.state(of: ada)).ahead == 0)
        #expect(try await desk.read(try path("shop.model.lkml"), of: ada).text == "explore: orders {}\n")
    }

    @Test func `hooks and settings of the repository run nothing`() async throws {
        let desk = desk
        repository.write(".git/hooks/post-checkout", "#!/bin/sh\ntouch \(repository.folder)/ran\n")
        repository.write(".git/hooks/pre-commit", "#!/bin/sh\ntouch \(repository.folder)/ran\n")
        for hook in ["post-checkout", "pre-commit"] {
            try FileManager.default.setAttributes(
                [.posixPermissions: 0o755], ofItemAtPath: repository.folder + "/.git/hooks/" + hook)
        }
        _ = try await desk.open(ada)
        try await edit("shop.model.lkml", "one\n", by: ada, desk)
        try await desk.commit("one", of: ada)
        #expect(!FileManager.default.fileExists(atPath: repository.folder + "/ran"))
    }

    @Test func `a developer has several branches, one of them in place`() async throws {
        let desk = desk
        #expect(try await desk.projectRoot(of: ada) == nil)
        _ = try await desk.open(ada)
        _ = try await desk.open(grace)
        let root = try #require(try await desk.projectRoot(of: ada))
        #expect(root.hasSuffix("/state/develop/7/shop"))
        try await edit("shop.model.lkml", "explore: orders { label: \"A\" }\n", by: ada, desk)
        await expect(.notReady) { try await desk.create("labels", from: nil, of: ada) }
        try await desk.commit("orders: have a label", of: ada)

        let made = try await desk.create("labels", from: nil, of: ada)
        #expect((made.branch, made.ahead) == ("labels", 0))
        #expect(try await desk.read(try path("shop.model.lkml"), of: ada).text == "explore: orders {}\n")
        await expect(.changed) { try await desk.create("labels", from: nil, of: ada) }
        let back = try await desk.checkOut("dev/ada-lovelace-7", resetTo: nil, of: ada)
        #expect((back.branch, back.ahead) == ("dev/ada-lovelace-7", 1))
        let reset = try await desk.checkOut("labels", resetTo: "dev/ada-lovelace-7", of: ada)
        #expect((reset.branch, reset.ahead) == ("labels", 1))
        #expect(try await desk.projectRoot(of: ada) == root)

        await expect(.noFile) { try await desk.checkOut("nothing", resetTo: nil, of: ada) }
        await expect(.invalid) { try await desk.checkOut("main", resetTo: nil, of: ada) }
        await expect(.invalid) { try await desk.checkOut("dev/grace-hopper-8", resetTo: nil, of: ada) }
        await expect(.invalid) { try await desk.checkOut("labels", resetTo: "--output=x", of: ada) }
        for name in ["dev/grace-hopper-8", "--force", "a..b", "", "a b"] {
            await expect(.invalid) { try await desk.create(name, from: nil, of: ada) }
        }
        await expect(.notReady) { try await desk.resetToRemote(ada) }
        #expect(repository.git("symbolic-ref", "--short", "HEAD") == "main\n")
    }

    @Test func `edits outlive a repository that is cloned anew`() async throws {
        let desk = desk
        _ = try await desk.open(ada)
        try await edit("shop.model.lkml", "explore: orders { label: \"Mine\" }\n", by: ada, desk)
        try await desk.remove(try path("views/orders.view.lkml"), of: ada)
        try FileManager.default.removeItem(atPath: repository.folder + "/.git")
        repository.git("init", "--quiet", "--initial-branch=main")
        repository.git("add", "--all")
        repository.git("commit", "--quiet", "--message=cloned")
        let state = try await desk.open(ada)
        #expect((state.branch, state.ahead, state.behind) == ("dev/ada-lovelace-7", 0, 0))
        #expect(
            state.changes == [
                FileChange(path: "shop.model.lkml", kind: .changed, isUncommitted: true),
                FileChange(path: "views/orders.view.lkml", kind: .removed, isUncommitted: true),
            ])
        try await desk.commit("mine", of: ada)
        try await desk.deploy(ada)
        #expect(repository.text("shop/shop.model.lkml") == "explore: orders { label: \"Mine\" }\n")
        #expect(repository.git("worktree", "list").split(separator: "\n").count == 2)
    }

    @Test func `a folder without a repository says what to do`() async throws {
        let bare = FileManager.default.temporaryDirectory.path + "/bare-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: bare, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: bare) }
        let desk = DevelopmentDesk(root: bare, folder: bare + "/develop")
        let refusal = await #expect(throws: DevelopmentError.self) { try await desk.state(of: ada) }
        #expect(refusal?.reason == .noRepository)
        #expect(refusal?.message.contains("git init") == true)
    }
}

/// What is thrown has to have the reason.
private func expect<Value>(
    _ reason: DevelopmentError.Reason, sourceLocation: SourceLocation = #_sourceLocation,
    _ body: () async throws -> Value
) async {
    let error = await #expect(throws: DevelopmentError.self, sourceLocation: sourceLocation) { _ = try await body() }
    #expect(error?.reason == reason, sourceLocation: sourceLocation)
}

/// A repository with a project in its folder `shop`.
final class Repository: Sendable {
    let folder = FileManager.default.temporaryDirectory.path + "/repository-\(UUID().uuidString)"
    var project: String { folder + "/shop" }

    init() {
        write("shop/shop.model.lkml", "explore: orders {}\n")
        write("shop/views/orders.view.lkml", "view: orders {}\n")
        write("README.md", "Beside the project\n")
        write(".gitignore", "/state/\n")
        git("init", "--quiet", "--initial-branch=main")
        git("add", "--all")
        git("commit", "--quiet", "--message=begin")
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    func write(_ path: String, _ text: String) {
        let place = URL(fileURLWithPath: folder + "/" + path)
        try? FileManager.default.createDirectory(
            at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
        try? Data(text.utf8).write(to: place)
    }

    func text(_ path: String) -> String? { try? String(contentsOfFile: folder + "/" + path, encoding: .utf8) }

    @discardableResult func git(_ arguments: String...) -> String {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments =
            ["git", "-C", folder, "-c", "user.name=Test", "-c", "user.email=test@example.com"] + arguments
        let output = Pipe()
        process.standardOutput = output
        try? process.run()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return String(decoding: data, as: UTF8.self)
    }
}
