package import FrontDoor
internal import JSON
internal import QueryCompiler
internal import QueryRunner
package import SemanticModel

/// Which saved numbers would change if another version of the model were served.
///
/// Each saved query is compiled on both. Where the SQL is the same, so are the numbers, and nothing runs. Where it differs
/// both run, after all that people wait for, and their rows are compared.
///
/// The answer is lines of JSON (NDJSON): one that says how many there are, one for each query whose SQL differs or that
/// works on one version alone, and a last one with the counts.
package struct ModelComparison: Sendable {
    private let before: Side
    private let after: Side
    private let caller: Caller
    /// Of both sides: filters by relative times mean the same times on both.
    private let context: QueryContext

    /// One of the versions, as the caller may know it.
    private struct Side: Sendable {
        var desk: QueryDesk
        var project: Project
    }

    /// Rows of one query that are compared.
    private static let mostRows = 5_000
    /// Rows of each kind that are shown.
    private static let shownRows = 5

    package init(_ desk: QueryDesk, with project: Project, for caller: Caller) {
        var caller = caller
        // Whoever works in development mode compares with what is served, too.
        caller.branchOwner = nil
        var other = desk
        other.project = LiveProject(project)
        before = Side(desk: desk, project: desk.project(for: caller))
        after = Side(desk: other, project: other.project(for: caller))
        context = desk.context(for: caller)
        self.caller = caller
    }

    private enum Outcome: String {
        case same, numbers, broken, mended, failed
    }

    package func run(_ questions: [ComparedQuestion], _ write: @escaping QueryOutput.Write) async throws {
        var counts: [Outcome: Int] = [:]
        var differing: [ComparedQuestion] = []
        var unchanged = 0
        var brokenBefore = 0
        for question in questions {
            switch (sql(question, before), sql(question, after)) {
            case (.success(let old), .success(let new)):
                if old == new { unchanged += 1 } else { differing.append(question) }
            case (.success, .failure(let failure)):
                counts[.broken, default: 0] += 1
                try await write(line(question, .broken, [("message", .string(failure.description))]))
            case (.failure(let failure), .success):
                counts[.mended, default: 0] += 1
                try await write(line(question, .mended, [("message", .string(failure.description))]))
            case (.failure, .failure): brokenBefore += 1
            }
        }
        try await write(
            Self.bytes([
                "type": "begin", "queries": JSONValue(questions.count), "to_run": JSONValue(differing.count),
                "same_sql": JSONValue(unchanged),
            ]))
        for question in differing {
            let (outcome, members) = try await compare(question)
            counts[outcome, default: 0] += 1
            try await write(line(question, outcome, members))
        }
        let counted = JSONObject(
            counts.sorted { $0.key.rawValue < $1.key.rawValue }.map { ($0.key.rawValue, JSONValue($0.value)) })
        try await write(
            Self.bytes([
                "type": "end", "outcomes": .object(counted), "same_sql": JSONValue(unchanged),
                "broken_before": JSONValue(brokenBefore),
            ]))
    }

    private func compile(_ question: ComparedQuestion, _ side: Side) throws(QueryFailure) -> CompiledQuery {
        try side.desk.runner.compile(question.body.query, on: side.project, context: context)
    }

    /// What runs for a query, as one text with all values.
    private func sql(_ question: ComparedQuestion, _ side: Side) -> Result<String, QueryFailure> {
        Result { () throws(QueryFailure) -> String in
            let compiled = try compile(question, side)
            let totals = [compiled.totals, compiled.rowTotals, compiled.grandTotals].compactMap { $0 }
            let rest = (totals + compiled.subtotals.map(\.statement)).map {
                $0.sql + "\n" + String(describing: $0.parameters)
            }
            let parts = compiled.plan.isEmpty ? rest : rest + [String(describing: compiled.plan)]
            return ([compiled.readableSQL] + parts).joined(separator: "\n;\n")
        }
    }

    private func compare(_ question: ComparedQuestion) async throws -> (Outcome, [(String, JSONValue)]) {
        do {
            let old = try await rows(question, before)
            let new = try await rows(question, after)
            let difference = RowDifference(before: old.rows, after: new.rows, keys: old.keys)
            guard !difference.isEmpty else { return (.same, [("rows", JSONValue(new.rows.count))]) }
            return (
                .numbers,
                [
                    ("rows_before", JSONValue(old.rows.count)), ("rows_after", JSONValue(new.rows.count)),
                    ("changed", JSONValue(difference.changed.count)), ("added", JSONValue(difference.added.count)),
                    ("removed", JSONValue(difference.removed.count)), ("keys", .array(old.keys.map(JSONValue.string))),
                    ("examples", examples(of: difference)),
                ]
            )
        } catch let failure as QueryFailure {
            return (.failed, [("message", .string(FailureText.description(of: failure, showsDetails: true)))])
        } catch let failure as RequestFailure {
            return (.failed, [("message", .string(String(describing: failure)))])
        }
    }

    private func rows(
        _ question: ComparedQuestion, _ side: Side
    ) async throws -> (rows: [JSONObject], keys: [String]) {
        var options = RunOptions()
        options.priority = .background
        options.limit = min(question.body.query.limit ?? Self.mostRows, Self.mostRows)
        let compiled = try compile(question, side)
        let output = try await side.desk.answer(
            question.body, as: .json, options, for: caller, origin: QueryOrigin(.comparison))
        let value = try JSONValue.parse(try await output.collect(upTo: 64 << 20))
        let rows = (value.arrayValue ?? []).compactMap(\.objectValue)
        if let message = rows.first?["looker_error"]?.stringValue { throw RequestFailure.badRequest(message) }
        let pivots = Set(compiled.pivots.map(\.name))
        let keys = compiled.fields.prefix(compiled.selected).filter {
            $0.category == .dimension && !pivots.contains($0.name)
        }
        return (rows, keys.map(\.name))
    }

    private func examples(of difference: RowDifference) -> JSONValue {
        let changed = difference.changed.prefix(Self.shownRows).map { pair -> JSONValue in
            ["before": .object(pair.before), "after": .object(pair.after)]
        }
        let removed = difference.removed.prefix(Self.shownRows).map { row -> JSONValue in
            ["before": .object(row), "after": .null]
        }
        let added = difference.added.prefix(Self.shownRows).map { row -> JSONValue in
            ["before": .null, "after": .object(row)]
        }
        return .array(changed + removed + added)
    }

    private func line(_ question: ComparedQuestion, _ outcome: Outcome, _ members: [(String, JSONValue)]) -> [UInt8] {
        let head: [(String, JSONValue)] = [
            ("type", "query"), ("outcome", .string(outcome.rawValue)), ("title", .string(question.title)),
            ("dashboard", JSONValue(question.dashboard)), ("link", .string(question.link)),
            ("model", .string(question.body.query.model)), ("explore", .string(question.body.query.explore)),
        ]
        return Self.bytes(.object(JSONObject(head + members)))
    }

    private static func bytes(_ value: JSONValue) -> [UInt8] { value.serialized() + [0x0A] }
}
