import Foundation
import LookML
import Testing

@testable import SemanticModel

@Suite struct ProjectLoaderTests {
    @Test func `a folder is read with its subfolders`() throws {
        let folder = try Folder([
            "models/shop.model.lkml": "include: \"/views/*.view\"\nexplore: v {}",
            "views/v.view.lkml": "view: v { dimension: a {} }",
            "views/state/s.view.lkml": "view: s {}", "soundings.yaml": "name: x",
            "d.dashboard.lookml": "- dashboard: d",
        ])
        let project = try ProjectLoader.load(root: folder.path, name: "shop")
        #expect(project.name == "shop")
        #expect(project.explore("v")?.location == SourceLocation(file: "models/shop.model.lkml", line: 2, column: 1))
        #expect(project.problems == [])
        let (files, _) = try ProjectLoader.readFiles(root: folder.path)
        #expect(
            files.map(\.path) == [
                "d.dashboard.lookml", "models/shop.model.lkml", "views/state/s.view.lkml", "views/v.view.lkml",
            ])
    }

    @Test func `hidden folders and the state directory are not looked into`() throws {
        let folder = try Folder(["a.lkml": "", ".git/b.lkml": "", "state/c.lkml": "", "x/.cache/d.lkml": ""])
        #expect(try ProjectLoader.readFiles(root: folder.path).files.map(\.path) == ["a.lkml"])
    }

    @Test func `links out of the project are refused, links in circles followed once`() throws {
        let outside = try Folder(["secret.view.lkml": "view: secret {}", "deep/more.lkml": ""])
        let folder = try Folder(["views/a.view.lkml": "view: a {}"])
        let manager = FileManager.default
        try manager.createSymbolicLink(
            atPath: folder.path + "/leak.view.lkml", withDestinationPath: outside.path + "/secret.view.lkml")
        try manager.createSymbolicLink(atPath: folder.path + "/out", withDestinationPath: outside.path)
        try manager.createSymbolicLink(atPath: folder.path + "/views/up", withDestinationPath: folder.path)
        try manager.createSymbolicLink(
            atPath: folder.path + "/alias.view.lkml", withDestinationPath: "views/a.view.lkml")
        let (files, problems) = try ProjectLoader.readFiles(root: folder.path)
        #expect(files.map(\.path) == ["alias.view.lkml", "views/a.view.lkml"])
        #expect(problems.map { "\($0.code) \($0.location)" } == ["outside-project leak.view.lkml:1:1"])
    }

    @Test func `what is not UTF-8 is named with its place and still read`() throws {
        let folder = try Folder([:])
        let bytes = Data("view: v {\n  label: \"".utf8) + [0xE9] + Data("\" dimension: a {} }\nexplore: v {}".utf8)
        try bytes.write(to: URL(fileURLWithPath: folder.path + "/v.model.lkml"))
        let project = try ProjectLoader.load(root: folder.path, name: "x")
        #expect(project.problems == ["error syntax-encoding v.model.lkml:2:11 → Save it as UTF-8."])
        #expect(project.explore("v") != nil)
    }

    @Test func `the demo has no problems, and the names that other tools rely on`() throws {
        let root = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let demo = try ProjectLoader.load(root: root.path + "/demo", name: "demo")
        #expect(demo.problems == [])
        let telemetry = demo.model("telemetry")
        #expect(telemetry?.weekStartDay == .sunday)
        for name in ["count", "user_count", "event_type", "insert_id", "event_date"] {
            #expect(telemetry?.explore("events")?.field("events." + name) != nil)
        }
        for name in ["count", "instance_count", "site_id"] {
            #expect(telemetry?.explore("pings")?.field("pings." + name) != nil)
        }
        #expect(telemetry?.explore("instance_days")?.views.first?.alias == "instance_day")
        #expect(Set(demo.dashboardFiles.flatMap(\.models)) == ["cdnow", "clickstream"])
    }

    @Test func `what is no folder can't be loaded`() throws {
        let folder = try Folder(["a.lkml": ""])
        #expect(throws: ProjectLoadError.self) { try ProjectLoader.load(root: folder.path + "/none", name: "x") }
        let error = #expect(throws: ProjectLoadError.self) {
            try ProjectLoader.load(root: folder.path + "/a.lkml", name: "x")
        }
        #expect(error?.code == .notAFolder)
    }
}

/// A folder of its own, removed at the end.
private final class Folder {
    let path: String

    init(_ files: [String: String]) throws {
        path = FileManager.default.temporaryDirectory.path + "/" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        for (name, text) in files {
            let file = URL(fileURLWithPath: path + "/" + name)
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try text.write(to: file, atomically: true, encoding: .utf8)
        }
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }
}
