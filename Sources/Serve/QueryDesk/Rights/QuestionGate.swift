package import Content
package import FrontDoor
internal import JSON
internal import Presentation
package import QueryCompiler
package import SemanticModel

/// Who may ask which question. Whoever may explore a model asks it what they like. Everybody else asks what Looks and
/// dashboards that they see ask: with other rows for it, and with other values for the filters that stand there. Fields that
/// they see nowhere stay closed to filters too, since whether a row is left tells what stands in it.
package struct QuestionGate: Sendable {
    private let content: ContentStore
    private let project: LiveProject

    package init(_ content: ContentStore, _ project: LiveProject) {
        self.content = content
        self.project = project
    }

    /// - Throws: ``RequestFailure/forbidden(_:)`` of `explore`.
    package func check(_ query: ExploreQuery, for caller: Caller) async throws {
        // Of a model whose data they may not see, the compiler says that it isn't there.
        guard !caller.may("explore", in: query.model), caller.may("access_data", in: query.model) else { return }
        if try await isShown(query, to: caller) { return }
        if caller.may("see_drill_overlay", in: query.model), try await isDrill(query, for: caller) { return }
        throw RequestFailure.forbidden("explore")
    }

    private func isShown(_ query: ExploreQuery, to caller: Caller) async throws -> Bool {
        let filters = Set(query.filters.keys)
        let shown = try await questions(naming: query.fields, of: query, for: caller)
        var dashboards: Set<String> = []
        for question in shown where Self.asks(query, noMoreThan: question) {
            if filters.isSubset(of: question.namedFields) { return true }
            if let id = question.dashboardID { dashboards.insert(id) }
        }
        if let field = Self.listedField(of: query) {
            dashboards.formUnion(
                try await content.dashboards(offering: field, ofModel: query.model, explore: query.explore))
        }
        for id in dashboards.sorted() {
            if filters.isSubset(of: try await content.fields(onDashboard: id, for: caller.asReader)) { return true }
        }
        return false
    }

    private func questions(
        naming fields: [String] = [], of query: ExploreQuery, for caller: Caller
    ) async throws -> [ShownQuestion] {
        try await content.shownQuestions(
            naming: fields, ofModel: query.model, explore: query.explore, to: caller.asReader)
    }

    /// Whether a query is a saved one, or has less in it.
    private static func asks(_ query: ExploreQuery, noMoreThan question: ShownQuestion) -> Bool {
        // The values of a field that it filters by are what the filter offers.
        if let field = listedField(of: query), question.namedFields.contains(field) { return true }
        guard let saved = try? QueryBody(.object(question.query.json)).query else { return false }
        let fields = Set(saved.fields + saved.pivots + saved.dynamicFields.map(\.name))
        let sorted = fields.union(saved.sorts.map(sortedField))
        return fields.isSuperset(of: query.fields + query.pivots + query.subtotals + query.fillFields)
            && sorted.isSuperset(of: query.sorts.map(sortedField))
            && query.dynamicFields.allSatisfy(saved.dynamicFields.contains)
            && query.filterExpression == saved.filterExpression
    }

    /// The field of a query that does nothing but list the values of one.
    private static func listedField(of query: ExploreQuery) -> String? {
        guard query.fields.count == 1, query.pivots.isEmpty, query.dynamicFields.isEmpty, query.subtotals.isEmpty,
            query.filterExpression == nil, query.sorts.allSatisfy({ sortedField($0) == query.fields[0] })
        else { return nil }
        return query.fields[0]
    }

    private static func sortedField(_ sort: String) -> String {
        sort.split(separator: " ").first.map(String.init) ?? sort
    }

    /// Whether a query is what a click on a cell of something shown leads to.
    private func isDrill(_ query: ExploreQuery, for caller: Caller) async throws -> Bool {
        guard query.dynamicFields.isEmpty, query.filterExpression == nil,
            let explore = project.current(for: caller).model(query.model)?.explore(
                query.explore, attributes: caller.attributes)
        else { return false }
        let wanted = Set(query.fields + query.pivots + query.subtotals + query.fillFields)
            .union(query.sorts.map(Self.sortedField))
        for question in try await questions(of: query, for: caller) {
            let named = question.namedFields
            for field in question.query.fields.compactMap({ explore.field($0) }) {
                let reached = named.union(DrillReach.fields(behind: field, in: explore))
                guard wanted.isSubset(of: reached) else { continue }
                var filtered = reached.union(DrillReach.filters(of: field))
                if let id = question.dashboardID {
                    filtered.formUnion(try await content.fields(onDashboard: id, for: caller.asReader))
                }
                if filtered.isSuperset(of: query.filters.keys) { return true }
            }
        }
        return false
    }
}

extension Caller {
    /// As content sees them.
    package var asReader: ContentReader { ContentReader(userID: userID, groupIDs: groupIDs, isAdmin: isAdmin) }
}
