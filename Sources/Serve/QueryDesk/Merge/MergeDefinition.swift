package import Content
internal import FrontDoor
package import JSON
package import QueryCompiler
package import QueryRunner

/// Several queries whose results are put side by side, as the API's `MergeQuery` and tiles of merged results write them.
package struct MergeDefinition: Sendable, Hashable {
    package struct Source: Sendable, Hashable {
        /// `q1`, `q2` … unless it has a name.
        package var name: String
        package var query: ExploreQuery
        /// Own field and the column it has to equal.
        package var mergeFields: [MergedQuery.MergeField]

        package var body: QueryBody { QueryBody(query) }
    }

    package var sources: [Source]
    package var calculations: [DynamicField] = []
    package var sorts: [AppliedSort] = []
    package var limit: Int?

    /// - Parameter queries: The stored queries by the ids of `source_queries`.
    /// - Throws: ``RequestFailure`` naming what can't be read.
    package init(_ definition: JSONObject, queries: [SavedQuery]) throws {
        let sources = definition["source_queries"]?.arrayValue ?? []
        guard !sources.isEmpty else { throw Self.invalid("source_queries", "A merge query needs source_queries.") }
        self.sources = try zip(sources, queries).enumerated().map { place, pair in
            let (source, saved) = pair
            return Source(
                name: source["name"]?.stringValue.flatMap { $0.isEmpty ? nil : $0 } ?? "q\(place + 1)",
                query: try QueryBody(.object(saved.definition.json)).query,
                mergeFields: try Self.mergeFields(source["merge_fields"]))
        }
        if let value = definition["dynamic_fields"], !value.isNull, value.stringValue != "" {
            do {
                calculations =
                    if let text = value.stringValue { try DynamicFieldReader.read(text) } else {
                        try DynamicFieldReader.read(value)
                    }
            } catch {
                throw Self.invalid("dynamic_fields", error.problems.first?.description ?? "It can't be read.")
            }
        }
        sorts = (definition["sorts"]?.arrayValue ?? []).compactMap { $0.stringValue.flatMap(Self.sort) }
        if let text = definition["limit"]?.stringValue ?? definition["limit"]?.intValue.map(String.init) {
            guard let number = Int(text) else { throw Self.invalid("limit", "limit must be a whole number.") }
            limit = number < 0 ? nil : number
        }
    }

    /// Of a tile that shows stored results: each query with the filters that are listed for it.
    init(_ merge: StoredMerge, listeners: [FilterListener], filters: DashboardFilters) throws {
        try self.init(merge.saved.definition, queries: merge.queries)
        for place in sources.indices {
            sources[place].query.filters = filters.applied(
                to: sources[place].query.filters, listeners.filter { $0.query == place })
        }
    }

    /// Of a tile: queries as LookML dashboards write them.
    init(tile: JSONValue, listeners: [FilterListener], filters: DashboardFilters) throws {
        let written = tile.arrayValue ?? []
        sources = try written.enumerated().map { place, source in
            guard var members = source.objectValue else {
                throw RequestFailure.badRequest("The merged queries of this tile can't be read.")
            }
            if members["view"] == nil, let explore = members["explore"] { members["view"] = explore }
            var query = try QueryBody(.object(members)).query
            query.filters = filters.applied(
                to: query.filters, Self.listeners(listeners, of: place, among: written.count))
            let fields = members["join_fields"]?.arrayValue ?? []
            return Source(
                name: "q\(place + 1)", query: query,
                mergeFields: fields.compactMap { field in
                    guard let own = field["field_name"]?.stringValue else { return nil }
                    return MergedQuery.MergeField(name: own, primary: field["source_field_name"]?.stringValue ?? own)
                })
        }
    }

    /// Filters are listed for each query, or for all of them: then one that is listed once for each query filters each of
    /// them by its own field, and any other filters them all.
    private static func listeners(_ all: [FilterListener], of place: Int, among count: Int) -> [FilterListener] {
        if all.contains(where: { $0.query > 0 }) { return all.filter { $0.query == place } }
        var result: [FilterListener] = []
        for name in Set(all.map(\.filter)) {
            let ours = all.filter { $0.filter == name }
            if ours.count == count { result.append(ours[place]) } else { result += ours }
        }
        return result
    }

    private static func mergeFields(_ value: JSONValue?) throws -> [MergedQuery.MergeField] {
        try (value?.arrayValue ?? []).map { field in
            guard let name = field["field_name"]?.stringValue else {
                throw invalid("source_queries", "An entry of merge_fields needs field_name and source_field_name.")
            }
            return MergedQuery.MergeField(name: name, primary: field["source_field_name"]?.stringValue ?? name)
        }
    }

    private static func sort(_ text: String) -> AppliedSort? {
        let parts = text.split(separator: " ")
        guard let field = parts.first else { return nil }
        return AppliedSort(field: String(field), descending: parts.dropFirst().contains { $0.lowercased() == "desc" })
    }

    private static func invalid(_ field: String, _ message: String) -> RequestFailure {
        .invalid("Validation Failed", [.init(field: field, code: "invalid", message: message)])
    }
}
