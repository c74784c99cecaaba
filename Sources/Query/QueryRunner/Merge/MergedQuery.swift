internal import LookerExpressions
package import QueryCompiler
internal import SemanticModel
internal import Warehouse

/// The results of several queries side by side, joined in memory: Looker's merged results.
///
/// The first query is the primary one: all its rows stay, in their order. Each further query adds its columns to the rows
/// that agree with it in the merge fields (a left join); where several of its rows do, the row comes once for each. Its merge
/// fields don't become columns, and a name that is there already gets the query's before it: `q1_orders.count`. NULL agrees
/// with NULL.
package struct MergedQuery: Sendable {
    /// Which columns have to be equal.
    package struct MergeField: Sendable, Hashable {
        /// The field of the source itself.
        package var name: String
        /// The column of the result so far that it is compared with.
        package var primary: String

        package init(name: String, primary: String) {
            self.name = name
            self.primary = primary
        }
    }

    package struct Source: Sendable {
        /// For messages, and for columns whose name is there already: `q1`, `q2` …
        package var name: String
        package var answer: QueryAnswer
        /// Empty for the first source.
        package var mergeFields: [MergeField]

        package init(name: String, answer: QueryAnswer, mergeFields: [MergeField] = []) {
            self.name = name
            self.answer = answer
            self.mergeFields = mergeFields
        }
    }

    package enum Failure: Error, Sendable, Equatable {
        case noSources
        /// A pivoted result has no columns that a field would name.
        case pivoted(source: String)
        case noMergeFields(source: String)
        case unknownField(String, source: String)
        case notADimension(String, source: String)
        /// More values than may be held; the limit.
        case tooLarge(Int)
    }

    package var sources: [Source]
    /// Table calculations over the merged rows.
    package var calculations: [DynamicField]
    /// `field` and `field desc` of the merged columns, read.
    package var sorts: [AppliedSort]
    package var limit: Int?
    /// What `now()` gives: microseconds of the wall clock since 1970-01-01 00:00.
    package var now: Int64
    /// Patterns of the named formats that calculations use, by name.
    package var formats: [String: String] = [:]

    package init(
        _ sources: [Source], calculations: [DynamicField] = [], sorts: [AppliedSort] = [], limit: Int? = nil,
        now: Int64
    ) {
        self.sources = sources
        self.calculations = calculations
        self.sorts = sorts
        self.limit = limit
        self.now = now
    }

    /// One result as if a query had returned it. It has no totals: those of its sources are over other rows.
    ///
    /// - Throws: ``Failure`` for what can't be merged. A calculation that fails is no error: it is empty, and the answer's
    ///   problems say why.
    package func answer() throws(Failure) -> QueryAnswer {
        guard let first = sources.first else { throw .noSources }
        for source in sources where source.answer.pivot != nil { throw .pivoted(source: source.name) }
        var merged = MergedRows(first)
        for source in sources.dropFirst() { try merged.join(source) }
        merged.sort(by: sorts.filter { sort in !calculations.contains { $0.name == sort.field } })
        if let limit { merged.cut(to: limit) }
        return try calculated(merged, like: first.answer)
    }

    private func calculated(_ merged: MergedRows, like first: QueryAnswer) throws(Failure) -> QueryAnswer {
        var query = first.query
        query.fields = merged.fields
        query.selected = merged.fields.count
        query.pivots = []
        query.sorts = sorts
        query.sortColumns = [:]
        query.limit = limit
        (query.totals, query.rowTotals, query.grandTotals, query.subtotals) = (nil, nil, nil, [])
        query.plan = ResultPlan()
        query.plan.now = now
        query.warnings = sources.flatMap(\.answer.remarks)
        addCalculations(to: &query)
        let rows = ResultSet(
            columns: merged.fields.map { ColumnDescription(name: $0.name, type: "") },
            batches: merged.rowCount == 0 ? [] : [ColumnBatch(columns: merged.columns, rowCount: merged.rowCount)])
        let runtime = sources.map(\.answer.runtime).reduce(.zero, +)
        do {
            return try ResultAssembly(query).answer(StatementResults(rows: rows), runtime: runtime)
        } catch {
            throw .tooLarge(QueryRunner.largestHeldResult)
        }
    }

    private func addCalculations(to query: inout CompiledQuery) {
        let enabled = calculations.filter { !$0.isDisabled }
        let definitions = enabled.compactMap { field -> TableCalculations.Definition? in
            guard case .tableCalculation(let expression) = field.kind else { return nil }
            return .init(name: field.name, expression: expression)
        }
        guard !definitions.isEmpty, !query.fields.isEmpty else { return }
        var scope: [String: ExpressionScope.Field] = [:]
        for field in query.fields { scope[field.name] = ExpressionScope.Field(field) }
        let calculations = TableCalculations(definitions, fields: scope)
        query.plan.calculations = calculations
        query.plan.sorts = sorts.filter { sort in definitions.contains { $0.name == sort.field } }
        query.sorts = sorts.filter { sort in !definitions.contains { $0.name == sort.field } }
        for field in enabled {
            let type = calculations.checked.first { $0.name == field.name }?.type ?? .any
            let format = field.valueFormatName.flatMap { formats[$0] }
            query.fields.append(Field(calculation: field, type: type, valueFormat: format))
        }
    }
}

extension MergedQuery.Failure: CustomStringConvertible {
    package var description: String {
        switch self {
        case .noSources: "A merged query needs at least one query."
        case .pivoted(let source):
            "The query \(source) is pivoted, and pivoted queries can't be merged. Remove its pivots."
        case .noMergeFields(let source): "The query \(source) needs at least one field by which it is merged."
        case .unknownField(let field, let source): "The query \(source) has no field `\(field)` to merge by."
        case .notADimension(let field, let source):
            "The query \(source) can't be merged by `\(field)`: only dimensions can."
        case .tooLarge(let limit): "The merged result has more than \(limit) values. Lower the limits of its queries."
        }
    }
}
