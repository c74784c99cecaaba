import Foundation
import Testing

@testable import SemanticModel

@Suite struct ReferencePageTests {
    /// docs/reference/lookml.md of the folder in which this file lies, with links followed: the package of a test run may
    /// be put together of links.
    private static var page: URL {
        URL(filePath: #filePath).resolvingSymlinksInPath()
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "docs/reference/lookml.md")
    }

    /// `SOUNDINGS_WRITE_DOCS=1 swift test --filter ReferencePageTests` writes the page.
    @Test func `the page of the reference is what the table says`() throws {
        if ProcessInfo.processInfo.environment["SOUNDINGS_WRITE_DOCS"] == "1" {
            try LookMLReference.markdown.write(to: Self.page, atomically: true, encoding: .utf8)
        }
        let page = try String(contentsOf: Self.page, encoding: .utf8)
        #expect(
            page == LookMLReference.markdown,
            "Write it with: SOUNDINGS_WRITE_DOCS=1 swift test --filter ReferencePageTests")
    }
}
