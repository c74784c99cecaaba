/// A condition on a row, with its text in the filter language.
struct RandomFilter {
    var table: Int
    var field: String
    var expression: String
    var holds: (RandomModel.Row?) -> Bool

    var name: String { "t\(table).\(field)" }
}

struct RandomMeasure {
    enum Kind: String, CaseIterable {
        case count, sum, average, min, max, median, percentile, list
        case countDistinct = "count_distinct", sumDistinct = "sum_distinct", averageDistinct = "average_distinct"
        case medianDistinct = "median_distinct", percentileDistinct = "percentile_distinct"

        var isNumber: Bool { self != .list }
        /// Whether its text says all of it.
        var isWhole: Bool {
            switch self {
            case .count, .sum, .min, .max, .countDistinct, .sumDistinct: true
            default: false
            }
        }
    }

    var name: String
    var table: Int
    var kind: Kind
    var filter: RandomFilter?

    var fullName: String { "t\(table).\(name)" }

    var lookML: String {
        var parameters = "type: \(kind.rawValue) "
        switch kind {
        case .count: break
        case .countDistinct: parameters += "sql: ${label} ;; "
        case .list: parameters += "list_field: label "
        default: parameters += "sql: ${value} ;; "
        }
        switch kind {
        case .percentile, .percentileDistinct: parameters += "percentile: 25 "
        default: break
        }
        switch kind {
        case .sumDistinct, .averageDistinct, .medianDistinct, .percentileDistinct:
            parameters += "sql_distinct_key: ${id} ;; "
        default: break
        }
        let filters = filter.map { "filters: [\($0.name): \"\($0.expression)\"] " } ?? ""
        return "measure: \(name) { \(parameters)\(filters)}"
    }
}

/// One measure and twice another, nothing counting as zero.
struct RandomCalculation {
    var first: Int
    var second: Int
}

struct RandomDimension: Hashable {
    var table: Int
    var field: String

    var name: String { "t\(table).\(field)" }
}

/// A filter on a measure that is among those shown: keeps groups in which it is at least so much.
struct RandomGroupFilter {
    var measure: Int
    var least: Int
}

/// What becomes columns, and which lines of the table are kept.
struct RandomPivot {
    /// The place among the dimensions.
    var dimension: Int
    var limit: Int?
    /// By the first row dimension, or by a measure in the first pivot column.
    var sortMeasure: Int?
    var descending: Bool
}

struct RandomQuery {
    var dimensions: [RandomDimension]
    var measures: [RandomMeasure]
    var calculation: RandomCalculation?
    var filters: [RandomFilter]
    var groupFilter: RandomGroupFilter?
    var pivot: RandomPivot?

    /// The base view has the calculation.
    static let calculationName = "t0.calculated"

    var measureNames: [String] {
        measures.map(\.fullName) + (calculation == nil ? [] : [Self.calculationName])
    }

    init(on model: RandomModel, _ random: inout SeededRandom) {
        dimensions = []
        for _ in 0..<random.below(4) {
            let dimension = RandomDimension(
                table: random.below(model.tables.count), field: ["label", "label", "value", "id"][random.below(4)])
            if !dimensions.contains(dimension) { dimensions.append(dimension) }
        }
        let least = dimensions.isEmpty ? 1 : 0
        measures = (0..<(least + random.below(4))).map { number in
            let kinds = RandomMeasure.Kind.allCases
            return RandomMeasure(
                name: "m\(number)", table: random.below(model.tables.count), kind: kinds[random.below(kinds.count)],
                filter: random.oneIn(3) ? RandomFilter(on: model, &random) : nil)
        }
        let kinds = measures.map(\.kind)
        let numbers = kinds.indices.filter { kinds[$0].isNumber }
        let whole = numbers.filter { kinds[$0].isWhole }
        if !whole.isEmpty, random.oneIn(4) {
            calculation = RandomCalculation(
                first: whole[random.below(whole.count)], second: whole[random.below(whole.count)])
        }
        var filters: [RandomFilter] = []
        for _ in 0..<max(0, random.below(4) - 1) {
            let filter = RandomFilter(on: model, &random)
            if !filters.contains(where: { $0.name == filter.name }) { filters.append(filter) }
        }
        self.filters = filters
        if !numbers.isEmpty, random.oneIn(6) {
            groupFilter = RandomGroupFilter(measure: numbers[random.below(numbers.count)], least: random.below(4))
        }
        if !dimensions.isEmpty, !measures.isEmpty, random.oneIn(2) {
            pivot = RandomPivot(
                dimension: random.below(dimensions.count), limit: random.oneIn(2) ? 1 + random.below(4) : nil,
                sortMeasure: dimensions.count == 1 || (!numbers.isEmpty && random.oneIn(2)) ? numbers.first : nil,
                descending: random.oneIn(2))
        }
    }
}

extension RandomFilter {
    init(on model: RandomModel, _ random: inout SeededRandom) {
        let table = random.below(model.tables.count)
        let letter = ["x", "y", "z"][random.below(3)]
        let number = random.below(5) - 1
        switch random.below(6) {
        case 0: self.init(table: table, field: "label", expression: letter) { $0?.label == letter }
        case 1: self.init(table: table, field: "label", expression: "-\(letter)") { $0?.label != letter }
        case 2: self.init(table: table, field: "label", expression: "NULL") { $0?.label == nil }
        case 3:
            self.init(table: table, field: "value", expression: ">=\(number)") { row in
                row?.value.map { $0 >= number } ?? false
            }
        case 4: self.init(table: table, field: "value", expression: "NOT \(number)") { $0?.value != number }
        default:
            self.init(table: table, field: "value", expression: "\(number),NULL") { row in
                row?.value.map { $0 == number } ?? true
            }
        }
    }
}
