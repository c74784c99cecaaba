internal import LookML

extension FieldBuilder {
    private static let later: Set<String> = ["time"]
    private static let aggregates: [String] = [
        "count", "count_distinct", "sum", "average", "min", "max", "median", "percentile", "list", "sum_distinct",
        "average_distinct", "median_distinct", "percentile_distinct",
    ]
    private static let types =
        aggregates + ["number", "string", "yesno", "date", "date_time", "percent_of_total", "percent_of_previous"]
        + ["running_total", "period_over_period"]

    func measure(_ object: NamedObject) -> ResolvedField? {
        let type = object.text("type") ?? "string"
        var draft = Draft(
            shortName: object.name, category: .measure, type: type == "int" ? "number" : type,
            kind: .filterOnly(.string, nil), labelShort: label(object))
        let form: Measure.Form
        var calculation: ResultCalculation?
        if let aggregate = Measure.Aggregate(rawValue: type) {
            guard let aggregateForm = self.aggregate(aggregate, object, &draft) else { return nil }
            form = aggregateForm
            draft.level = .aggregate
        } else if type == "period_over_period" {
            guard let period = periodOverPeriod(object, &draft) else { return nil }
            calculation = .periodOverPeriod(period)
            form = .expression(
                SQLTemplate(parts: [.field(period.measure)], view: alias, location: object.location), .number)
        } else if let found = Self.calculation(type, object) {
            guard let sql = sql(object) else {
                reportMissing("sql", object, "The measure")
                return nil
            }
            calculation = found
            form = .expression(sql.sql, .number)
            draft.references = sql.references
            draft.level = .calculation
            if type != "running_total" { draft.defaultFormat = "#,##0\"%\"" }
        } else if let valueType = Self.valueType(type) {
            guard let sql = sql(object) else {
                reportMissing("sql", object, "The measure")
                return nil
            }
            form = .expression(sql.sql, valueType)
            draft.references = sql.references
            draft.level = .calculation
            if valueType == .yesno { draft.labelShort += Labels.yesNoSuffix }
        } else {
            reportType(object, known: Self.types, later: Self.later)
            return nil
        }
        guard addFilters(object, &draft), let percentile = percentile(object, type) else { return nil }
        let key = sql(object, "sql_distinct_key")
        draft.references += key?.references ?? []
        var measure = Measure(
            form: form, filters: [], distinctKey: key?.sql, percentile: percentile.isNaN ? nil : percentile)
        measure.calculation = calculation
        measure.approximation = approximation(object)
        if case .expression(_, .date) = form, object.item("datatype") != nil || object.item("convert_tz") != nil {
            measure.time = timeColumn(object)
        }
        draft.kind = .measure(measure)
        (draft.groupLabel, draft.groupVariant) = grouping(object, labelShort: draft.labelShort)
        return field(object, draft)
    }

    private static func valueType(_ type: String) -> ValueType? {
        switch type {
        case "number", "int": .number
        case "string": .string
        case "yesno": .yesno
        case "date", "date_time": .date
        default: type.hasPrefix("date_") && Timeframe(name: String(type.dropFirst(5))) != nil ? .date : nil
        }
    }

    private func aggregate(
        _ aggregate: Measure.Aggregate, _ object: NamedObject, _ draft: inout Draft
    ) -> Measure.Form? {
        switch aggregate {
        case .count:
            if let sql = object.item("sql") {
                problems.report(
                    "ignored-parameter", .warning, "`sql` has no effect on a measure of type count.", at: sql.location)
            }
            return .aggregate(.count, sql: nil)
        case .list:
            guard let listed = object.token("list_field") else {
                reportMissing("list_field", object, "The measure")
                return nil
            }
            let name = listed.value.contains(".") ? listed.value : "\(alias).\(listed.value)"
            draft.references.append(
                Reference(target: .field(name), location: listed.location, isCertain: true))
            return .aggregate(
                .list, sql: SQLTemplate(parts: [.field(name)], view: alias, location: listed.location))
        default:
            guard let sql = sql(object) else {
                reportMissing("sql", object, "The measure")
                return nil
            }
            draft.references += sql.references
            return .aggregate(aggregate, sql: sql.sql)
        }
    }

    /// `false`, after a report, for a measure that can't have filters: without them it would show a wrong number.
    private func addFilters(_ object: NamedObject, _ draft: inout Draft) -> Bool {
        let filters = object.filters
        guard !filters.isEmpty else { return true }
        guard draft.level == .aggregate else {
            problems.report(
                "unexpected-parameter",
                "A measure of type \(draft.type) can't have `filters`; `\(object.name)` is left out.",
                at: object.item("filters")?.location ?? object.location,
                suggestion: "Filter the measures that it is computed from.")
            return false
        }
        draft.filters = filters.map { filter in
            CheckedFilter(
                text: FieldFilterText(field: filter.field.value, expression: filter.value.value),
                fieldLocation: filter.field.location, value: filter.value)
        }
        return true
    }

    /// Not a number when the type needs none; `nil`, after a report, when it is missing or wrong.
    private func percentile(_ object: NamedObject, _ type: String) -> Double? {
        guard type.hasPrefix("percentile") else { return .nan }
        guard let token = object.token("percentile") else {
            reportMissing("percentile", object, "The measure")
            return nil
        }
        guard let value = Double(token.value), (0...100).contains(value) else {
            problems.report("wrong-type", "`percentile` takes a number from 0 to 100.", at: token.location)
            return nil
        }
        return value
    }
}
