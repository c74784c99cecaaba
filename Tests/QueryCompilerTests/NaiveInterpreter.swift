/// Answers queries by their meaning alone: every combination of joined rows is written down, the combinations are put
/// into groups, and each measure looks at the different rows of its own table in a group. Slow, and meant to be plain.
struct NaiveInterpreter {
    /// One row of each table that takes part; `nil` where an outer join found none.
    typealias Combination = [Int: RandomModel.Row?]

    var model: RandomModel

    /// The rows of the answer; of a pivoted one all cells of the lines that are kept.
    func answer(_ query: RandomQuery) -> [[String?]] {
        let cells = groups(query, by: query.dimensions).filter { row in
            guard let filter = query.groupFilter else { return true }
            guard let number = number(row[query.dimensions.count + filter.measure]) else { return false }
            return number >= Double(filter.least)
        }
        guard let pivot = query.pivot else { return cells }
        let lines = Set(keptLines(cells, query, pivot))
        return cells.filter { lines.contains(line($0, query, pivot)) }
    }

    /// The totals of a line over all pivot columns, for the lines that are kept.
    func lineTotals(_ query: RandomQuery, _ pivot: RandomPivot) -> [[String?]] {
        let kept = Set(answer(query).map { line($0, query, pivot) })
        var dimensions = query.dimensions
        dimensions.remove(at: pivot.dimension)
        return groups(query, by: dimensions).filter { kept.contains(Array($0.prefix(dimensions.count))) }
    }

    /// The measures by these dimensions over everything that the filters on rows let through.
    func groups(_ query: RandomQuery, by dimensions: [RandomDimension]) -> [[String?]] {
        var groups: [[String?]: [Combination]] = [:]
        for combination in combinations(query) {
            groups[dimensions.map { text($0, combination) }, default: []].append(combination)
        }
        // Measures alone always have one row.
        if dimensions.isEmpty, groups.isEmpty { groups[[]] = [] }
        return groups.map { key, members in
            var values = query.measures.map { value($0, members) }
            if let calculation = query.calculation {
                let sum = (number(values[calculation.first]) ?? 0) + 2 * (number(values[calculation.second]) ?? 0)
                values.append(PlainText.number(sum))
            }
            return key + values
        }
    }

    // MARK: Pivots

    /// The row dimensions of a cell.
    private func line(_ cell: [String?], _ query: RandomQuery, _ pivot: RandomPivot) -> [String?] {
        query.dimensions.indices.filter { $0 != pivot.dimension }.map { cell[$0] }
    }

    private func keptLines(_ cells: [[String?]], _ query: RandomQuery, _ pivot: RandomPivot) -> [[String?]] {
        let columns = Set(cells.map { $0[pivot.dimension] })
        // NULL is the last column.
        let first = columns.sorted { left, right in
            guard let left else { return false }
            guard let right else { return true }
            return precedes(left, right, query.dimensions[pivot.dimension]) ?? false
        }.first
        var lines: [[String?]: Double?] = [:]
        for cell in cells {
            let line = line(cell, query, pivot)
            if lines[line] == nil { lines[line] = .some(nil) }
            if let measure = pivot.sortMeasure, let first, cell[pivot.dimension] == first {
                lines[line] = number(cell[query.dimensions.count + measure])
            }
        }
        var dimensions = query.dimensions
        dimensions.remove(at: pivot.dimension)
        let ordered = lines.sorted { left, right in
            if pivot.sortMeasure != nil {
                switch (left.value, right.value) {
                case (let a?, let b?) where a != b: return pivot.descending ? a > b : a < b
                case (.some, nil): return true
                case (nil, .some): return false
                default: break
                }
            } else if let dimension = dimensions.first,
                let isBefore = precedes(left.key[0], right.key[0], dimension)
            {
                return pivot.descending ? !isBefore : isBefore
            }
            for (place, dimension) in dimensions.enumerated() {
                if let isBefore = precedes(left.key[place], right.key[place], dimension) { return isBefore }
            }
            return false
        }
        return ordered.prefix(pivot.limit ?? ordered.count).map(\.key)
    }

    /// `nil` for equal values; nothing comes before everything.
    private func precedes(_ left: String?, _ right: String?, _ dimension: RandomDimension) -> Bool? {
        guard left != right else { return nil }
        guard let left else { return true }
        guard let right else { return false }
        guard dimension.field != "label", let a = Double(left), let b = Double(right) else { return left < right }
        return a < b
    }

    private func number(_ text: String?) -> Double? { text.flatMap { Double($0) } }

    // MARK: Rows

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
                if !found, join.kind != .inner {
                    var longer = combination
                    longer[number] = .some(nil)
                    next.append(longer)
                }
            }
            if join.kind == .full {
                for row in model.tables[number].rows where !next.contains(where: { ($0[number] ?? nil)?.id == row.id })
                {
                    next.append([number: row])
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
        case .sum, .sumDistinct: return String(sum)
        case .average, .averageDistinct:
            return values.isEmpty ? nil : PlainText.number(Double(sum) / Double(values.count))
        case .median, .medianDistinct: return percentile(0.5, of: values)
        case .percentile, .percentileDistinct: return percentile(0.25, of: values)
        case .list:
            let labels = Set(rows.values.compactMap(\.label)).sorted()
            return labels.isEmpty ? nil : labels.joined(separator: ", ")
        case .min: return values.min().map { String($0) }
        case .max: return values.max().map { String($0) }
        case .countDistinct: return String(Set(rows.values.compactMap(\.label)).count)
        }
    }

    /// Between two neighbours as far as the share lies between them.
    private func percentile(_ share: Double, of values: [Int]) -> String? {
        guard !values.isEmpty else { return nil }
        let sorted = values.sorted()
        let place = share * Double(sorted.count - 1)
        let below = sorted[Int(place)]
        let above = sorted[min(Int(place) + 1, sorted.count - 1)]
        return PlainText.number(Double(below) + (place - Double(Int(place))) * Double(above - below))
    }
}
