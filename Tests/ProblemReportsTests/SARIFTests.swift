import JSON
import LookML
import Testing

@testable import ProblemReports

@Suite struct SARIFTests {
    private func problem(
        _ code: String, _ severity: Diagnostic.Severity = .error, file: String = "views/a.view.lkml", line: Int = 3,
        suggestion: String? = nil
    ) -> Diagnostic {
        Diagnostic(
            code: code, severity: severity, message: "Wrong.",
            location: SourceLocation(file: file, line: line, column: 5), suggestion: suggestion)
    }

    private func onlyRun(_ problems: [Diagnostic], folder: String = "") -> JSONValue? {
        SARIFLog(problems, folder: folder, version: "1.2.3").json["runs"]?.arrayValue?.first
    }

    @Test func `each code is one rule, to which its results point`() throws {
        let run = try #require(
            onlyRun([
                problem("unknown-field"), problem("name-style", .warning, line: 4), problem("unknown-field", line: 9),
            ]))
        let rules = try #require(run["tool"]?["driver"]?["rules"]?.arrayValue)
        #expect(rules.map { $0["id"]?.stringValue } == ["name-style", "unknown-field"])
        #expect(rules.map { $0["name"]?.stringValue } == ["NameStyle", "UnknownField"])
        #expect(rules.map { $0["defaultConfiguration"]?["level"]?.stringValue } == ["warning", "error"])
        #expect(rules[1]["shortDescription"]?["text"]?.stringValue == "There is no such field")
        let results = try #require(run["results"]?.arrayValue)
        #expect(results.map { $0["ruleIndex"]?.intValue } == [1, 0, 1])
        #expect(results.map { $0["level"]?.stringValue } == ["error", "warning", "error"])
    }

    @Test func `a result has its place, relative to the root of the repository`() throws {
        let run = try #require(
            onlyRun(
                [problem("unknown-field", file: "views/a b/ü.lkml", suggestion: "orders.total")], folder: "looker/shop")
        )
        let result = try #require(run["results"]?.arrayValue?.first)
        #expect(result["message"]?["text"]?.stringValue == "Wrong. Suggestion: orders.total")
        let place = result["locations"]?.arrayValue?.first?["physicalLocation"]
        #expect(place?["artifactLocation"]?["uri"]?.stringValue == "looker/shop/views/a%20b/%C3%BC.lkml")
        #expect(place?["artifactLocation"]?["uriBaseId"]?.stringValue == "%SRCROOT%")
        #expect(place?["region"]?["startLine"]?.intValue == 3)
        #expect(place?["region"]?["startColumn"]?.intValue == 5)
        #expect(run["columnKind"]?.stringValue == "unicodeCodePoints")
    }

    @Test func `no problems are a run without results`() throws {
        let run = try #require(
            onlyRun([]))
        #expect(run["results"]?.arrayValue?.isEmpty == true)
        #expect(run["tool"]?["driver"]?["semanticVersion"]?.stringValue == "1.2.3")
    }

    @Test func `of too many results the errors are kept`() throws {
        let warnings = (1...SARIFLog.mostResults).map { problem("name-style", .warning, line: $0) }
        let run = try #require(
            onlyRun(warnings + [problem("unknown-field", line: 30_000)]))
        let results = try #require(run["results"]?.arrayValue)
        #expect(results.count == SARIFLog.mostResults)
        #expect(results.last?["ruleId"]?.stringValue == "unknown-field")
    }
}
