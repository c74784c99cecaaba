internal import Content
package import Discovery
internal import Foundation
package import FrontDoor
internal import HTTPTypes
package import Hummingbird
internal import JSON

/// Tidying up: what nobody uses, what is there twice, what is like something else, and names that could be better.
package struct TidinessRoutes: Sendable {
    let discovery: Discovery
    let reader: @Sendable (Caller) async throws -> SearchReader

    package init(_ discovery: Discovery, reader: @escaping @Sendable (Caller) async throws -> SearchReader) {
        self.discovery = discovery
        self.reader = reader
    }

    package func add(to router: Router<SoundingsRequestContext>) {
        let routes = router.group("api/v1/content").add(middleware: ProductErrors())
        routes.get("unused", use: unused)
        routes.get("duplicates", use: duplicates)
        routes.get("similar", use: similar)
        routes.get("lint", use: lint)
    }

    /// `GET /content/unused?days=90`: the longest forgotten first.
    @Sendable func unused(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let caller = try context.requireCaller(may: "access_data")
        let days = try number(request, "days", in: 1...3_650) ?? 90
        let found = try await discovery.unused(days: days, as: try await reader(caller))
        return .json(["days": .int(Int64(days)), "content": .array(found.map(\.json))])
    }

    /// `GET /content/duplicates`: groups that ask the same, the largest first; in each the most used first.
    @Sendable func duplicates(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let caller = try context.requireCaller(may: "access_data")
        let groups = try await discovery.duplicates(as: try await reader(caller))
        return .json(["groups": .array(groups.map { ["content": .array($0.map(\.json))] })])
    }

    /// `GET /content/similar?kind=look&id=12`: what shows much the same, with how alike it is from 0 to 1.
    @Sendable func similar(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let caller = try context.requireCaller(may: "access_data")
        guard let kind = request.parameter("kind").flatMap(DiscoverableContent.Kind.init) else {
            throw Self.invalid("kind", "kind must be look or dashboard.")
        }
        guard let id = request.parameter("id"), !id.isEmpty else { throw Self.invalid("id", "id is required.") }
        let limit = try number(request, "limit", in: 1...100) ?? 10
        let found = try await discovery.similar(to: id, kind: kind, as: try await reader(caller), limit: limit)
        guard let found else { throw RequestFailure.notFound(kind.rawValue) }
        return .json([
            "content": .array(
                found.map { found in
                    var json = found.content.json.objectValue ?? JSONObject()
                    json["likeness"] = .double((found.likeness * 100).rounded() / 100)
                    return .object(json)
                })
        ])
    }

    /// `GET /content/lint[?rules=copy-of,blanks]`: what the naming rules say. A finding with a `fix` is mended by sending
    /// that request as it is: it goes through the API of the content, and so with its permissions and its history.
    @Sendable func lint(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let caller = try context.requireCaller(may: "access_data")
        var rules = Set(NamingRule.allCases)
        if let text = request.parameter("rules") {
            rules = []
            for name in text.split(separator: ",") {
                guard let rule = NamingRule(rawValue: String(name)) else {
                    throw Self.invalid(
                        "rules",
                        "There is no rule '\(name.prefix(80))'; there are "
                            + NamingRule.allCases.map(\.rawValue).joined(separator: ", ") + ".")
                }
                rules.insert(rule)
            }
        }
        let found = try await discovery.namingFindings(as: try await reader(caller), rules: rules)
        return .json([
            "findings": .array(found.map { json($0.finding, $0.content, caller) }),
            "rules": .array(
                NamingRule.allCases.map { ["rule": .string($0.rawValue), "reason": .string($0.reason)] }),
        ])
    }

    private func json(_ finding: NamingFinding, _ content: ListedContent, _ caller: Caller) -> JSONValue {
        var fix = JSONValue.null
        if let title = finding.suggestion, !content.isFromFile, caller.may("save_content") {
            fix = [
                "method": "PATCH", "url": .string("/api/4.0/\(finding.kind)s/\(finding.id)"),
                "headers": ["If-Match": .string(String(content.version))], "body": ["title": .string(title)],
            ]
        }
        return [
            "rule": .string(finding.rule.rawValue), "reason": .string(finding.rule.reason),
            "suggestion": JSONValue(finding.suggestion), "content": content.json, "fix": fix,
        ]
    }

    private func number(_ request: Request, _ name: String, in range: ClosedRange<Int>) throws -> Int? {
        guard let text = request.parameter(name) else { return nil }
        guard let number = Int(text), range.contains(number) else {
            throw Self.invalid(name, "\(name) must be a number from \(range.lowerBound) to \(range.upperBound).")
        }
        return number
    }

    private static func invalid(_ field: String, _ message: String) -> RequestFailure {
        .invalid("Validation Failed", [.init(field: field, code: "invalid", message: message)])
    }
}

extension ListedContent {
    fileprivate var json: JSONValue {
        func time(_ date: Date?) -> JSONValue { JSONValue(date?.formatted(.iso8601)) }
        return [
            "kind": .string(kind.rawValue), "id": .string(id), "title": .string(title),
            "description": .string(description), "folder": ["id": .string(folderID), "name": .string(folderName)],
            "owner": JSONValue(ownerName), "view_count": .int(Int64(viewCount)),
            "last_viewed_at": time(lastViewedAt), "created_at": time(createdAt), "updated_at": time(updatedAt),
            "from_file": .bool(isFromFile), "url": .string(path),
        ]
    }
}
