import Foundation
import Testing

@testable import ProblemReports

@Suite struct CatalogueTests {
    private static let root = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
        .deletingLastPathComponent()
        .deletingLastPathComponent()

    @Test func `codes are all different and have words`() {
        let codes = ProblemKind.all.map(\.code)
        #expect(Set(codes).count == codes.count)
        for kind in ProblemKind.all {
            #expect(!kind.title.isEmpty && !kind.title.hasSuffix("."), "\(kind.code)")
            #expect(kind.help.hasSuffix(".") || kind.help.hasSuffix("`"), "\(kind.code)")
        }
    }

    /// Codes stand in the sources as the first argument of whatever reports them: two words or more with hyphens.
    @Test func `every code that the sources report has an entry`() throws {
        let folders = [
            "Model", "Present/Content", "Transform", "Serve/App/Settings", "Serve/App/Server", "Query/ModelCheck",
        ]
        let calls =
            #/(?:report|refusal|leaveOut|unavailable)\(\s*"([a-z0-9]+(?:-[a-z0-9]+)+)"|code: "([a-z0-9]+(?:-[a-z0-9]+)+)"/#
        var found: Set<String> = []
        for folder in folders {
            let place = Self.root.appendingPathComponent("Sources/\(folder)")
            let files = FileManager.default.enumerator(at: place, includingPropertiesForKeys: nil)
            for case let file as URL in files ?? .init() where file.pathExtension == "swift" {
                let text = try String(contentsOf: file, encoding: .utf8)
                for match in text.matches(of: calls) {
                    if let code = match.output.1 ?? match.output.2 { found.insert(String(code)) }
                }
            }
        }
        #expect(found.count > 60)
        #expect(found.filter { ProblemKind.named($0) == nil }.sorted() == [])
    }

    @Test func `the documentation names every code`() throws {
        let page = try String(
            contentsOf: Self.root.appendingPathComponent("docs/reference/problems.md"), encoding: .utf8)
        #expect(ProblemKind.all.filter { !page.contains("| `\($0.code)` |") }.map(\.code) == [])
    }
}
