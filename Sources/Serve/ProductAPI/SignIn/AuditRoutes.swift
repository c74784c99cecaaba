package import Content
internal import Foundation
package import FrontDoor
package import Hummingbird
internal import JSON

/// The audit log, for administrators: `GET /api/v1/audit`.
package struct AuditRoutes: Sendable {
    private let log: AuditLog

    package init(_ log: AuditLog) { self.log = log }

    package func add(to router: Router<SoundingsRequestContext>) {
        router.group("api/v1").add(middleware: ProductErrors()).get("audit", use: entries)
    }

    /// The newest entries first; `next` is what `before` has to be for the page after this one.
    @Sendable func entries(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        _ = try context.requireCaller(may: "administer")
        let filter = try Self.filter(request)
        let entries = try await log.entries(filter)
        let next = entries.count < filter.limit ? nil : entries.last.map { String($0.id) }
        return .json(["entries": .array(entries.map(\.json)), "next": JSONValue(next)])
    }

    private static func filter(_ request: Request) throws -> AuditFilter {
        var problems: [RequestFailure.FieldProblem] = []
        func read<Value>(_ name: String, _ what: String, _ value: (String) -> Value?) -> Value? {
            guard let text = request.parameter(name), !text.isEmpty else { return nil }
            let read = value(text)
            if read == nil { problems.append(.init(field: name, code: "invalid", message: "\(name) must be \(what).")) }
            return read
        }
        var filter = AuditFilter()
        filter.user = request.parameter("user")
        filter.object = request.parameter("object")
        filter.action = read(
            "action", "one of " + AuditEntry.Action.allCases.map(\.rawValue).joined(separator: ", "),
            AuditEntry.Action.init)
        filter.outcome = read("outcome", "done, refused or failed", AuditEntry.Outcome.init)
        filter.since = read("since", "a day or a moment, such as 2026-03-08T12:00:00Z", AuditFilter.moment)
        filter.until = read("until", "a day or a moment, such as 2026-03-08T12:00:00Z", AuditFilter.moment)
        filter.before = read("before", "the number of an entry") { Int64($0) }
        filter.limit =
            read("limit", "a number from 1 to 1000") { Int($0).flatMap { (1...1_000).contains($0) ? $0 : nil } }
            ?? filter.limit
        guard problems.isEmpty else { throw RequestFailure.invalid("The request can't be read.", problems) }
        return filter
    }
}
