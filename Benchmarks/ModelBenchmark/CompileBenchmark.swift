import QueryCompiler
import SQL
import SemanticModel

/// Compiles queries on one explore of fifty joins: a chain of ten, and below each of its views four legs.
struct CompileBenchmark {
    private static let text: String = {
        var text = ""
        for number in 0...50 {
            text += """
                view: v\(number) {
                  sql_table_name: raw.v\(number) ;;
                  dimension: id { primary_key: yes type: number }
                  dimension: parent_id { type: number }
                  dimension: status {}
                  dimension: amount { type: number }
                  dimension: margin { type: number sql: ${amount} * 0.3 ;; }
                  dimension_group: created { type: time }
                  measure: count { type: count }
                  measure: total { type: sum sql: ${amount} ;; }
                  measure: open { type: count filters: [status: "open"] }
                  measure: share { type: number sql: 1.0 * ${open} / NULLIF(${count}, 0) ;; }
                }

                """
        }
        text += "explore: v0 {\n"
        for number in 1...50 {
            if number <= 10 {
                let parent = number - 1
                text +=
                    "  join: v\(number) { relationship: many_to_one sql_on: ${v\(parent).parent_id} = ${v\(number).id} ;; }\n"
            } else {
                let parent = (number - 11) / 4
                text +=
                    "  join: v\(number) { relationship: one_to_many sql_on: ${v\(parent).id} = ${v\(number).parent_id} ;; }\n"
            }
        }
        return text + "}\n"
    }()

    func run() throws -> [String: Double] {
        let project = ProjectResolver.resolve(
            name: "benchmark", files: [SourceFile(path: "benchmark.model.lkml", text: Self.text)])
        guard !project.hasErrors else { throw BenchmarkFailure("The model has problems: \(project.diagnostics)") }
        let context = QueryContext(now: 1_526_668_202_000_000, projectTimezone: "America/Los_Angeles")
        func time(_ query: ExploreQuery) throws -> Double {
            var length = 0
            let median = try medianMilliseconds(of: 301) {
                length += try QueryCompiler.compile(query, project: project, context: context, dialect: .duckDB).sql
                    .utf8.count
            }
            guard length > 0 else { throw BenchmarkFailure("Nothing was compiled.") }
            return median
        }
        let filters = ["v0.created_date": "90 days", "v3.status": "open,done", "v0.amount": ">=10"]
        let all = (1...50).map { "v\($0).total" }
        return [
            "one_view_ms": try time(
                ExploreQuery(model: "benchmark", explore: "v0", fields: ["v0.created_date", "v0.count"])),
            "chain_ms": try time(
                ExploreQuery(
                    model: "benchmark", explore: "v0",
                    fields: ["v0.created_month", "v5.status", "v10.status", "v0.count", "v0.total", "v0.share"],
                    filters: filters)),
            "legs_ms": try time(
                ExploreQuery(
                    model: "benchmark", explore: "v0",
                    fields: [
                        "v0.created_month", "v2.status", "v0.count", "v0.total", "v11.total", "v12.count", "v19.share",
                        "v30.open", "v2.total", "v50.count",
                    ], filters: filters)),
            "all_joins_ms": try time(
                ExploreQuery(
                    model: "benchmark", explore: "v0", fields: ["v0.created_month", "v0.count"] + all,
                    filters: filters)),
        ]
    }
}
