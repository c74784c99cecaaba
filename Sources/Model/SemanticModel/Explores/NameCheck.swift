internal import LookML

/// Checks whether what a name stands for may be used where the name stands.
struct NameCheck {
    let problems: ProblemList

    /// - Parameters:
    ///   - level: What the SQL that names the field may refer to.
    ///   - name: The field's full name.
    func check(_ reference: Reference, from level: ResolvedField.Level, to name: String, _ category: Field.Category) {
        switch category {
        case .filter, .parameter:
            problems.report(
                "bad-reference",
                "`\(name)` takes a value and is no column; use Liquid to read it.", at: reference.location)
        case .measure where level == .row:
            problems.report(
                "measure-in-dimension", "`\(name)` is a measure and can't be used row by row.",
                at: reference.location)
        case .measure where level == .aggregate:
            problems.report(
                "measure-in-measure", "`\(name)` is a measure and can't be aggregated again.",
                at: reference.location, suggestion: "Use a measure of type number.")
        default: break
        }
    }

    func check(_ filter: CheckedFilter, on field: Field) {
        guard field.category != .measure else {
            return problems.report(
                "measure-in-measure", "`\(field.name)` is a measure; rows can't be filtered by it.",
                at: filter.fieldLocation)
        }
        FilterCheck.check(filter.value, for: field, problems: problems)
    }

    func check(_ mention: Mention, of found: Field) {
        let expected: String
        switch mention.use {
        case .anything: return
        case .dimension where found.category == .dimension: return
        case .measure where found.category == .measure: return
        case .parameter where found.category == .parameter: return
        case .location where found.type == "location": return
        case .dimension: expected = "a dimension"
        case .measure: expected = "a measure"
        case .parameter: expected = "a parameter"
        case .location: expected = "a dimension of type location"
        }
        problems.report(
            "bad-reference", "`\(mention.parameter)` names \(expected), and `\(found.name)` is none.",
            at: mention.location)
    }
}
