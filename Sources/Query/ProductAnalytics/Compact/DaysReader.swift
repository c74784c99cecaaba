internal import SQL
internal import Warehouse

/// Days with activity, in the order of person and day.
struct DayList: Sendable {
    var people: [Int32] = []
    /// Days since 1970-01-01, UTC.
    var days: [Int32] = []

    var count: Int { people.count }
}

/// Reads `main.act`, both halves of the people at once.
struct DaysReader: Sendable {
    let source: CanonicalEvents
    let derived: DerivedState
    let warehouse: any Warehouse
    let label: String

    private struct Pass: ChunkPass {
        var list = DayList()

        mutating func take(_ chunk: ColumnChunk) {
            guard case .int32(let people) = chunk.columns[0].values, case .int32(let days) = chunk.columns[1].values
            else {
                takeCopies(chunk)
                return
            }
            list.people.append(contentsOf: people)
            list.days.append(contentsOf: days)
        }

        private mutating func takeCopies(_ chunk: ColumnChunk) {
            var people: [Int64] = []
            var days: [Int64] = []
            chunk.appendIntegers(0, to: &people)
            chunk.appendIntegers(1, to: &days)
            list.people.append(contentsOf: people.lazy.map { Int32(truncatingIfNeeded: $0) })
            list.days.append(contentsOf: days.lazy.map { Int32(truncatingIfNeeded: $0) })
        }
    }

    /// - Parameters:
    ///   - days: Half open, since 1970-01-01.
    ///   - sample: As ``EventRequest/sample``.
    /// - Returns: Two lists that follow each other, and what was asked for them.
    func lists(
        _ days: Range<Int32>, sample: Double?
    ) async throws(WarehouseError) -> (first: DayList, second: DayList, sql: [String]) {
        let half = SQLExpression(raw: String(derived.highestPerson / 2))
        let first = statement(days, sample, "uid <= \(half)")
        let second = statement(days, sample, "uid > \(half)")
        do {
            async let rest = warehouse.scan(second, Pass())
            let begin = try await warehouse.scan(first, Pass())
            return (begin.list, try await rest.list, [first.sql, second.sql])
        } catch let error as WarehouseError {
            throw error
        } catch {
            throw .cancelled(label: label)
        }
    }

    private func statement(_ days: Range<Int32>, _ sample: Double?, _ condition: SQLExpression) -> Statement {
        var select = SelectStatement(
            columns: [.init("uid", as: "uid"), .init("day", as: "day")], from: .table("main.act", alias: "a"))
        select.conditions = [condition]
        if days.lowerBound > .min {
            select.conditions.append("day >= \(value: .date(days.lowerBound))")
        }
        if days.upperBound < .max { select.conditions.append("day < \(value: .date(days.upperBound))") }
        if let sample { select.conditions.append(EventRequestSQL.isSampled("uid", share: sample)) }
        if !derived.hasOneProject {
            select.conditions.append(
                "uid IN (SELECT uid FROM main.usr WHERE project_id = \(source.project))")
        }
        if derived.waitingDays > 0 {
            // What waits is not sorted in yet, and may name a day again.
            select.from = .table("(SELECT uid, day FROM main.act UNION SELECT uid, day FROM main.act_tail)", alias: "a")
            select.order = ["uid", "day"].map { .init(SQLExpression(raw: $0), descending: false, nullsFirst: false) }
        }
        let (sql, parameters) = SQLRenderer.render(
            QueryStatement(commonTables: [], select: select), dialect: warehouse.dialect)
        return Statement(sql, parameters: parameters, label: label, timeLimit: .seconds(600))
    }
}
