import Foundation
import Testing

/// A LookML file of the repository: those written for these tests in Tests/LookML/Fixtures, and the demo's.
struct Fixture: CustomTestStringConvertible, Sendable {
    /// Below the repository's root.
    var path: String
    var text: String

    var testDescription: String { path }

    static let root = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// Correct LookML that covers the grammar.
    static let correct = files(in: "Tests/LookML/Fixtures")
    /// With a file of the same name that lists the problems: `line:column code`, one a line.
    static let broken = files(in: "Tests/LookML/Fixtures/broken")
    static let demo = files(in: "demo", andBelow: true)

    private static func files(in folder: String, andBelow: Bool = false) -> [Fixture] {
        let all = FileManager.default.enumerator(
            at: root.appendingPathComponent(folder), includingPropertiesForKeys: nil,
            options: andBelow ? [] : [.skipsSubdirectoryDescendants])
        let files = (all?.allObjects as? [URL] ?? []).filter { $0.pathExtension == "lkml" }
        return files.sorted { $0.path < $1.path }.compactMap { file in
            guard let data = FileManager.default.contents(atPath: file.path) else { return nil }
            let path = file.path.dropFirst(root.path.count + 1)
            return Fixture(path: String(path), text: String(decoding: data, as: UTF8.self))
        }
    }

    /// The same file as other editors write it. None of this changes what it means.
    enum Editor: CaseIterable {
        case unix, windows, markedAsUTF8, withoutLastLineEnd
    }

    func written(by editor: Editor) -> Fixture {
        var fixture = self
        switch editor {
        case .unix: break
        case .windows:
            fixture.text = text.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\r\n")
        case .markedAsUTF8: fixture.text = "\u{FEFF}" + text
        case .withoutLastLineEnd: while fixture.text.last?.isNewline == true { fixture.text.removeLast() }
        }
        return fixture
    }
}
