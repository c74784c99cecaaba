internal import SQL
internal import SemanticModel

/// A build that computes only the rows from a moment on.
struct TableGrowth: Sendable, Hashable {
    var view: String
    /// Microseconds since 1970-01-01 00:00:00 of the database's own times.
    var since: Int64
}

extension SQLLiquidContext {
    /// Every row, unless the table of the view grows.
    func incrementCondition(on body: String) throws(LiquidRefusal) -> String {
        guard let growth = context.increment, growth.view == view else { return "1=1" }
        let time = dialect.time.timestamp(SQLExpression(raw: body))
        let condition: SQLExpression = "\(time) >= \(raw: dialect.literal(.timestamp(growth.since)))"
        return "(" + condition.written(in: dialect) + ")"
    }
}

/// How a table grows: by the periods of one of its times, in SQL over its own rows.
package struct TableIncrement: Sendable, Hashable {
    /// What the table has to be called where the expressions stand.
    package var alias: String
    /// The time of a row, without a zone.
    package var time: String
    /// The start of the first period that is built again; NULL for a table without rows. An aggregate.
    package var start: String

    package init(alias: String, time: String, start: String) {
        self.alias = alias
        self.time = time
        self.start = start
    }
}

/// Reads `increment_key` and `increment_offset`.
struct IncrementReader {
    let view: String
    let increment: TableStorage.Increment
    let query: ResolvedQuery
    let source: QuerySource

    func read() throws(QueryError) -> TableIncrement {
        guard let joined = query.explore.views.first(where: { $0.view == view }),
            let field = query.explore.reference(joined.alias + "." + increment.key),
            case .timeframe(let timeframe, let template, let column) = field.kind
        else {
            throw QueryError(
                .unknownField, "`increment_key` of `\(view)` names `\(increment.key)`, which is no time of this view.",
                field: view + "." + increment.key)
        }
        let fields = try Compilation(query, from: source).fields
        guard try fields.views(of: field) == [joined.alias] else {
            throw QueryError(
                .unsupported, "`increment_key` of `\(view)` stands on other views, which its table can't read.",
                field: field.name)
        }
        let functions = source.dialect.time
        let stored = try fields.expand(template)
        let time =
            switch column.dataType {
            case .datetime, .timestamp, .date: functions.timestamp(stored)
            case .epoch: functions.fromEpoch(stored)
            case .yyyymmdd: functions.fromDigits(stored)
            }
        guard let (start, unit, count) = period(timeframe, of: "MAX(\(bare: time))", weekStart: fields.weekStart) else {
            throw QueryError(
                .unsupported,
                "`increment_key` of `\(view)` is `\(increment.key)`, which is no period of time. Use minutes, hours, "
                    + "days, weeks, months, quarters or years.", field: field.name)
        }
        let moved =
            increment.offset == 0 ? start : functions.add(start, unit, "\(-increment.offset * count)")
        return TableIncrement(
            alias: source.dialect.identifier(joined.alias), time: time.written(in: source.dialect),
            start: moved.written(in: source.dialect))
    }

    /// The start of a time's period, and how long that is.
    private func period(
        _ timeframe: Timeframe, of time: SQLExpression, weekStart: Int
    ) -> (start: SQLExpression, unit: TimeFunctions.Interval, count: Int)? {
        let functions = source.dialect.time
        return switch timeframe {
        case .minute: (functions.truncate(time, .minutes(1)), .minute, 1)
        case .minutes(let count): (functions.truncate(time, .minutes(count)), .minute, count)
        case .hour: (functions.truncate(time, .hours(1)), .hour, 1)
        case .hours(let count): (functions.truncate(time, .hours(count)), .hour, count)
        case .date: (functions.truncate(time, .day), .day, 1)
        case .week: (functions.truncate(time, .week(start: weekStart)), .week, 1)
        case .month: (functions.truncate(time, .month), .month, 1)
        case .quarter: (functions.truncate(time, .quarter), .quarter, 1)
        case .year: (functions.fromDigits("\(functions.part(time, .year)) * 10000 + 101"), .year, 1)
        default: nil
        }
    }
}

extension SQLExpression {
    /// As text with its values written out.
    func written(in dialect: Dialect) -> String {
        pieces.map { piece in
            switch piece {
            case .text(let text): text
            case .value(let value): dialect.literal(value)
            case .column(let alias): dialect.quoted(alias)
            }
        }.joined()
    }
}
