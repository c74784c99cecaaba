internal import SQL
internal import Warehouse

/// Days with activity, in the order of person and day.
struct DayList: Sendable {
    var people: [Int32] = []
    /// Days since 1970-01-01, UTC.
    var days: [Int32] = []
    /// How many events there are; empty unless asked for. There may be several counts of one day then.
    var counts: [Int64] = []

    var count: Int { people.count }

    /// Hands on people and days as they lie in memory, for loops that look at each row without checks.
    @inline(__always)
    func withColumns(_ body: (_ people: UnsafeBufferPointer<Int32>, _ days: UnsafeBufferPointer<Int32>) -> Void) {
        people.withUnsafeBufferPointer { people in days.withUnsafeBufferPointer { body(people, $0) } }
    }
}

/// Reads `main.act`, both halves of the people at once.
struct DaysReader: Sendable {
    let source: CanonicalEvents
    let derived: DerivedState
    let warehouse: any Warehouse
    let label: String

    private struct Pass: ChunkPass {
        let hasCounts: Bool
        /// About how many rows there are, asked for once they come.
        let room: Int
        var list = DayList()

        mutating func take(_ chunk: ColumnChunk) {
            if list.people.isEmpty, room > 0 {
                list.people.reserve(room)
                list.days.reserve(room)
            }
            if hasCounts { chunk.appendIntegers(2, to: &list.counts) }
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

    /// - Parameter middle: The last person of the first list.
    /// - Returns: Two lists that follow each other in the order of people, and what was asked for them.
    func lists(
        _ plan: DaysPlan, middle: Int
    ) async throws(WarehouseError) -> (first: DayList, second: DayList, sql: [String]) {
        let first = statement(plan, "uid <= \(middle)")
        let second = statement(plan, "uid > \(middle)")
        let what = plan.type == nil ? "days" : "days of one event, from its steps"
        let sql = [
            first.sql.noted("\(what): people up to number \(middle)"),
            second.sql.noted("\(what): people above number \(middle)"),
        ]
        do {
            if plan.type == nil {
                let pass = Pass(
                    hasCounts: plan.request.needsDayCounts,
                    room: plan.request.needsUnits ? derived.days * 11 / 20 : 0)
                async let rest = warehouse.scan(second.statement, pass)
                let begin = try await warehouse.scan(first.statement, pass)
                return (begin.list, try await rest.list, sql)
            }
            async let rest = warehouse.scan(second.statement, StepDaysPass())
            let begin = try await warehouse.scan(first.statement, StepDaysPass())
            return (begin.list, try await rest.list, sql)
        } catch let error as WarehouseError {
            throw error
        } catch {
            throw .cancelled(label: label)
        }
    }

    /// What would be asked for the days of everybody.
    static func sql(
        _ plan: DaysPlan, of source: CanonicalEvents, _ derived: DerivedState, _ warehouse: any Warehouse
    ) -> String {
        DaysReader(source: source, derived: derived, warehouse: warehouse, label: "").statement(plan, "TRUE").sql
    }

    private func statement(_ plan: DaysPlan, _ condition: SQLExpression) -> ChartStatement {
        var select: SelectStatement
        if let type = plan.type {
            select = SelectStatement(
                columns: [.init("uid", as: "uid"), .init("time", as: "time")], from: .table("main.steps", alias: "a"))
            if derived.waitingSteps > 0 {
                let both: SQLExpression = """
                    (SELECT ev, uid, time FROM main.steps WHERE ev = \(type) UNION ALL \
                    SELECT ev, uid, time FROM main.steps_tail WHERE ev = \(type))
                    """
                select.from = .table(both, alias: "a")
                select.order = ["uid", "time"].map {
                    .init(SQLExpression(raw: $0), descending: false, nullsFirst: false)
                }
            }
            select.conditions = ["ev = \(type)", condition]
            let time = warehouse.dialect.time
            if let from = plan.request.from { select.conditions.append("time >= \(time.constant(from))") }
            if let to = plan.request.to, to != .max { select.conditions.append("time < \(time.constant(to))") }
        } else {
            select = SelectStatement(
                columns: [.init("uid", as: "uid"), .init("day", as: "day")], from: .table("main.act", alias: "a"))
            if plan.request.needsDayCounts {
                if plan.request.needsUnits {
                    select.columns.append(.init("n", as: "n"))
                } else {
                    select.columns = [.init("0", as: "nobody"), .init("day", as: "day"), .init("SUM(n)", as: "n")]
                    select.grouping = .columns([2])
                }
            }
            if derived.waitingDays > 0 {
                // What waits is not sorted in yet, and may name a day again.
                select.from =
                    plan.request.needsDayCounts
                    ? .table(
                        "(SELECT uid, day, n FROM main.act UNION ALL SELECT uid, day, n FROM main.act_tail)", alias: "a"
                    )
                    : .table("(SELECT uid, day FROM main.act UNION SELECT uid, day FROM main.act_tail)", alias: "a")
                if plan.request.needsUnits {
                    select.order = ["uid", "day"].map {
                        .init(SQLExpression(raw: $0), descending: false, nullsFirst: false)
                    }
                }
            }
            select.conditions = [condition]
            let days = plan.days
            if days.lowerBound > .min { select.conditions.append("day >= \(value: .date(days.lowerBound))") }
            if days.upperBound < .max { select.conditions.append("day < \(value: .date(days.upperBound))") }
            if !derived.hasOneProject {
                select.conditions.append("uid IN (SELECT uid FROM main.usr WHERE project_id = \(source.project))")
            }
        }
        if let sample = plan.request.sample {
            select.conditions.append(EventRequestSQL.isSampled("uid", share: sample))
        }
        return ChartStatement(select, dialect: warehouse.dialect, label: label)
    }
}

/// Gathers the days of steps: uid and time, in this order, each day of a person once.
private struct StepDaysPass: ChunkPass {
    private(set) var list = DayList()
    /// The last person, and the day of theirs that is in the list.
    private var person = Int32.min
    private var day: Range<Int64> = 0..<0

    mutating func take(_ chunk: ColumnChunk) {
        if case .int32(let people) = chunk.columns[0].values, case .int64(let times) = chunk.columns[1].values {
            for row in 0..<chunk.rowCount { add(people[row], times[row]) }
            return
        }
        var people: [Int64] = []
        var times: [Int64] = []
        chunk.appendIntegers(0, to: &people)
        chunk.appendIntegers(1, to: &times)
        for row in 0..<chunk.rowCount { add(Int32(truncatingIfNeeded: people[row]), times[row]) }
    }

    @inline(__always)
    private mutating func add(_ person: Int32, _ time: Int64) {
        if person == self.person, day.contains(time) { return }
        let start = ChartCalendar.floor(time, to: ChartCalendar.day)
        (self.person, day) = (person, start..<start + ChartCalendar.day)
        list.people.append(person)
        list.days.append(Int32(truncatingIfNeeded: start / ChartCalendar.day))
    }
}
