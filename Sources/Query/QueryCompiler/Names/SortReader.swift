internal import SemanticModel

/// Reads the sorts of a query: `view.field`, `view.field desc`, `view.field desc 0`.
struct SortReader {
    let sorts: [String]
    /// Whether a query without sorts gets one.
    let usesDefault: Bool

    func add(to resolved: inout ResolvedQuery) throws(QueryError) {
        for text in sorts {
            guard let sort = try read(text) else { continue }
            if resolved.calculations.contains(where: { $0.name == sort.field && !$0.isDisabled }) {
                resolved.calculationSorts.append(sort)
                continue
            }
            guard let field = resolved.explore.field(sort.field) else {
                throw QueryError(
                    .badSort, "The explore `\(resolved.explore.name)` has no field `\(sort.field)`.",
                    field: sort.field,
                    suggestion: Suggestion.nearest(to: sort.field, in: resolved.explore.fieldsByName.keys))
            }
            guard resolved.fields.contains(where: { $0.name == field.name }) else {
                resolved.remarks.append("The sort by `\(field.name)` has no effect: it is not among the fields.")
                continue
            }
            guard !resolved.sorts.contains(where: { $0.field == field.name }) else { continue }
            resolved.sorts.append(
                AppliedSort(field: field.name, descending: sort.descending, pivotColumn: sort.pivotColumn))
        }
        if resolved.sorts.isEmpty, usesDefault, let sort = Self.standard(resolved) { resolved.sorts = [sort] }
    }

    private func read(_ text: String) throws(QueryError) -> AppliedSort? {
        let words = text.split(whereSeparator: \.isWhitespace)
        guard let name = words.first else { return nil }
        var sort = AppliedSort(field: String(name), descending: false)
        for (place, word) in words.dropFirst().enumerated() {
            switch word.lowercased() {
            case "asc" where place == 0: sort.descending = false
            case "desc" where place == 0: sort.descending = true
            case let word where place < 2:
                guard let number = Int(word), number >= 0 else { fallthrough }
                sort.pivotColumn = number
            default:
                throw QueryError(
                    .badSort,
                    "`\(text)` is no sort: `\(word)` can't follow the field. Write `\(name)` or `\(name) desc`.",
                    field: String(name))
            }
        }
        return sort
    }

    /// By the first time, newest first; else by the first measure, largest first; else by the first dimension.
    private static func standard(_ resolved: ResolvedQuery) -> AppliedSort? {
        let dimensions = resolved.rowDimensions
        if let time = dimensions.first(where: { $0.filterGrammar == .date }) {
            return AppliedSort(field: time.name, descending: true)
        }
        if let measure = resolved.measures.first { return AppliedSort(field: measure.name, descending: true) }
        return dimensions.first.map { AppliedSort(field: $0.name, descending: false) }
    }
}
