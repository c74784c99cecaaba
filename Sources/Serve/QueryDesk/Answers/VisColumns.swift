internal import JSON
internal import QueryCompiler
internal import QueryRunner
internal import SemanticModel
internal import Warehouse

/// What a picture's settings do to the columns of a table (`apply_vis`): other names, and columns that are not shown.
struct VisColumns {
    private let labels: [String: String]
    private let hidden: Set<String>

    /// - Parameter vis: A `vis_config`.
    init(_ vis: JSONObject) {
        var labels: [String: String] = [:]
        for (name, label) in vis["series_labels"]?.objectValue?.members ?? [] {
            if let label = label.stringValue, !label.isEmpty { labels[name] = label }
        }
        self.labels = labels
        let lists = [vis["hidden_fields"], vis["hidden_series"]].compactMap { $0?.arrayValue }
        hidden = Set(lists.flatMap { $0.compactMap(\.stringValue) })
    }

    func named(_ query: CompiledQuery) -> CompiledQuery {
        var query = query
        for place in query.fields.indices {
            if let label = labels[query.fields[place].name] {
                query.fields[place].label = label
                query.fields[place].labelShort = label
            }
        }
        return query
    }

    /// Without the hidden columns. A pivoted table keeps them: they may be what its rows are told apart by.
    func shown(_ answer: QueryAnswer) -> QueryAnswer {
        let kept = answer.query.fields.indices.filter { !hidden.contains(answer.query.fields[$0].name) }
        guard answer.pivot == nil, kept.count < answer.query.fields.count, !kept.isEmpty else { return answer }
        var query = answer.query
        query.fields = kept.map { answer.query.fields[$0] }
        query.selected = query.fields.count
        query.sortColumns = [:]
        query.plan = ResultPlan()
        let rows = ResultSet(
            columns: kept.compactMap { answer.rows.columns.indices.contains($0) ? answer.rows.columns[$0] : nil },
            batches: answer.rows.batches.map { batch in
                ColumnBatch(
                    columns: kept.compactMap { batch.columns.indices.contains($0) ? batch.columns[$0] : nil },
                    rowCount: batch.rowCount)
            })
        var shown = QueryAnswer(query: query, rows: rows, runtime: answer.runtime)
        shown.cached = answer.cached
        shown.problems = answer.problems
        shown.warnings = answer.warnings
        return shown
    }
}
