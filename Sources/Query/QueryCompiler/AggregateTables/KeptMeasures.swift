internal import LookML
internal import SemanticModel

/// What an aggregate table keeps so that it can answer for the measures that it names: their aggregates, and for an
/// average its sum and count.
struct KeptMeasures {
    enum Form {
        /// Added up.
        case sum
        case min
        case max
        /// Two columns, both added up.
        case average(sum: String, count: String)
        /// The value for the table's own groups.
        case fixed
    }

    /// By the measure's full name.
    private(set) var forms: [String: Form] = [:]
    /// Measures, each a column of its name.
    private(set) var columns: [Field] = []
    private let explore: Explore

    /// - Parameter explore: Where measures find those on which they stand.
    init(of measures: [Field], in explore: Explore) {
        self.explore = explore
        // By hand and not by recursion: chains of measures may be long, and may be circles.
        var waiting = Array(measures.reversed())
        var seen: Set<String> = []
        while let measure = waiting.popLast() {
            guard seen.insert(measure.name).inserted, case .measure(let parts) = measure.kind else { continue }
            if case .periodOverPeriod? = parts.calculation { continue }
            switch parts.form {
            case .aggregate(let function, let sql): add(measure, parts, function, sql)
            case .expression(let sql, let type):
                if sql.parts.contains(where: Self.aggregates) {
                    // The moments of a date measure have a zone, and a column doesn't say which.
                    if type != .date { keep(measure, .fixed) }
                } else {
                    for case .field(let name) in sql.parts.reversed() {
                        if let other = explore.reference(name), other.category == .measure { waiting.append(other) }
                    }
                }
            }
        }
    }

    static func aggregates(_ part: SQLTemplate.Part) -> Bool {
        if case .text(let text) = part { WrittenAggregates.areIn(text) } else { false }
    }

    /// The columns on which a measure's value stands.
    func columns(of measure: String) -> [String] {
        switch forms[measure] {
        case .average(let sum, let count): [sum, count]
        case .sum, .min, .max, .fixed: [measure]
        case nil: []
        }
    }

    private mutating func add(
        _ measure: Field, _ parts: Measure, _ function: Measure.Aggregate, _ sql: SQLTemplate?
    ) {
        switch (parts.rollUp, sql) {
        case (.sum, _): keep(measure, .sum)
        case (.min, _): keep(measure, .min)
        case (.max, _): keep(measure, .max)
        case (.average, let sql?): addAverage(measure, parts, of: sql)
        default: keep(measure, .fixed)
        }
    }

    private mutating func addAverage(_ measure: Field, _ parts: Measure, of sql: SQLTemplate) {
        let (sum, count) = (measure.name + "__sum", measure.name + "__count")
        guard explore.reference(sum) == nil, explore.reference(count) == nil else { return keep(measure, .fixed) }
        forms[measure.name] = .average(sum: sum, count: count)
        var one = sql
        // Behind a line break, so that no comment at the end of the SQL takes the rest with it.
        one.parts = [.text("CASE WHEN (")] + sql.trimmedParts + [.text("\n) IS NOT NULL THEN 1 END")]
        for (name, sql) in [(sum, sql), (count, one)] {
            var part = parts
            part.form = .aggregate(.sum, sql: sql)
            var column = measure
            column.name = name
            column.shortName = String(name.dropFirst(measure.view.count + 1))
            column.type = "sum"
            column.kind = .measure(part)
            columns.append(column)
        }
    }

    private mutating func keep(_ measure: Field, _ form: Form) {
        forms[measure.name] = form
        columns.append(measure)
    }
}
