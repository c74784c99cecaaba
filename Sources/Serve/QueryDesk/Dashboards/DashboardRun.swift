package import Content
package import FrontDoor
internal import JSON
package import Presentation
internal import QueryCompiler
internal import QueryRunner

/// All tiles of a dashboard in one go, each handed out as soon as it is there.
///
/// Lines of JSON (NDJSON): first the dashboard with the values of its filters and the ids of the elements that follow; then
/// a line for each element, in the order in which they end; last a line that says that all are there. Tiles that ask the
/// same share one query.
package struct DashboardRun: Sendable {
    private let desk: QueryDesk
    private let dashboard: Dashboard
    private let filters: DashboardFilters
    private let cross: CrossFilters
    private let format: ResultFormat
    private let options: RunOptions
    private let caller: Caller
    private let merges: [String: StoredMerge]
    private let chart: Chart?

    /// Answers a tile that shows a saved chart of product analytics, as one JSON object, with what it listens to.
    package typealias Chart = @Sendable (DashboardElement, DashboardFilters) async throws -> [UInt8]

    /// A query with the tiles that show it.
    private struct Group: Sendable {
        var body: QueryBody
        var merge: MergeDefinition?
        var elements: [String]
    }

    /// - Parameters:
    ///   - merges: The stored merged results that its tiles show, by their ids.
    ///   - cross: What a press on a mark of another tile filters by.
    ///   - chart: `nil` leaves out tiles with saved charts.
    ///   - format: One whose results are JSON.
    package init(
        _ dashboard: Dashboard, merges: [String: StoredMerge] = [:], filters: DashboardFilters,
        cross: [String: String] = [:], as format: ResultFormat, _ options: RunOptions, for caller: Caller,
        at desk: QueryDesk, chart: Chart? = nil
    ) {
        self.desk = desk
        self.dashboard = dashboard
        self.filters = filters
        self.cross = CrossFilters(cross, in: cross.isEmpty ? nil : desk.project(for: caller), for: caller)
        self.format = format
        self.options = options
        self.caller = caller
        self.merges = merges
        self.chart = chart
    }

    /// - Parameters:
    ///   - only: Ids of elements; `nil` is all that have a query or a chart.
    ///   - write: Takes one or several whole lines.
    package func run(only: Set<String>? = nil, _ write: QueryOutput.Write) async throws {
        let started = ContinuousClock.now
        let elements = dashboard.elements.filter { only?.contains($0.id) ?? true }
        var groups: [Group] = []
        var broken: [(element: String, message: String)] = []
        for element in elements {
            do {
                guard let group = try group(of: element) else { continue }
                if let place = groups.firstIndex(where: { $0.body.query == group.body.query && $0.merge == group.merge }
                ) {
                    groups[place].elements.append(element.id)
                } else {
                    groups.append(group)
                }
            } catch let failure as RequestFailure {
                broken.append((element.id, Self.text(failure)))
            }
        }
        let charts = chart == nil ? [] : elements.filter { $0.definition.chartID != nil }
        let asked = groups.flatMap(\.elements) + charts.map(\.id) + broken.map(\.element)
        try await write(Self.line(head(of: asked)))
        for (element, message) in broken { try await write(Self.failure(element, message, code: "invalid")) }
        var failed = broken.count
        try await withThrowingTaskGroup(of: (lines: [UInt8], failed: Int).self) { tasks in
            for group in groups { tasks.addTask { try await answer(group) } }
            for element in charts { tasks.addTask { try await answer(chartOf: element) } }
            for try await (lines, count) in tasks {
                failed += count
                try await write(lines)
            }
        }
        let runtime = ContinuousClock.now - started
        let milliseconds = runtime.components.seconds * 1_000 + runtime.components.attoseconds / 1_000_000_000_000_000
        try await write(
            Self.line([
                "type": "end", "elements": JSONValue(asked.count), "queries": JSONValue(groups.count + charts.count),
                "failed": JSONValue(failed), "runtime": .double(Double(milliseconds) / 1_000),
            ]))
    }

    /// - Returns: `nil` for an element without a query.
    private func group(of element: DashboardElement) throws -> Group? {
        if let merged = element.mergedQueries {
            return group(of: try MergeDefinition(tile: merged, listeners: element.listeners, filters: filters), element)
        }
        if let id = element.mergeResultID {
            guard let stored = merges[id] else {
                throw RequestFailure.badRequest("The merged results of this tile are gone.")
            }
            return group(of: try MergeDefinition(stored, listeners: element.listeners, filters: filters), element)
        }
        guard var body = try QueryBody(of: element, on: dashboard, filters) else { return nil }
        cross.apply(to: &body.query)
        return Group(body: body, elements: [element.id])
    }

    private func group(of merge: MergeDefinition, _ element: DashboardElement) -> Group? {
        var merge = merge
        for place in merge.sources.indices { cross.apply(to: &merge.sources[place].query) }
        return merge.sources.first.map { Group(body: $0.body, merge: merge, elements: [element.id]) }
    }

    private func head(of elements: [String]) -> JSONValue {
        [
            "type": "dashboard", "id": .string(dashboard.id), "title": .string(dashboard.title),
            "format": .string(format.rawValue),
            "filters": .object(
                JSONObject(
                    dashboard.filters.map { filter in
                        (filter.name, .string(filters.values[filter.name] ?? ""))
                    })), "elements": .array(elements.map(JSONValue.string)),
        ]
    }

    private func answer(_ group: Group) async throws -> (lines: [UInt8], failed: Int) {
        let origin = QueryOrigin(.dashboard, id: dashboard.id, element: group.elements.first ?? "")
        return try await lines(of: group.elements, "result") {
            let output =
                if let merge = group.merge {
                    try await desk.answer(merge, as: format, options, for: caller, origin: origin)
                } else {
                    try await desk.answer(group.body, as: format, options, for: caller, origin: origin)
                }
            return try await output.collect(upTo: 64 << 20)
        }
    }

    private func answer(chartOf element: DashboardElement) async throws -> (lines: [UInt8], failed: Int) {
        try await lines(of: [element.id], "chart") { try await chart?(element, filters) ?? Array("null".utf8) }
    }

    /// The lines of elements that show the same answer, or why there is none.
    /// - Parameter key: Under which name the answer stands in its line.
    private func lines(
        of elements: [String], _ key: String, _ answer: () async throws -> [UInt8]
    ) async throws -> (lines: [UInt8], failed: Int) {
        func failed(_ message: String, code: String) -> (lines: [UInt8], failed: Int) {
            (elements.flatMap { Self.failure($0, message, code: code) }, elements.count)
        }
        do {
            let bytes = try await answer()
            return (elements.flatMap { Self.tile($0, key, bytes) }, 0)
        } catch let failure as QueryFailure {
            // Whoever has gone waits for no line; a tile that somebody stopped says so.
            try Task.checkCancellation()
            let text = FailureText.description(of: failure, showsDetails: caller.may("see_sql"))
            return failed(text, code: FailureText.code(of: failure))
        } catch let failure as RequestFailure {
            return failed(Self.text(failure), code: "invalid")
        } catch let failure as QueryOutput.TooMuch {
            return failed(failure.description, code: "too_large")
        } catch is CancellationError {
            try Task.checkCancellation()
            return failed(QueryFailure.cancelled.description, code: "cancelled")
        }
    }

    private static func text(_ failure: RequestFailure) -> String {
        switch failure {
        case .badRequest(let message): message
        case .invalid(let message, let problems): problems.first?.message ?? message
        case .forbidden(let permission): "You need the permission '\(permission)' for this. Ask an administrator."
        default: "Not found"
        }
    }

    private static func tile(_ element: String, _ key: String, _ answer: [UInt8]) -> [UInt8] {
        var writer = JSONWriter(capacity: answer.count + 128)
        writer.beginObject()
        for (key, value) in [("type", "element"), ("element_id", element), ("status", "complete")] {
            writer.key(key)
            writer.string(value)
        }
        writer.key(key)
        writer.raw(answer)
        writer.endObject()
        return writer.bytes + [0x0A]
    }

    private static func failure(_ element: String, _ message: String, code: String) -> [UInt8] {
        line([
            "type": "element", "element_id": .string(element), "status": "error",
            "error": ["message": .string(message), "code": .string(code)],
        ])
    }

    private static func line(_ value: JSONValue) -> [UInt8] { value.serialized() + [0x0A] }
}
