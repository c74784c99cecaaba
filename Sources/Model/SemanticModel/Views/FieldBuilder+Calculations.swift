internal import LookML

/// Measures that are computed when the rows of a result are there, and estimates.
extension FieldBuilder {
    static func calculation(_ type: String, _ object: NamedObject) -> ResultCalculation? {
        let direction = object.text("direction").flatMap(ResultCalculation.Direction.init(rawValue:)) ?? .column
        switch type {
        case "percent_of_total": return .percentOfTotal(direction)
        case "percent_of_previous": return .percentOfPrevious(direction)
        case "running_total": return .runningTotal(direction)
        default: return nil
        }
    }

    /// `nil` after a report.
    func periodOverPeriod(_ object: NamedObject, _ draft: inout Draft) -> PeriodOverPeriod? {
        for key in ["based_on", "based_on_time", "period"] where object.token(key) == nil {
            reportMissing(key, object, "The measure")
            return nil
        }
        guard let measure = object.token("based_on"), let time = object.token("based_on_time"),
            let period = object.text("period").flatMap(PeriodOverPeriod.Period.init(rawValue:))
        else { return nil }
        if period == .fiscalYear || period == .fiscalQuarter {
            guard allowsFiscal(period == .fiscalYear ? .fiscalYear : .fiscalQuarter, at: object.location) else {
                return nil
            }
        }
        let names = (measure: qualified(measure.value), time: qualified(time.value))
        draft.level = .calculation
        draft.references = [Reference(target: .field(names.measure), location: measure.location, isCertain: true)]
        draft.mentions += [
            Mention(use: .measure, parameter: "based_on", name: names.measure, location: measure.location),
            Mention(use: .dimension, parameter: "based_on_time", name: names.time, location: time.location),
        ]
        return PeriodOverPeriod(
            measure: names.measure, time: names.time, period: period,
            kind: object.text("kind").flatMap(PeriodOverPeriod.Kind.init(rawValue:)) ?? .previous,
            isToDate: object.flag("value_to_date") ?? false)
    }

    func approximation(_ object: NamedObject) -> Approximation {
        var approximation = Approximation()
        approximation.isWanted = object.flag("approximate") ?? false
        approximation.threshold = object.text("approximate_threshold").flatMap { Int($0) }
        approximation.isAllowedInTables = object.flag("allow_approximate_optimization") ?? false
        approximation.precision = object.text("precision").flatMap { Int($0) }
        return approximation
    }
}
