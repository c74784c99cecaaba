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
        var seen: Set<Timeframe> = []
        return timeframes(object, column).compactMap { timeframe in
            guard seen.insert(timeframe).inserted else { return nil }
            let isYesNo = timeframe == .yesno
            let labelShort = isYesNo ? label + Labels.yesNoSuffix : "\(label) \(timeframe.label)"
            var draft = Draft(
                shortName: isYesNo ? object.name : "\(object.name)_\(timeframe.name)", category: .dimension, type: "",
                kind: .filterOnly(.string, nil), labelShort: labelShort)
            addTimeframe(timeframe, object, &draft)
            draft.groupLabel = groupLabel ?? "\(label) Date"
            // Under a heading of its own the leaf has to say to which group it belongs.
            draft.groupVariant = groupLabel == nil ? timeframe.label : labelShort
            draft.dimensionGroup = "\(alias).\(object.name)"
            // The column as it is stored is for SQL, not for reading.
            draft.isHidden = timeframe == .raw
            return member(object, draft, suffix: isYesNo ? "" : "_" + timeframe.name)
        }
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
            var field = member(object, draft, suffix: "")
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

    private func member(_ object: NamedObject, _ draft: Draft, suffix: String) -> ResolvedField {
        var field = field(object, draft)
        field.oldNames = field.oldNames.map { $0 + suffix }
        return field
    }
}
