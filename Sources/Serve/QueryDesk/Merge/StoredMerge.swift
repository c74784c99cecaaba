package import Content
package import FrontDoor
package import JSON

/// Merged results that were stored, with the queries that they name.
package struct StoredMerge: Sendable {
    package var saved: SavedMergeQuery
    /// In the order of its sources.
    package var queries: [SavedQuery]

    /// - Returns: `nil` where there are none, or one of their queries is gone or of a model that the caller may not ask.
    package static func find(_ id: String, in content: ContentStore, for caller: Caller) async throws -> StoredMerge? {
        guard let saved = try await content.mergeQuery(id),
            let queries = try await queries(of: saved.definition, in: content, for: caller)
        else { return nil }
        return StoredMerge(saved: saved, queries: queries)
    }

    /// The stored queries of a merge's sources: of models that the caller may ask.
    /// - Returns: `nil` where one of them is not to be had.
    package static func queries(
        of definition: JSONObject, in content: ContentStore, for caller: Caller
    ) async throws -> [SavedQuery]? {
        var found: [SavedQuery] = []
        for source in definition["source_queries"]?.arrayValue ?? [] {
            var query: SavedQuery?
            if let id = source["query_id"]?.stringValue { query = try await content.query(id) }
            if query == nil, let slug = source["query_slug"]?.stringValue {
                query = try await content.query(slug: slug)
            }
            guard let query, caller.may("access_data", in: query.model) else { return nil }
            found.append(query)
        }
        return found
    }
}
