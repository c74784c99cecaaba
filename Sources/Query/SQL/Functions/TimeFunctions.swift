/// Calculating with times. All take and give timestamps without a zone, unless they say otherwise.
package struct TimeFunctions: Sendable {
    /// How a time is written.
    package enum Format: Sendable, Hashable {
        case microsecond, millisecond, second, minute, hour, date, month, timeOfDay, dayName, monthName
    }

    package enum Part: Sendable, Hashable {
        case year, quarter, month, day, dayOfYear, isoWeek, isoWeekday, hour, minute
        /// Whole seconds.
        case second
        /// From 0, counted from the day of this ISO number, Monday 1 to Sunday 7.
        case dayOfWeek(start: Int)
    }

    package enum Unit: Sendable, Hashable {
        case year, month, quarter, day
        /// By the ISO number of its first day, Monday 1 to Sunday 7.
        case week(start: Int)
        case minutes(Int), hours(Int)
    }

    package enum Interval: String, Sendable, Hashable { case year, quarter, month, week, day, hour, minute, second }

    /// A column of any type of time as a timestamp.
    package var timestamp: @Sendable (SQLExpression) -> SQLExpression
    /// From the wall clock of one IANA zone to that of another.
    package var convert: @Sendable (_ time: SQLExpression, _ from: String, _ to: String) -> SQLExpression
    package var format: @Sendable (SQLExpression, Format) -> SQLExpression
    /// A number.
    package var part: @Sendable (SQLExpression, Part) -> SQLExpression
    package var truncate: @Sendable (SQLExpression, Unit) -> SQLExpression
    package var addMonths: @Sendable (SQLExpression, Int) -> SQLExpression
    /// A time so many intervals later; `count` is a whole number, below 0 for earlier. A month has no day after its last:
    /// January 31st plus a month is the last of February.
    package var add: @Sendable (_ time: SQLExpression, _ unit: Interval, _ count: SQLExpression) -> SQLExpression
    /// A time so many microseconds later; `count` is a whole number of any type.
    package var addMicroseconds: @Sendable (_ time: SQLExpression, _ count: SQLExpression) -> SQLExpression
    /// Microseconds since 1970-01-01 00:00 as a timestamp.
    package var constant: @Sendable (Int64) -> SQLExpression
    /// The first moment of a day from three whole numbers; NULL if one is, or if years 1 to 9999 have no such day.
    package var day: @Sendable (_ year: SQLExpression, _ month: SQLExpression, _ day: SQLExpression) -> SQLExpression
    /// The moment that a text writes: `2026`, `2026-07`, `2026-07-05`, then a blank or T and `14`, `14:30`, `14:30:59`,
    /// `14:30:59.5`. NULL if it writes none.
    package var parse: @Sendable (SQLExpression) -> SQLExpression
    /// `2026-07-05`, with the time if it isn't midnight, with microseconds if there are any.
    package var text: @Sendable (SQLExpression) -> SQLExpression
    /// Seconds since 1970-01-01 00:00:00 UTC as a timestamp, and the other way.
    package var fromEpoch: @Sendable (SQLExpression) -> SQLExpression
    package var toEpoch: @Sendable (SQLExpression) -> SQLExpression
    /// A number such as 20180518 as a timestamp.
    package var fromDigits: @Sendable (SQLExpression) -> SQLExpression
    /// How many whole intervals lie between two times, below 0 if the end comes first. A month is whole once the same day
    /// and time are reached, or the last day of a month that is too short.
    package var wholeIntervals:
        @Sendable (_ unit: Interval, _ start: SQLExpression, _ end: SQLExpression) -> SQLExpression

    package init(
        timestamp: @escaping @Sendable (SQLExpression) -> SQLExpression,
        convert: @escaping @Sendable (SQLExpression, String, String) -> SQLExpression,
        format: @escaping @Sendable (SQLExpression, Format) -> SQLExpression,
        part: @escaping @Sendable (SQLExpression, Part) -> SQLExpression,
        truncate: @escaping @Sendable (SQLExpression, Unit) -> SQLExpression,
        addMonths: @escaping @Sendable (SQLExpression, Int) -> SQLExpression,
        add: @escaping @Sendable (SQLExpression, Interval, SQLExpression) -> SQLExpression,
        addMicroseconds: @escaping @Sendable (SQLExpression, SQLExpression) -> SQLExpression,
        constant: @escaping @Sendable (Int64) -> SQLExpression = { .bound(.timestamp($0)) },
        day: @escaping @Sendable (SQLExpression, SQLExpression, SQLExpression) -> SQLExpression,
        parse: @escaping @Sendable (SQLExpression) -> SQLExpression,
        text: @escaping @Sendable (SQLExpression) -> SQLExpression,
        fromEpoch: @escaping @Sendable (SQLExpression) -> SQLExpression,
        toEpoch: @escaping @Sendable (SQLExpression) -> SQLExpression,
        fromDigits: @escaping @Sendable (SQLExpression) -> SQLExpression,
        wholeIntervals: @escaping @Sendable (Interval, SQLExpression, SQLExpression) -> SQLExpression
    ) {
        self.timestamp = timestamp
        self.convert = convert
        self.format = format
        self.part = part
        self.truncate = truncate
        self.addMonths = addMonths
        self.add = add
        self.addMicroseconds = addMicroseconds
        self.constant = constant
        self.day = day
        self.parse = parse
        self.text = text
        self.fromEpoch = fromEpoch
        self.toEpoch = toEpoch
        self.fromDigits = fromDigits
        self.wholeIntervals = wholeIntervals
    }
}
