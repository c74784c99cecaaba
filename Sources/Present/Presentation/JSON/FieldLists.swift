internal import JSON
internal import QueryCompiler
internal import QueryRunner
internal import SemanticModel

/// The fields of a result in the four lists of Looker's API: dimensions, measures, table calculations and pivots.
struct FieldLists {
    private let query: CompiledQuery
    /// `nil` where the query did not run.
    private let answer: QueryAnswer?
    private let asked: ExploreQuery
    private let showsSQL: Bool
    private let place: FieldPlace?

    /// - Parameters:
    ///   - asked: Whose custom fields tell what calculations look like.
    ///   - place: Where the fields belong, for all that they take from there.
    init(
        _ query: CompiledQuery, answer: QueryAnswer?, asked: ExploreQuery, showsSQL: Bool, at place: FieldPlace? = nil
    ) {
        self.query = query
        self.answer = answer
        self.asked = asked
        self.showsSQL = showsSQL
        self.place = place
    }

    var json: JSONValue {
        let layout = ResultLayout(query)
        return [
            "dimensions": described(layout.rows),
            "measures": described(layout.measures),
            "table_calculations": .array(layout.calculations.map(calculation)),
            "pivots": described(layout.pivots),
        ]
    }

    private func described(_ columns: [Int]) -> JSONValue {
        let names = query.fields.map(\.name)
        return .array(
            columns.map { column in
                let field = query.fields[column]
                return FieldMetadata.json(
                    field, showsSQL: showsSQL, isDynamic: asked.dynamicFields.contains { $0.name == field.name },
                    sort: sort(of: field),
                    hasLinks: place.map { Drills.areThere(for: field, in: $0.explore, beside: names) }, at: place)
            })
    }

    private func sort(of field: Field) -> (index: Int, descending: Bool)? {
        let sorts = query.allSorts
        return sorts.firstIndex { $0.field == field.name }.map { ($0, sorts[$0].descending) }
    }

    private func calculation(_ column: Int) -> JSONValue {
        let field = query.fields[column]
        let definition = asked.dynamicFields.first { $0.name == field.name }
        let expression: String? =
            if case .tableCalculation(let text) = definition?.kind { text } else { nil }
        let isPivoted = answer.map { $0.pivot != nil && $0.placement(of: column) == .cell } ?? false
        let isMeasure = field.category == .measure
        var members: [(String, JSONValue)] = [
            ("name", .string(field.name)),
            ("label", .string(field.label)),
            ("label_short", .string(field.labelShort)),
            ("description", JSONValue(field.description)),
            ("type", .string(field.type)),
            ("category", "table_calculation"),
            ("align", FieldMetadata.isNumeric(field) ? "right" : "left"),
            ("is_numeric", .bool(FieldMetadata.isNumeric(field))),
            ("expression", JSONValue(expression)),
            ("value_format", JSONValue(field.valueFormat)),
            ("value_format_name", JSONValue(field.valueFormatName)),
            ("measure", .bool(isMeasure)),
            ("is_measure", .bool(isMeasure)),
            ("is_pivoted", .bool(isPivoted)),
            ("can_pivot", .bool(isPivoted)),
            ("dynamic", true),
            ("hidden", .bool(field.hidden)),
            ("sortable", true),
            ("error", JSONValue(answer?.problems.first { $0.field == field.name }?.message)),
        ]
        if let sort = sort(of: field) {
            members.append(("sorted", ["sort_index": .int(Int64(sort.index)), "desc": .bool(sort.descending)]))
        }
        return .object(JSONObject(members))
    }
}

extension CompiledQuery {
    /// Those by table calculations first, as they apply.
    var allSorts: [AppliedSort] { plan.sorts + sorts }
}
