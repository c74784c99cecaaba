import Foundation
import LookML
import Testing

@testable import SemanticModel

/// A project made with what is known from before is the one that would be made anew.
@Suite struct ProjectCacheTests {
    private static let files: [String: String] = [
        "manifest.lkml": "constant: WORD { value: \"first\" }",
        "a.model.lkml":
            "include: \"/views/*.view\" label: \"@{WORD}\" explore: v1 { join: v2 { sql_on: ${v1.x} = ${v2.x} ;; } }",
        "b.model.lkml": "include: \"/views/v2.view\" explore: v2 {}",
        "c.model.lkml": "include: \"/missing.view\" explore: nowhere {}",
        "views/v1.view.lkml": "view: v1 { dimension: x { primary_key: yes } measure: n { type: count } }",
        "views/v2.view.lkml": "include: \"v3.view\" view: v2 { dimension: x { label: \"@{WORD}\" } }",
        "views/v3.view.lkml": "view: v3 { dimension: x {} } view: +v2 { dimension: y {} }",
    ]

    /// One edit after the other: a path and its new text, or nothing for a file that goes.
    static let edits: [(path: String, text: String?)] = [
        (
            "views/v1.view.lkml",
            "view: v1 { dimension: x { label: \"New\" primary_key: yes } measure: n { type: count } }"
        ),
        ("views/v3.view.lkml", "view: v3 { dimension: x {} } view: +v2 { dimension: z { sql: ${nothing} ;; } }"),
        ("manifest.lkml", "constant: WORD { value: \"second\" }"),
        ("views/v4.view.lkml", "view: v4 { extends: [v1] dimension: w { type: nmber } }"),
        ("missing.view.lkml", "view: nowhere { dimension: x {} }"), ("views/v3.view.lkml", nil),
        ("views/v2.view.lkml", "view: v2 { dimension: x"), ("manifest.lkml", nil), ("b.model.lkml", nil),
        ("d.model.lkml", "include: \"/views/v1.view\" explore: v1 {}"), ("views/v1.view.lkml", nil),
        ("a.model.lkml", "include: \"/views/*.view\" fiscal_month_offset: 2 explore: v1 {}"),
        ("a.model.lkml", "include: \"/views/*.view\" access_grant: g {} explore: v1 { from: v2 }"),
        ("a.model.lkml", nil), ("c.model.lkml", nil), ("d.model.lkml", nil),
    ]

    private static func summary(_ project: Project) -> [String] {
        project.problems
            + project.models.flatMap { model in
                ["model \(model.name) \(model.label) \(model.viewSources.keys.sorted())"]
                    + model.explores.flatMap { explore in
                        ["explore \(explore.name) \(explore.views.map(\.alias))"]
                            + explore.fields.map { "\($0.name) \($0.label) \($0.kind)" }
                    }
            }
    }

    @Test func `after every edit the project is as if nothing had been known`() {
        let cache = ProjectCache()
        var texts = Self.files
        func check(_ what: String) {
            let files = texts.map { SourceFile(path: $0.key, text: $0.value) }
            let fresh = Self.summary(ProjectResolver.resolve(name: "test", files: files))
            for _ in 0..<2 {
                #expect(
                    Self.summary(ProjectResolver.resolve(name: "test", files: files, reusing: cache)) == fresh,
                    "\(what)")
            }
        }
        check("at first")
        for edit in Self.edits {
            texts[edit.path] = edit.text
            check("\(edit.path): \(edit.text ?? "gone")")
        }
    }

    @Test func `files are read anew as soon as they change, however fast`() throws {
        let root = FileManager.default.temporaryDirectory.path + "/" + UUID().uuidString
        defer { try? FileManager.default.removeItem(atPath: root) }
        try FileManager.default.createDirectory(atPath: root + "/views", withIntermediateDirectories: true)
        let file = URL(fileURLWithPath: root + "/views/v.view.lkml")
        try Data("include: \"/views/*\" explore: v {}".utf8).write(to: URL(fileURLWithPath: root + "/m.model.lkml"))
        let cache = ProjectCache()
        // The texts are of one length, and faster than the clock of some file systems ticks.
        for round in 10..<60 {
            try Data("view: v { dimension: a { label: \"Round \(round)\" } }".utf8).write(to: file)
            let project = try ProjectLoader.load(root: root, name: "test", reusing: cache)
            #expect(project.explore("v")?.field("v.a")?.labelShort == "Round \(round)")
        }
        try FileManager.default.removeItem(at: file)
        #expect(try ProjectLoader.load(root: root, name: "test", reusing: cache).hasErrors)
    }

    @Test func `a file that has long been as it is is not read again`() throws {
        let root = FileManager.default.temporaryDirectory.path + "/" + UUID().uuidString
        defer { try? FileManager.default.removeItem(atPath: root) }
        try FileManager.default.createDirectory(atPath: root, withIntermediateDirectories: true)
        let path = root + "/v.model.lkml"
        try Data("view: v { dimension: a {} } explore: v {}".utf8).write(to: URL(fileURLWithPath: path))
        let stamp = try #require(FileStamp(of: path, followsLinks: false))
        let now = Int(Date.now.timeIntervalSince1970)
        #expect(!stamp.isSettled(at: now))
        #expect(stamp.isSettled(at: now + 10))
        // Whatever a settled file was read as stands for it until its stamp is another one.
        let known = [
            "v.model.lkml": ProjectCache.ReadFile(
                stamp: stamp, file: SourceFile(path: "v.model.lkml", text: "known"), problems: [])
        ]
        var reader = FolderReader(root: try #require(ProjectLoader.realPath(root)), known: known)
        reader.readAll()
        #expect(reader.files.map(\.text) == ["known"])
        try FileManager.default.removeItem(atPath: path)
        try Data("view: w { dimension: a {} } explore: w {}".utf8).write(to: URL(fileURLWithPath: path))
        reader = FolderReader(root: try #require(ProjectLoader.realPath(root)), known: known)
        reader.readAll()
        #expect(reader.files.map(\.text) == ["view: w { dimension: a {} } explore: w {}"])
    }
}
