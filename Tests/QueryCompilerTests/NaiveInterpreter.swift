/// A condition on a row, with its text in the filter language.
struct RandomFilter {
    var table: Int
    var field: String
    var expression: String
    var holds: (RandomModel.Row?) -> Bool

    var name: String { "t\(table).\(field)" }
}

struct RandomMeasure {
    enum Kind: String, CaseIterable { case count, sum, average, min, max, countDistinct = "count_distinct" }

    var name: String
    var table: Int
    var kind: Kind
    var filter: RandomFilter?

    var lookML: String {
        let sql =
            switch kind {
            case .count: ""
            case .countDistinct: "sql: ${label} ;; "
            case .sum, .average, .min, .max: "sql: ${value} ;; "
            }
        let filters = filter.map { "filters: [\($0.name): \"\($0.expression)\"] " } ?? ""
        return "measure: \(name) { type: \(kind.rawValue) \(sql)\(filters)}"
    }
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

struct RandomQuery {
    var dimensions: [RandomDimension]
    var measures: [RandomMeasure]
    var filters: [RandomFilter]
    var groupFilter: RandomGroupFilter?
}

/// Answers queries by their meaning alone: every combination of joined rows is written down, the combinations are put
/// into groups, and each measure looks at the different rows of its own table in a group. Slow, and meant to be plain.
struct NaiveInterpreter {
    /// One row of each table that takes part; `nil` where an outer join found none.
    typealias Combination = [Int: RandomModel.Row?]

    var model: RandomModel

    /// The rows of the answer.
    func answer(_ query: RandomQuery) -> [[String?]] {
        var groups: [[String?]: [Combination]] = [:]
        for combination in combinations(query) {
            let key = query.dimensions.map { text($0, combination) }
            groups[key, default: []].append(combination)
        }
        // Measures alone always have one row.
        if query.dimensions.isEmpty, groups.isEmpty { groups[[]] = [] }
        return groups.compactMap { key, members in
            let values = query.measures.map { value($0, members) }
            if let filter = query.groupFilter {
                guard let text = values[filter.measure], let number = Double(text), number >= Double(filter.least)
                else { return nil }
            }
            return key + values
        }
    }

    /// The measures over everything that the filters on rows let through.
    func totals(_ query: RandomQuery) -> [String?] {
        let members = combinations(query)
        return query.measures.map { value($0, members) }
    }

    private func combinations(_ query: RandomQuery) -> [Combination] {
        let used = usedTables(query)
        var combinations: [Combination] = model.tables[0].rows.map { [0: $0] }
        for number in model.tables.indices.dropFirst() where used.contains(number) {
            guard let join = model.tables[number].join else { continue }
            var next: [Combination] = []
            for combination in combinations {
                var found = false
                for row in model.tables[number].rows {
                    guard let parent = combination[join.parent] ?? nil,
                        model.matches(child: number, parent, row)
                    else { continue }
                    found = true
                    var longer = combination
                    longer[number] = .some(row)
                    next.append(longer)
                }
                if !found, !join.isInner {
                    var longer = combination
                    longer[number] = .some(nil)
                    next.append(longer)
                }
            }
            combinations = next
        }
        return combinations.filter { combination in
            query.filters.allSatisfy { $0.holds(combination[$0.table] ?? nil) }
        }
    }

    /// Every table that something names, with those above it.
    private func usedTables(_ query: RandomQuery) -> Set<Int> {
        var used: Set<Int> = [0]
        var named = query.dimensions.map(\.table) + query.filters.map(\.table)
        for measure in query.measures {
            named.append(measure.table)
            if let filter = measure.filter { named.append(filter.table) }
        }
        for table in named {
            var table = table
            used.insert(table)
            while let join = model.tables[table].join {
                table = join.parent
                used.insert(table)
            }
        }
        return used
    }

    private func text(_ dimension: RandomDimension, _ combination: Combination) -> String? {
        guard let row = combination[dimension.table] ?? nil else { return nil }
        switch dimension.field {
        case "id": return String(row.id)
        case "label": return row.label
        default: return row.value.map { String($0) }
        }
    }

    private func value(_ measure: RandomMeasure, _ members: [Combination]) -> String? {
        var rows: [Int: RandomModel.Row] = [:]
        for combination in members {
            if let filter = measure.filter, !filter.holds(combination[filter.table] ?? nil) { continue }
            if let row = combination[measure.table] ?? nil { rows[row.id] = row }
        }
        let values = rows.values.compactMap(\.value)
        let sum = values.reduce(0, +)
        switch measure.kind {
        case .count: return String(rows.count)
        case .sum: return String(sum)
        case .average: return values.isEmpty ? nil : PlainText.number(Double(sum) / Double(values.count))
        case .min: return values.min().map { String($0) }
        case .max: return values.max().map { String($0) }
        case .countDistinct: return String(Set(rows.values.compactMap(\.label)).count)
        }
    }
}
