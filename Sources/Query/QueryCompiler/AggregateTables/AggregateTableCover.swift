internal import SemanticModel

/// Why an aggregate table can't answer a query: what follows "it", in a sentence.
struct Misfit: Error {
    var reason: String

    init(_ reason: String) { self.reason = reason }

    /// What the table's side of a comparison can't do.
    static func catching<Value>(_ body: () throws(QueryError) -> Value) throws(Misfit) -> Value {
        do {
            return try body()
        } catch {
            throw Misfit("can't be compared with the query: \(error.message)")
        }
    }
}

/// By which columns of an aggregate table a query is answered.
struct AggregateTableCover {
    /// How a measure of the query is computed.
    enum MeasureSource {
        case kept(KeptMeasures.Form)
        /// From other measures; Liquid in it has run.
        case computed(SQLTemplate)
    }

    /// By the name of a dimension that the query uses: the dimension of the table from which it is had.
    var dimensions: [String: Field] = [:]
    var measures: [String: MeasureSource] = [:]
    /// Custom dimensions.
    var custom: Set<String> = []
    /// The query's filters, without those that hold in the table already.
    var filters: [ResolvedFilter] = []
    /// Measures that are right for the table's own groups only.
    var fixed: [String] = []
}
