internal import SemanticModel

/// A query whose names have become fields and whose filters have been read.
struct ResolvedQuery {
    var model: Model
    var explore: Explore
    var fields: [Field]
    var pivots: [Field]
    /// In the order of the fields' names, so that the same query always gives the same text.
    var filters: [ResolvedFilter]
    /// The query's filter texts by full field name, empty ones included: parameters get their values by them.
    var texts: [String: String]
    /// On fields of the query only.
    var sorts: [AppliedSort]
    var zone: QueryZone
    var clocks: QueryClocks
    /// What was left out of the query, in sentences.
    var remarks: [String]

    var dimensions: [Field] { fields.filter { $0.category != .measure } }
    var measures: [Field] { fields.filter { $0.category == .measure } }
}

/// What "today" means for a filter.
struct QueryClocks {
    /// In the zone of the query.
    var query: FilterClock
    /// In the zone in which the database keeps its times: for fields that are not converted.
    var database: FilterClock

    func clock(for field: Field) -> FilterClock {
        if case .timeframe(_, _, let column) = field.kind, !column.convertsZone { return database }
        return query
    }
}

struct ResolvedFilter {
    var field: Field
    var expression: String
    var filter: FieldFilter
}
