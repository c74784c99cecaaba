internal import LookML

extension FieldBuilder {
    private static let types =
        [
            "string", "number", "int", "yesno", "zipcode", "tier", "bin", "date", "date_time", "time", "location",
            "distance",
        ]
        + Timeframe.simple.map { "date_" + $0.name } + DurationUnit.allCases.map { "duration_" + $0.rawValue }

    func dimension(_ object: NamedObject) -> ResolvedField? {
        var draft = Draft(
            shortName: object.name, category: .dimension, type: object.text("type") ?? "string",
            kind: .filterOnly(.string, nil), labelShort: label(object))
        switch draft.type {
        case "string" where object.item("case") != nil: addCases(object, &draft)
        case "string", "zipcode", "number", "int":
            let sql = sqlOrColumn(object)
            if draft.type == "int" { draft.type = "number" }
            draft.kind = .plain(sql.sql, ValueType(rawValue: draft.type) ?? .string)
            draft.references = sql.references
        case "yesno":
            let sql = sqlOrColumn(object)
            draft.kind = .yesno(sql.sql)
            draft.references = sql.references
            draft.labelShort += Labels.yesNoSuffix
        case "tier", "bin":
            guard addTier(object, &draft) else { return nil }
        case "distance":
            guard addDistance(object, &draft) else { return nil }
        case "date": addTimeframe(.date, object, &draft)
        case "date_time", "time": addTimeframe(.time, object, &draft)
        default:
            guard addGenerated(object, &draft) else { return nil }
        }
        (draft.groupLabel, draft.groupVariant) = grouping(object, labelShort: draft.labelShort)
        return field(object, draft)
    }

    /// `date_week` and `duration_day`: one member of a group, written alone.
    private func addGenerated(_ object: NamedObject, _ draft: inout Draft) -> Bool {
        if draft.type.hasPrefix("date_"), let timeframe = Timeframe(name: String(draft.type.dropFirst(5))) {
            guard allowsFiscal(timeframe, at: object.location) else { return false }
            addTimeframe(timeframe, object, &draft)
            return true
        }
        if draft.type.hasPrefix("duration_"), let unit = DurationUnit(rawValue: String(draft.type.dropFirst(9))) {
            return addDuration(unit, object, &draft)
        }
        reportType(object, known: Self.types)
        return false
    }

    func addTimeframe(_ timeframe: Timeframe, _ object: NamedObject, _ draft: inout Draft) {
        let sql = sqlOrColumn(object)
        draft.type = Self.type(of: timeframe)
        draft.kind = .timeframe(timeframe, sql.sql, timeColumn(object))
        draft.references = sql.references
    }

    /// As Looker's API names it.
    static func type(of timeframe: Timeframe) -> String { timeframe == .yesno ? "yesno" : "date_" + timeframe.name }

    func addDuration(_ unit: DurationUnit, _ object: NamedObject, _ draft: inout Draft) -> Bool {
        guard let start = sql(object, "sql_start"), let end = sql(object, "sql_end") else {
            let missing = object.item("sql_start") == nil ? "sql_start" : "sql_end"
            reportMissing(missing, object, "The duration")
            return false
        }
        draft.type = "duration_" + unit.rawValue
        draft.kind = .duration(unit, start: start.sql, end: end.sql)
        draft.references = start.references + end.references
        return true
    }

    private func addTier(_ object: NamedObject, _ draft: inout Draft) -> Bool {
        let key = draft.type == "bin" ? "bins" : "tiers"
        guard let tokens = object.strings(key), !tokens.isEmpty else {
            reportMissing(key, object, "The dimension")
            return false
        }
        var bounds: [Double] = []
        for token in tokens {
            guard let bound = Double(token.value.filter { $0 != " " }), bound.isFinite else {
                problems.report("wrong-type", "`\(token.value)` is not a number.", at: token.location)
                continue
            }
            bounds.append(bound)
        }
        let sql = sqlOrColumn(object)
        let style = object.text("style").flatMap(TierStyle.init(rawValue:)) ?? .classic
        draft.type = "tier"
        draft.kind = .tier(sql.sql, bounds: Array(Set(bounds)).sorted(), style: style)
        draft.references = sql.references
        return !bounds.isEmpty
    }

    private func addCases(_ object: NamedObject, _ draft: inout Draft) {
        var cases: [(condition: SQLTemplate, label: String)] = []
        let block = object.blocks("case").last?.block
        for (item, when) in block?.blocks("when") ?? [] {
            guard let sql = when.token("sql"), let label = when.text("label") else {
                problems.report("missing-parameter", "`when` needs `sql` and `label`.", at: item.location)
                continue
            }
            let condition = cutter.cut(sql)
            cases.append((condition.sql, label))
            draft.references += condition.references
        }
        draft.kind = .cases(cases, otherwise: block?.text("else"))
    }
}
