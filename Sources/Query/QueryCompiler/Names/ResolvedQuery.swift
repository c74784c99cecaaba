internal import SemanticModel

/// A query whose names have become fields and whose filters have been read.
struct ResolvedQuery {
    var model: Model
    /// With the query's custom fields among its own.
    var explore: Explore
    /// What is selected, in the order of the columns.
    var fields: [Field]
    /// What the query as a whole asks for: more than `fields` where only totals are selected.
    var asked: [Field]
    var pivots: [Field]
    /// Names of row dimensions.
    var subtotals: Set<String> = []
    /// In the order of the fields' names, so that the same query always gives the same text.
    var filters: [ResolvedFilter]
    /// The query's filter texts by full field name, empty ones included: parameters get their values by them.
    var texts: [String: String]
    /// On fields of the query only.
    var sorts: [AppliedSort]
    var zone: QueryZone
    var reader: FilterReader
    /// What was left out of the query, in sentences.
    var remarks: [String]

    /// What custom dimensions are computed from, by their names.
    var custom: [String: CustomDimension] = [:]
    /// Names of measures whose filters somebody typed, rather than the model's author.
    var customMeasures: Set<String> = []
    /// Conditions on rows that are no filter on one field: yesno fields of which each has to be yes.
    var customFilters: [Field] = []
    var calculations: [DynamicField] = []
    /// Sorts by calculations, which are done when the rows are there.
    var calculationSorts: [AppliedSort] = []

    var dimensions: [Field] { fields.filter { $0.category != .measure } }
    var measures: [Field] { fields.filter { $0.category == .measure } }
    var clocks: QueryClocks { reader.clocks }
    var rowDimensions: [Field] { dimensions.filter { field in !pivots.contains { $0.name == field.name } } }
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
