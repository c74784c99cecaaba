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
        if let field = source.loadedAtField {
            let compiler = NodeCompiler(project: environment.project, context: environment.context)
            do {
                let column = try await compiler.render(field, at: source.position, for: source.id)
                let filter = try await rule.filter.asyncMap {
                    try await compiler.render($0, at: source.position, for: source.id)
                }
                let condition = filter.map { " WHERE \($0)" } ?? ""
                let sql =
                    "SELECT epoch_us(max(\(IncrementalBuild.column(column)))::TIMESTAMP) FROM \(source.relation.quoted)"
                    + condition
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
            freshness.message = "there is no row"
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

extension Optional {
    fileprivate func asyncMap<Value>(_ transform: (Wrapped) async throws -> Value) async rethrows -> Value? {
        guard let self else { return nil }
        return try await transform(self)
    }
}
