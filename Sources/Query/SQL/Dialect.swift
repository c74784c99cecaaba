/// What one database can do and how it spells things. Shared code asks this value and never branches on an engine's name.
package struct Dialect: Sendable {
    package var name: String
    /// The character around identifiers.
    package var identifierQuote: Unicode.Scalar
    /// Whether a backslash in quotes takes away the meaning of what follows; if not, a quote in quotes is doubled.
    package var escapesWithBackslash: Bool
    /// Words that can't be table aliases unquoted, in lower case.
    package var reservedWords: Set<String>
    package var columnNames: ColumnNames
    /// Where NULL stands among sorted values, as the Looker API reports it.
    package var nullsSortLow: Bool
    /// The place of the n-th bound value, counted from 1.
    package var placeholder: @Sendable (Int) -> String
    /// Whether equal values are bound once, so that expressions that are equal in the tree are equal to the database too.
    package var sharesPlaces: Bool
    /// A value as SQL text that means exactly this value, whatever it contains.
    package var literal: @Sendable (SQLValue) -> String
    /// Equality under which NULL equals NULL, in a form that joins can hash.
    package var isSame: @Sendable (SQLExpression, SQLExpression) -> SQLExpression
    /// What the partitions of a window are told apart by: equal for equal values, NULL included.
    package var windowKey: @Sendable (SQLExpression) -> SQLExpression
    /// One item of ORDER BY, in a statement and in a window.
    package var order: @Sendable (_ value: SQLExpression, _ descending: Bool, _ nullsFirst: Bool) -> SQLExpression
    /// What the end of every statement says about how it is to be read; empty for nothing.
    package var statementEnd: String
    package var text: TextFunctions
    package var time: TimeFunctions
    package var aggregates: AggregateFunctions

    package init(
        name: String, identifierQuote: Unicode.Scalar, escapesWithBackslash: Bool = false, reservedWords: Set<String>,
        columnNames: ColumnNames = ColumnNames(), nullsSortLow: Bool,
        placeholder: @escaping @Sendable (Int) -> String, sharesPlaces: Bool = false,
        literal: @escaping @Sendable (SQLValue) -> String,
        isSame: @escaping @Sendable (SQLExpression, SQLExpression) -> SQLExpression,
        windowKey: @escaping @Sendable (SQLExpression) -> SQLExpression = { $0 },
        order: @escaping @Sendable (SQLExpression, Bool, Bool) -> SQLExpression = Dialect.orderWithNulls,
        statementEnd: String = "", text: TextFunctions, time: TimeFunctions, aggregates: AggregateFunctions
    ) {
        self.name = name
        self.identifierQuote = identifierQuote
        self.escapesWithBackslash = escapesWithBackslash
        self.reservedWords = reservedWords
        self.columnNames = columnNames
        self.nullsSortLow = nullsSortLow
        self.placeholder = placeholder
        self.sharesPlaces = sharesPlaces
        self.literal = literal
        self.isSame = isSame
        self.windowKey = windowKey
        self.order = order
        self.statementEnd = statementEnd
        self.text = text
        self.time = time
        self.aggregates = aggregates
    }

    /// `x DESC NULLS LAST`
    package static let orderWithNulls: @Sendable (SQLExpression, Bool, Bool) -> SQLExpression = {
        value, descending, nullsFirst in
        let direction = (descending ? "DESC" : "ASC") + (nullsFirst ? " NULLS FIRST" : " NULLS LAST")
        return "\(bare: value) \(raw: direction)"
    }

    /// Any name as an identifier.
    package func quoted(_ name: String) -> String {
        let quote = String(identifierQuote)
        let escapes: [Unicode.Scalar: String] =
            escapesWithBackslash
            ? ["\\": "\\\\", identifierQuote: "\\" + quote] : [identifierQuote: quote + quote]
        return quote + Self.escaped(name, escapes) + quote
    }

    /// A text in which some scalars are replaced, each by itself: a quote with an accent on it is one character to Swift,
    /// and still a quote to a database.
    static func escaped(_ text: String, _ replacements: [Unicode.Scalar: String]) -> String {
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            if let replacement = replacements[scalar] {
                result.append(contentsOf: replacement.unicodeScalars)
            } else {
                result.append(scalar)
            }
        }
        return String(result)
    }

    /// A name as an identifier, without quotes where it needs none.
    package func identifier(_ name: String) -> String {
        let isSimple =
            name.utf8.first.map { $0 == UInt8(ascii: "_") || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) }
            ?? false
        let isPlain = name.utf8.allSatisfy { byte in
            byte == UInt8(ascii: "_") || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
                || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
        }
        return isSimple && isPlain && !reservedWords.contains(name) ? name : quoted(name)
    }
}

/// Comparing text.
package struct TextFunctions: Sendable {
    /// Whether a text matches a pattern of `%` and `_`, in which a backslash takes their meaning away.
    package var matches:
        @Sendable (_ text: SQLExpression, _ pattern: SQLExpression, _ ignoresCase: Bool) -> SQLExpression
    /// A text in lower case, in every script.
    package var lower: @Sendable (SQLExpression) -> SQLExpression
    /// A value as text.
    package var cast: @Sendable (SQLExpression) -> SQLExpression

    package init(
        matches: @escaping @Sendable (SQLExpression, SQLExpression, Bool) -> SQLExpression,
        lower: @escaping @Sendable (SQLExpression) -> SQLExpression = { "LOWER(\(bare: $0))" },
        cast: @escaping @Sendable (SQLExpression) -> SQLExpression
    ) {
        self.matches = matches
        self.lower = lower
        self.cast = cast
    }
}

/// Calculating with times. All take and give timestamps without a zone, unless they say otherwise.
package struct TimeFunctions: Sendable {
    /// How a time is written.
    package enum Format: Sendable, Hashable {
        case microsecond, millisecond, second, minute, hour, date, month, timeOfDay, dayName, monthName
    }

    package enum Part: Sendable, Hashable {
        case year, quarter, month, day, dayOfYear, isoWeek, isoWeekday, hour
        /// From 0, counted from the day of this ISO number, Monday 1 to Sunday 7.
        case dayOfWeek(start: Int)
    }

    package enum Unit: Sendable, Hashable {
        case month, quarter, day
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
    /// Seconds since 1970-01-01 00:00:00 UTC as a timestamp, and the other way.
    package var fromEpoch: @Sendable (SQLExpression) -> SQLExpression
    package var toEpoch: @Sendable (SQLExpression) -> SQLExpression
    /// A number such as 20180518 as a timestamp.
    package var fromDigits: @Sendable (SQLExpression) -> SQLExpression
    /// How many whole intervals lie between two times.
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
        self.fromEpoch = fromEpoch
        self.toEpoch = toEpoch
        self.fromDigits = fromDigits
        self.wholeIntervals = wholeIntervals
    }
}

/// Aggregates that databases spell differently.
package struct AggregateFunctions: Sendable {
    /// The value below which a share of the values lies, from 0 to 1, between two neighbours where need be.
    package var percentile: @Sendable (_ value: SQLExpression, _ share: Double) -> SQLExpression
    /// Whether that is near the value and not it.
    package var percentileIsApproximate: Bool
    /// The distinct values as one text, sorted, with a separator between them.
    package var distinctList: @Sendable (_ value: SQLExpression, _ separator: String) -> SQLExpression
    /// How many distinct values there are, estimated where the database can, else counted.
    package var approximateCountDistinct: @Sendable (SQLExpression) -> SQLExpression

    package init(
        percentile: @escaping @Sendable (SQLExpression, Double) -> SQLExpression, percentileIsApproximate: Bool = false,
        distinctList: @escaping @Sendable (SQLExpression, String) -> SQLExpression,
        approximateCountDistinct: @escaping @Sendable (SQLExpression) -> SQLExpression
    ) {
        self.percentile = percentile
        self.percentileIsApproximate = percentileIsApproximate
        self.distinctList = distinctList
        self.approximateCountDistinct = approximateCountDistinct
    }
}
