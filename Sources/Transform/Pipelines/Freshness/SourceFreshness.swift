internal import Foundation
internal import Warehouse

/// How old the newest row of a source is, beside what is allowed.
package struct SourceFreshness: Sendable {
    package enum Status: String, Sendable {
        case pass, warn, error
        /// The table can't be asked.
        case runtimeError = "runtime error"
    }

    package var source: NodeID
    package var status: Status
    /// The newest row's time, or up to when the sync is complete; microseconds.
    package var newest: Int64?
    package var asked: Int64
    package var message: String?
    package var rule: FreshnessRule

    package var ageSeconds: Int64? { newest.map { max(0, (asked - $0) / UTCTime.second) } }
}

/// Asks sources how fresh they are.
package struct SourceFreshnessReader: Sendable {
    private let environment: RunEnvironment

    package init(_ environment: RunEnvironment) { self.environment = environment }

    /// Sources with a rule, by name. A sync of ours speaks for its tables: it knows "nothing new" from "not read".
    package func read(_ sources: [SourceTable]) async -> [SourceFreshness] {
        var found: [SourceFreshness] = []
        for source in sources.sorted(by: { $0.id < $1.id }) {
            guard let rule = source.freshness, rule.warnAfter != nil || rule.errorAfter != nil else { continue }
            found.append(await read(source, rule))
        }
        return found
    }

    private func read(_ source: SourceTable, _ rule: FreshnessRule) async -> SourceFreshness {
        let now = environment.now()
        var freshness = SourceFreshness(source: source.id, status: .pass, newest: nil, asked: now, rule: rule)
        if source.loadedAtQuery != nil || source.loadedAtField != nil {
            do {
                let sql = try await sql(source, rule)
                let rows = try await environment.warehouse.rows(Statement(sql, label: "freshness of \(source.id)"))
                freshness.newest = ResultTable(rows).int(0, 0)
            } catch {
                freshness.status = .runtimeError
                freshness.message = PipelineRun.message(of: error)
                return freshness
            }
        } else {
            var question = WatermarkQuestion(table: source.relation, time: source.time)
            question.needsVersion = false
            freshness.newest = await environment.watermarks([question])[source.relation]?.completeTo
        }
        guard let age = freshness.ageSeconds else {
            freshness.status = rule.errorAfter == nil ? .warn : .error
            freshness.message = source.loadedAtQuery == nil ? "there is no row" : "its loaded_at_query gives no moment"
            return freshness
        }
        if let limit = rule.errorAfter, age > limit.duration.components.seconds {
            freshness.status = .error
        } else if let limit = rule.warnAfter, age > limit.duration.components.seconds {
            freshness.status = .warn
        }
        return freshness
    }
}

extension SourceFreshnessReader {
    /// What asks the warehouse up to when the source is complete.
    private func sql(_ source: SourceTable, _ rule: FreshnessRule) async throws -> String {
        let compiler = NodeCompiler(project: environment.project, context: environment.context)
        func rendered(_ text: String) async throws -> String {
            try await compiler.render(text, at: source.position, for: source.id)
        }
        if let query = source.loadedAtQuery { return TableWatermarks.moment(of: try await rendered(query)) }
        let column = IncrementalBuild.column(try await rendered(source.loadedAtField ?? ""))
        let condition = try await rule.filter.asyncMap { " WHERE " + (try await rendered($0)) } ?? ""
        return "SELECT epoch_us(max(\(column))::TIMESTAMP) FROM \(source.relation.quoted)\(condition)"
    }
}

extension Optional {
    fileprivate func asyncMap<Value>(_ transform: (Wrapped) async throws -> Value) async rethrows -> Value? {
        guard let self else { return nil }
        return try await transform(self)
    }
}
