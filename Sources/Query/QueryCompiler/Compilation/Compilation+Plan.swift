internal import LookerExpressions
internal import SQL
internal import SemanticModel

extension Compilation {
    /// What is done to the rows that the statement returns.
    func addPlan(_ query: ExploreQuery, to compiled: inout CompiledQuery) throws(QueryError) {
        compiled.plan.now = resolved.clocks.query.now
        compiled.plan.sorts = resolved.calculationSorts
        for (column, field) in resolved.fields.enumerated() {
            guard case .measure(let measure) = field.kind, let calculation = measure.calculation,
                calculation.standsOnShownRows
            else { continue }
            compiled.plan.measures.append((column, calculation))
        }
        for name in query.fillFields {
            guard let column = resolved.fields.firstIndex(where: { $0.name == name }) else { continue }
            guard let values = fillValues(of: resolved.fields[column]) else {
                compiled.warnings.append("`\(name)` has no values that are known without data, so none are filled in.")
                continue
            }
            compiled.plan.fills.append(DimensionFill(column: column, values: values))
        }
        addCalculations(to: &compiled)
    }

    private func addCalculations(to compiled: inout CompiledQuery) {
        guard !resolved.calculations.isEmpty else { return }
        var scope: [String: ExpressionScope.Field] = [:]
        for field in resolved.fields { scope[field.name] = ExpressionScope.Field(field) }
        let definitions = resolved.calculations.compactMap { field -> TableCalculations.Definition? in
            guard case .tableCalculation(let expression) = field.kind else { return nil }
            return .init(name: field.name, expression: expression)
        }
        let calculations = TableCalculations(definitions, fields: scope)
        for problem in calculations.problems {
            let suggestion = problem.problem.suggestion.map { " (\($0))" } ?? ""
            compiled.warnings.append(
                "The table calculation `\(problem.calculation)`, character \(problem.problem.span.lowerBound + 1): "
                    + "\(problem.problem.message)\(suggestion).")
        }
        for definition in resolved.calculations {
            guard let checked = calculations.checked.first(where: { $0.name == definition.name }) else { continue }
            let format = definition.valueFormatName.flatMap { resolved.model.valueFormat(named: $0) }
            compiled.fields.append(Field(calculation: definition, type: checked.type, valueFormat: format))
        }
        compiled.plan.calculations = calculations
    }

    /// The values that a dimension has whatever the data; `nil` when nobody knows them.
    private func fillValues(of field: Field) -> DimensionFill.Values? {
        guard field.details.allowFill, resolved.custom[field.name] == nil else { return nil }
        switch field.kind {
        case .yesno, .timeframe(.yesno, _, _): return .listed([.text("No"), .text("Yes")])
        case .tier(_, let bounds, let style):
            let labels = TierLabels(bounds: bounds, style: style)
            return .listed((labels.below + [labels.last]).map { .text($0) })
        case .cases(let cases, let otherwise):
            var labels: [String] = []
            for label in cases.map(\.label) + (otherwise.map { [$0] } ?? []) where !labels.contains(label) {
                labels.append(label)
            }
            return .listed((field.details.sortsAlphabetically ? labels.sorted() : labels).map { .text($0) })
        case .timeframe(let timeframe, _, _): return fillValues(of: timeframe, of: field)
        default: return nil
        }
    }

    private func fillValues(of timeframe: Timeframe, of field: Field) -> DimensionFill.Values? {
        switch timeframe {
        case .second, .time, .minute, .minutes, .hour, .hours, .date, .week, .month, .quarter, .year, .fiscalYear,
            .fiscalQuarter:
            let (from, until) = range(of: field)
            return .periods(
                timeframe, from: from, until: until, weekStart: fields.weekStart,
                fiscalMonthOffset: fields.fiscalMonthOffset)
        case .hourOfDay: return numbers(0...23)
        case .monthNum, .fiscalMonthNum: return numbers(1...12)
        case .dayOfWeekIndex: return numbers(0...6)
        case .quarterOfYear, .fiscalQuarterOfYear: return .listed((1...4).map { .text("Q\($0)") })
        case .monthName:
            return .listed(
                [
                    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
                    "November", "December",
                ].map { .text($0) })
        case .dayOfWeek:
            let days = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
            let first = fields.weekStart - 1
            return .listed((days[first...] + days[..<first]).map { .text($0) })
        default: return nil
        }
    }

    private func numbers(_ range: ClosedRange<Int64>) -> DimensionFill.Values { .listed(range.map { .number($0) }) }

    /// The one closed interval that the filters on the field's dimension group leave.
    private func range(of field: Field) -> (Int64?, Int64?) {
        let group = field.dimensionGroup ?? field.name
        for filter in resolved.filters where (filter.field.dimensionGroup ?? filter.field.name) == group {
            guard case .date(let dates) = filter.filter, dates.terms.count == 1,
                case .interval(let start?, let end?) = dates.terms[0]
            else { continue }
            return (start, end)
        }
        return (nil, nil)
    }
}
