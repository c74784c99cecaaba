/// SplitMix64: the same numbers on every machine.
struct SeededRandom: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }

    mutating func below(_ limit: Int) -> Int { Int.random(in: 0..<limit, using: &self) }
    mutating func oneIn(_ count: Int) -> Bool { below(count) == 0 }
}

/// A small database: tables `t0` to `t4`, a tree of joins, and rows with gaps and repetitions in everything but their
/// ids.
struct RandomModel {
    enum Relationship: String, CaseIterable { case manyToOne, oneToMany, oneToOne, manyToMany }
    enum Kind: String { case left = "left_outer", inner, full = "full_outer" }

    struct Row {
        var id: Int
        /// What joins it to its parent, where its own column does.
        var up: Int?
        /// By the number of the child: what joins it to that child, where its own column does.
        var down: [Int?]
        var label: String?
        var value: Int?
    }

    struct Table {
        var rows: [Row]
        /// How it hangs below another table; `nil` for the base.
        var join: (parent: Int, relationship: Relationship, kind: Kind)?
    }

    var tables: [Table]

    init(_ random: inout SeededRandom) {
        let count = 2 + random.below(4)
        let sizes = (0..<count).map { _ in random.oneIn(20) ? 0 : 3 + random.below(6) }
        tables = []
        for number in 0..<count {
            var join: (parent: Int, relationship: Relationship, kind: Kind)?
            if number > 0 {
                let relationship = Relationship.allCases[random.below(4)]
                let kind: Kind = random.oneIn(5) ? .inner : random.oneIn(8) ? .full : .left
                join = (random.below(number), relationship, kind)
            }
            let rows = (0..<sizes[number]).map { index in
                Row(
                    id: index + 1,
                    up: join.flatMap { join in
                        // One to one: each parent has one child, in turn.
                        join.relationship == .oneToOne ? (random.oneIn(5) ? nil : index + 1) : Self.key(&random)
                    },
                    down: (0..<5).map { _ in Self.key(&random) },
                    label: random.oneIn(5) ? nil : ["x", "y", "z"][random.below(3)],
                    value: random.oneIn(5) ? nil : random.below(7) - 2)
            }
            tables.append(Table(rows: rows, join: join))
        }
    }

    /// A key that may be missing, may lead nowhere, and often comes twice.
    private static func key(_ random: inout SeededRandom) -> Int? { random.oneIn(6) ? nil : 1 + random.below(5) }

    /// Whether a row of the parent and one of the child belong together.
    func matches(child number: Int, _ parent: Row, _ child: Row) -> Bool {
        guard let join = tables[number].join else { return false }
        switch join.relationship {
        case .oneToMany, .oneToOne: return child.up == parent.id
        case .manyToOne: return parent.down[number] == child.id
        case .manyToMany:
            guard let key = parent.down[number], let other = child.up else { return false }
            return key == other
        }
    }

    /// Statements that make the tables, replacing those of another model.
    var statements: [String] {
        tables.enumerated().map { number, table in
            let columns = """
                id INTEGER, up INTEGER, d0 INTEGER, d1 INTEGER, d2 INTEGER, d3 INTEGER, d4 INTEGER, label VARCHAR, \
                value INTEGER
                """
            let rows = table.rows.map { row in
                let numbers = [row.id, row.up] + row.down
                let label = row.label.map { "'\($0)'" } ?? "NULL"
                return "(" + numbers.map(Self.sql).joined(separator: ", ") + ", \(label), \(Self.sql(row.value)))"
            }
            let create = "CREATE OR REPLACE TABLE t\(number) (\(columns));"
            return rows.isEmpty ? create : create + " INSERT INTO t\(number) VALUES " + rows.joined(separator: ", ")
        }
    }

    private static func sql(_ number: Int?) -> String { number.map { String($0) } ?? "NULL" }

    /// The model as LookML.
    /// - Parameter measures: Those of each table.
    func lookML(measures: [Int: [String]]) -> String {
        var text = ""
        for number in tables.indices {
            text += "view: t\(number) {\n  dimension: id { primary_key: yes type: number }\n"
            for name in ["up", "d0", "d1", "d2", "d3", "d4", "value"] {
                text += "  dimension: \(name) { type: number }\n"
            }
            text += "  dimension: label {}\n"
            for measure in measures[number] ?? [] { text += "  \(measure)\n" }
            text += "}\n"
        }
        text += "explore: t0 {\n"
        for (number, table) in tables.enumerated() {
            guard let (parent, relationship, kind) = table.join else { continue }
            let (name, condition) =
                switch relationship {
                case .oneToMany: ("one_to_many", "${t\(parent).id} = ${t\(number).up}")
                case .oneToOne: ("one_to_one", "${t\(parent).id} = ${t\(number).up}")
                case .manyToOne: ("many_to_one", "${t\(parent).d\(number)} = ${t\(number).id}")
                case .manyToMany: ("many_to_many", "${t\(parent).d\(number)} = ${t\(number).up}")
                }
            text += "  join: t\(number) { relationship: \(name) type: \(kind.rawValue) "
            text += "sql_on: \(condition) ;; }\n"
        }
        return text + "}\n"
    }
}
