package import Content
package import FrontDoor
internal import HTTPTypes
package import Hummingbird
internal import JSON
package import QueryDesk
internal import QueryRunner

/// What runs and what has run, for those who may see everybody's queries.
///
/// - `GET /api/v1/queries?status=&kind=&origin=&user=&model=&explore=&longer_than=&before=&limit=`: `running`, then `queries`,
///   the newest first. Times are milliseconds.
/// - `DELETE /api/v1/queries/ID` stops one; whoever asked for it may do so too.
package struct QueryHistoryRoutes: Sendable {
    private let desk: QueryDesk
    private let content: ContentStore
    private let history: QueryHistory

    package init(desk: QueryDesk, content: ContentStore, history: QueryHistory) {
        self.desk = desk
        self.content = content
        self.history = history
    }

    package func add(to router: Router<SoundingsRequestContext>) {
        let routes = router.group("api/v1").add(middleware: ProductErrors())
        routes.get("queries", use: list)
        routes.delete("queries/:query", use: stop)
    }

    @Sendable func list(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let caller = try context.requireCaller(may: "see_queries")
        var search = ContentStore.QuerySearch()
        var problems: [RequestFailure.FieldProblem] = []
        func number(_ name: String, in range: ClosedRange<Int64>) -> Int64? {
            guard let text = request.parameter(name), !text.isEmpty else { return nil }
            guard let value = Int64(text), range.contains(value) else {
                problems.append(
                    .init(
                        field: name, code: "invalid",
                        message: "\(name) must be a whole number from \(range.lowerBound) to \(range.upperBound)."))
                return nil
            }
            return value
        }
        search.limit = Int(number("limit", in: 1...5_000) ?? 100)
        search.longerThan = number("longer_than", in: 0...86_400_000).map { $0 * 1_000 }
        search.before = number("before", in: 0...99_999_999_999_999).map { $0 * 1_000 }
        search.userID = request.parameter("user")
        search.kind = request.parameter("kind")
        search.origin = request.parameter("origin")
        search.model = request.parameter("model")
        search.explore = request.parameter("explore")
        if let text = request.parameter("status") {
            search.status = QueryRecord.Status(rawValue: text)
            if search.status == nil {
                let known = QueryRecord.Status.allCases.map(\.rawValue).joined(separator: ", ")
                problems.append(.init(field: "status", code: "invalid", message: "status is one of: \(known)."))
            }
        }
        guard problems.isEmpty else { throw RequestFailure.invalid("Validation Failed", problems) }
        try await history.flush()
        // SQL of one's own has no model, and reaches the tables of all.
        func showsSQL(_ model: String) -> Bool {
            model.isEmpty ? caller.mayEverywhere("see_sql") : caller.may("see_sql", in: model)
        }
        let records = try await content.queries(search)
        return .json([
            "running": .array(desk.book.runs.map { running($0, showsSQL: showsSQL($0.details.model)) }),
            "queries": .array(records.map { json($0, showsSQL: showsSQL($0.model)) }), "lost": JSONValue(history.lost),
        ])
    }

    @Sendable func stop(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let caller = try context.requireCaller(may: "access_data")
        let id = try context.name("query")
        guard let run = desk.book.run(id), run.userID == caller.userID || caller.may("see_queries") else {
            throw RequestFailure.notFound("running query")
        }
        _ = desk.book.stop(id)
        return .empty(.noContent)
    }

    private func running(_ run: QueryRun, showsSQL: Bool) -> JSONValue {
        let (details, times) = (run.details, run.watch.times)
        func milliseconds(_ duration: Duration) -> JSONValue {
            .double(
                Double(duration.components.seconds) * 1_000 + Double(
                    duration.components.attoseconds / 1_000_000_000_000)
                    / 1_000)
        }
        return [
            "id": .string(run.id), "user": ["id": .string(run.userID), "name": .string(run.userName)],
            "kind": .string(run.origin.kind.rawValue), "origin": .string(run.origin.id),
            "element": .string(run.origin.element), "model": .string(details.model),
            "explore": .string(details.explore), "format": .string(details.format),
            "started_at": .int(run.startedAt / 1_000), "stage": .string(times.stage.rawValue),
            "source": .string(times.source.rawValue), "compile": milliseconds(times.compiling),
            "wait": milliseconds(times.waiting), "engine": milliseconds(times.running),
            "write": milliseconds(times.writing), "sql": showsSQL ? .string(details.sql) : .null,
        ]
    }

    private func json(_ record: QueryRecord, showsSQL: Bool) -> JSONValue {
        func milliseconds(_ microseconds: Int64) -> JSONValue { .double(Double(microseconds) / 1_000) }
        return [
            "id": .string(record.id), "user": ["id": .string(record.userID), "name": .string(record.userName)],
            "kind": .string(record.kind), "origin": .string(record.origin), "element": .string(record.element),
            "model": .string(record.model), "explore": .string(record.explore), "format": .string(record.format),
            "started_at": .int(record.startedAt / 1_000), "status": .string(record.status.rawValue),
            "source": .string(record.source), "compile": milliseconds(record.compiling),
            "wait": milliseconds(record.waiting), "engine": milliseconds(record.running),
            "write": milliseconds(record.writing), "total": milliseconds(record.total), "rows": JSONValue(record.rows),
            "bytes": JSONValue(record.bytes), "sql": showsSQL ? .string(record.sql) : .null,
            // What a database says may hold values of rows.
            "message": showsSQL ? JSONValue(record.message) : .null,
        ]
    }
}
