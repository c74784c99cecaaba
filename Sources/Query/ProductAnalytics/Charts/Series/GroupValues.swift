/// The values of an event's breakdown: of each array its elements, of several properties each combination.
struct GroupValues: Sendable {
    /// Places among the request's breakdowns.
    let columns: [Int]
    private let dictionaries: [ValueDictionary]

    init(columns: [Int], dictionaries: [ValueDictionary]) {
        self.columns = columns
        self.dictionaries = dictionaries
    }

    /// The codes as they are read, which stand for the tuples.
    func codes(of row: Int, in table: EventTable) -> [Int32] { columns.map { table.breakdowns[$0][row] } }

    /// Each combination; with repeated elements more than once.
    func tuples(of row: Int, in table: EventTable) -> [[Int32]] { tuples(of: codes(of: row, in: table)) }

    func tuples(of codes: [Int32]) -> [[Int32]] {
        zip(columns, codes).reduce([[]]) { tuples, next in
            let elements = dictionaries[next.0].elements(of: next.1)
            return tuples.flatMap { tuple in elements.map { tuple + [$0] } }
        }
    }

    /// The codes of a group that is known by its texts.
    func codes(ofTexts texts: [String?]) -> [Int32] {
        zip(columns, texts).map { column, text in text.map { dictionaries[column].code(of: $0) } ?? ValueDictionary.none
        }
    }
}

/// Finds the groups of a breakdown in which an event counts.
struct GroupTable: Sendable {
    /// The groups that are told apart, and Other.
    let count: Int
    private let values: GroupValues
    private let places: [[Int32]: Int]
    private let hasOther: Bool
    /// What has been found out so far: by the code of a single property, by codes otherwise.
    private var bySingleCode: [[Int]?] = []
    private var byCodes: [[Int32]: [Int]] = [:]

    init(_ ranking: GroupRanking, values: GroupValues) {
        self.values = values
        hasOther = ranking.hasOther
        count = ranking.groups.count + (ranking.hasOther ? 1 : 0)
        var places: [[Int32]: Int] = [:]
        for (place, texts) in ranking.groups.enumerated() { places[values.codes(ofTexts: texts)] = place }
        self.places = places
    }

    /// Places of groups, each once.
    mutating func groups(of row: Int, in table: EventTable) -> [Int] {
        if values.columns.count == 1 {
            let code = table.breakdowns[values.columns[0]][row]
            let place = Int(code) + 1
            if place >= bySingleCode.count {
                bySingleCode += Array(repeating: nil, count: place + 1 - bySingleCode.count)
            }
            if let known = bySingleCode[place] { return known }
            let found = find([code])
            bySingleCode[place] = found
            return found
        }
        let codes = values.codes(of: row, in: table)
        if let known = byCodes[codes] { return known }
        let found = find(codes)
        byCodes[codes] = found
        return found
    }

    private func find(_ codes: [Int32]) -> [Int] {
        var found: Set<Int> = []
        for tuple in values.tuples(of: codes) {
            if let place = places[tuple] { found.insert(place) } else if hasOther { found.insert(count - 1) }
        }
        return found.sorted()
    }
}
