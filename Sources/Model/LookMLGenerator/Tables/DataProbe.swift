internal import SQL
internal import Warehouse

/// Asks the data questions whose answers are a few counts, each within a time.
struct DataProbe {
    let warehouse: any Warehouse
    let options: GeneratorOptions

    /// What asking came to.
    enum Answer<Value> {
        case known(Value)
        /// The time ran out.
        case tooSlow
        /// The warehouse refused: its reason, in one line.
        case refused(String)

        func map<Other>(_ transform: (Value) -> Other) -> Answer<Other> {
            switch self {
            case .known(let value): .known(transform(value))
            case .tooSlow: .tooSlow
            case .refused(let reason): .refused(reason)
            }
        }
    }

    /// How often a column has values, and how many different ones.
    struct Values {
        var rows: Int
        var present: Int
        var distinct: Int

        var isKey: Bool { present == rows && distinct == rows }
    }

    func values(of column: SourceColumn, in table: SourceTable) async throws(GeneratorError) -> Answer<Values> {
        let counts = try await counts(
            """
            SELECT COUNT(*), COUNT(\(column.sqlName)), COUNT(DISTINCT \(column.sqlName)) FROM \(table.sqlName)
            """, label: "look for the key of \(table.title)", count: 3)
        return counts.map { Values(rows: $0[0], present: $0[1], distinct: $0[2]) }
    }

    /// How many values of a foreign key lead somewhere.
    struct Overlap {
        var values: Int
        var distinct: Int
        var found: Int
        /// Whether only some of the values were looked up.
        var isSample = false
    }

    /// Looks up all values of a column among those of a unique one, or a sample of them when that takes too long.
    func overlap(
        of column: SourceColumn, in table: SourceTable, with key: SourceColumn, in target: SourceTable
    ) async throws(GeneratorError) -> Answer<Overlap> {
        let whole = try await overlap(of: column, in: table, with: key, in: target, limit: nil)
        guard case .tooSlow = whole else { return whole }
        return try await overlap(of: column, in: table, with: key, in: target, limit: max(1, options.sampleRows))
    }

    private func overlap(
        of column: SourceColumn, in table: SourceTable, with key: SourceColumn, in target: SourceTable, limit: Int?
    ) async throws(GeneratorError) -> Answer<Overlap> {
        let sql = """
            SELECT COUNT(*), COUNT(DISTINCT f.v), COUNT(k.v)
            FROM (
              SELECT \(column.sqlName) AS v FROM \(table.sqlName) WHERE \(column.sqlName) IS NOT NULL\
            \(limit.map { " LIMIT \($0)" } ?? "")
            ) AS f
            LEFT JOIN (SELECT \(key.sqlName) AS v FROM \(target.sqlName)) AS k ON f.v = k.v
            """
        let counts = try await counts(sql, label: "check a join of \(table.title)", count: 3)
        return counts.map { Overlap(values: $0[0], distinct: $0[1], found: $0[2], isSample: limit != nil) }
    }

    /// The counts in the one row of a statement.
    private func counts(_ sql: String, label: String, count: Int) async throws(GeneratorError) -> Answer<[Int]> {
        do {
            let result = try await warehouse.rows(
                Statement(sql, label: label, timeLimit: options.queryTimeLimit))
            let numbers = result.batches.first?.columns.compactMap(Self.number) ?? []
            return numbers.count == count ? .known(numbers) : .refused("the answer holds no counts")
        } catch {
            switch error {
            case .timedOut: return .tooSlow
            case .rejected(_, let message, _), .exhausted(_, let message):
                return .refused(LookMLText.oneLine(message, limit: 200))
            case .unreachable, .cancelled, .unusable: throw .warehouse(error)
            }
        }
    }

    private static func number(_ column: Column) -> Int? {
        guard !column.isNull(0) else { return nil }
        switch column.values {
        case .int(let values): return values.first.map { Int($0) }
        case .uint(let values): return values.first.flatMap { Int(exactly: $0) }
        case .hugeInt(let values), .decimal(let values, scale: 0): return values.first.flatMap { Int(exactly: $0) }
        default: return nil
        }
    }
}
