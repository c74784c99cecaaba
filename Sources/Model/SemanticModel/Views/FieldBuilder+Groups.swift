internal import LookML

extension FieldBuilder {
    /// The dimensions that a `dimension_group` stands for.
    func dimensionGroup(_ object: NamedObject) -> [ResolvedField] {
        switch object.text("type") ?? "time" {
        case "time": timeGroup(object)
        case "duration": durationGroup(object)
        // The vocabulary has reported it.
        default: []
        }
    }

    private func timeGroup(_ object: NamedObject) -> [ResolvedField] {
        let label = label(object)
        let column = timeColumn(object)
        let groupLabel = object.text("group_label")
        let timeframes = timeframes(object, column)
        guard !timeframes.isEmpty else { return [] }
        let sql = sqlOrColumn(object)
        var seen: Set<Timeframe> = []
        var fields: [ResolvedField] = []
        for timeframe in timeframes where seen.insert(timeframe).inserted {
            let isYesNo = timeframe == .yesno
            let labelShort = isYesNo ? label + Labels.yesNoSuffix : "\(label) \(timeframe.label)"
            var draft = Draft(
                shortName: isYesNo ? object.name : "\(object.name)_\(timeframe.name)", category: .dimension,
                type: Self.type(of: timeframe), kind: .timeframe(timeframe, sql.sql, column), labelShort: labelShort)
            draft.references = sql.references
            draft.groupLabel = groupLabel ?? "\(label) Date"
            // Under a heading of its own the leaf has to say to which group it belongs.
            draft.groupVariant = groupLabel == nil ? timeframe.label : labelShort
            draft.dimensionGroup = "\(alias).\(object.name)"
            // The column as it is stored is for SQL, not for reading.
            draft.isHidden = timeframe == .raw
            fields.append(member(object, draft, suffix: isYesNo ? "" : "_" + timeframe.name, like: fields.first))
        }
        return fields
    }

    private func timeframes(_ object: NamedObject, _ column: TimeColumn) -> [Timeframe] {
        guard let tokens = object.strings("timeframes") else {
            return Timeframe.standard.filter { column.dataType != .date || !$0.isBelowDay }
        }
        return tokens.compactMap { token in
            guard let timeframe = Timeframe(name: token.value) else {
                problems.report(
                    "unknown-timeframe", "There is no timeframe `\(token.value)`.", at: token.location,
                    suggestion: Suggestion.nearest(to: token.value, in: Timeframe.simple.map(\.name)))
                return nil
            }
            if column.dataType == .date, timeframe.isBelowDay {
                problems.report(
                    "timeframe-below-day", .warning,
                    "`\(timeframe.name)` says nothing about a column of `datatype: date`.", at: token.location)
            }
            return allowsFiscal(timeframe, at: token.location) ? timeframe : nil
        }
    }

    private func durationGroup(_ object: NamedObject) -> [ResolvedField] {
        let label = label(object)
        let groupLabel = object.text("group_label")
        var fields: [ResolvedField] = []
        for unit in intervals(object) {
            let plural = unit.rawValue + "s"
            let unitLabel = Labels.humanised(plural)
            var draft = Draft(
                shortName: "\(plural)_\(object.name)", category: .dimension, type: "", kind: .filterOnly(.string, nil),
                labelShort: "\(unitLabel) \(label)")
            guard addDuration(unit, object, &draft) else { return [] }
            draft.groupLabel = groupLabel ?? "Duration \(label)"
            draft.groupVariant = groupLabel == nil ? unitLabel : draft.labelShort
            draft.dimensionGroup = "\(alias).\(object.name)"
            var field = member(object, draft, suffix: "", like: fields.first)
            field.oldNames = (object.strings("alias") ?? []).map { "\(plural)_\($0.value)" }
            fields.append(field)
        }
        return fields
    }

    private func intervals(_ object: NamedObject) -> [DurationUnit] {
        guard let tokens = object.strings("intervals") else { return DurationUnit.allCases }
        var units: [DurationUnit] = []
        for token in tokens {
            guard let unit = DurationUnit(rawValue: token.value) else {
                problems.report(
                    "unknown-timeframe", "There is no interval `\(token.value)`.", at: token.location,
                    suggestion: Suggestion.nearest(to: token.value, in: DurationUnit.allCases.map(\.rawValue)))
                continue
            }
            if !units.contains(unit) { units.append(unit) }
        }
        return units
    }

    /// - Parameter sibling: A member that has been built: what the block says of all of them is not read again.
    private func member(
        _ object: NamedObject, _ draft: Draft, suffix: String, like sibling: ResolvedField?
    ) -> ResolvedField {
        var member = sibling.map { self.sibling(of: $0, object, draft) } ?? field(object, draft)
        member.oldNames = (object.strings("alias") ?? []).map { $0.value + suffix }
        return member
    }
}
