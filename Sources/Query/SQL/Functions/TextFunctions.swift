/// Comparing, taking apart and making text. Characters are Unicode scalars, counted from 1; of NULL all is NULL.
package struct TextFunctions: Sendable {
    /// Whether a text matches a pattern of `%` and `_`, in which a backslash takes their meaning away.
    package var matches:
        @Sendable (_ text: SQLExpression, _ pattern: SQLExpression, _ ignoresCase: Bool) -> SQLExpression
    /// A text in lower case, in every script.
    package var lower: @Sendable (SQLExpression) -> SQLExpression
    package var upper: @Sendable (SQLExpression) -> SQLExpression
    /// A value as text.
    package var cast: @Sendable (SQLExpression) -> SQLExpression
    /// A text that is bound, where nothing beside it tells the database its type.
    package var constant: @Sendable (String) -> SQLExpression
    /// A text as it is compared with others by its scalars, whatever the database's language.
    package var ordered: @Sendable (SQLExpression) -> SQLExpression
    /// Two or more texts joined.
    package var concat: @Sendable ([SQLExpression]) -> SQLExpression
    package var length: @Sendable (SQLExpression) -> SQLExpression
    /// Where `wanted` begins; 0 if it isn't there, 1 if it is empty.
    package var position: @Sendable (_ text: SQLExpression, _ wanted: SQLExpression) -> SQLExpression
    /// Whether a text matches a regular expression that says `^` and `$` itself; of the syntax that RE2 and PostgreSQL share.
    package var matchesExpression: @Sendable (_ text: SQLExpression, _ expression: String) -> SQLExpression
    package var contains: @Sendable (_ text: SQLExpression, _ wanted: SQLExpression) -> SQLExpression
    package var startsWith: @Sendable (_ text: SQLExpression, _ wanted: SQLExpression) -> SQLExpression
    /// The text itself where `old` is empty.
    package var replace: @Sendable (_ text: SQLExpression, _ old: SQLExpression, _ new: SQLExpression) -> SQLExpression
    /// From a position of 1 or more, a length of 0 or more.
    package var substring:
        @Sendable (_ text: SQLExpression, _ start: SQLExpression, _ length: SQLExpression) -> SQLExpression
    /// Without blanks at both ends: all that Unicode calls White_Space.
    package var trim: @Sendable (SQLExpression) -> SQLExpression
    /// A number of any type, `12` or `0.5`, without zeros behind the point that say nothing.
    package var number: @Sendable (SQLExpression) -> SQLExpression
    /// The number that a text writes, as a double; NULL if it writes none.
    package var toNumber: @Sendable (SQLExpression) -> SQLExpression

    package init(
        matches: @escaping @Sendable (SQLExpression, SQLExpression, Bool) -> SQLExpression,
        lower: @escaping @Sendable (SQLExpression) -> SQLExpression = { "LOWER(\(bare: $0))" },
        upper: @escaping @Sendable (SQLExpression) -> SQLExpression = { "UPPER(\(bare: $0))" },
        cast: @escaping @Sendable (SQLExpression) -> SQLExpression,
        constant: @escaping @Sendable (String) -> SQLExpression = { .bound(.text($0)) },
        ordered: @escaping @Sendable (SQLExpression) -> SQLExpression = { $0 },
        concat: @escaping @Sendable ([SQLExpression]) -> SQLExpression,
        length: @escaping @Sendable (SQLExpression) -> SQLExpression,
        position: @escaping @Sendable (SQLExpression, SQLExpression) -> SQLExpression,
        matchesExpression: @escaping @Sendable (SQLExpression, String) -> SQLExpression,
        contains: @escaping @Sendable (SQLExpression, SQLExpression) -> SQLExpression,
        startsWith: @escaping @Sendable (SQLExpression, SQLExpression) -> SQLExpression,
        replace: @escaping @Sendable (SQLExpression, SQLExpression, SQLExpression) -> SQLExpression = {
            "REPLACE(\(bare: $0), \(bare: $1), \(bare: $2))"
        },
        substring: @escaping @Sendable (SQLExpression, SQLExpression, SQLExpression) -> SQLExpression,
        trim: @escaping @Sendable (SQLExpression) -> SQLExpression,
        number: @escaping @Sendable (SQLExpression) -> SQLExpression,
        toNumber: @escaping @Sendable (SQLExpression) -> SQLExpression
    ) {
        self.matches = matches
        self.lower = lower
        self.upper = upper
        self.cast = cast
        self.constant = constant
        self.ordered = ordered
        self.concat = concat
        self.length = length
        self.position = position
        self.matchesExpression = matchesExpression
        self.contains = contains
        self.startsWith = startsWith
        self.replace = replace
        self.substring = substring
        self.trim = trim
        self.number = number
        self.toNumber = toNumber
    }

    /// Every scalar of the property White_Space.
    static let blanks: String = {
        let codes: [UInt32] = [0x9, 0xA, 0xB, 0xC, 0xD, 0x20, 0x85, 0xA0, 0x1680]
        let more = Array(0x2000...0x200A) + [0x2028, 0x2029, 0x202F, 0x205F, 0x3000] as [UInt32]
        return (codes + more).compactMap(Unicode.Scalar.init).map { String($0) }.joined()
    }()

    /// What a number looks like in text, as a regular expression with one group.
    static let numberPattern = #"([+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)"#
    /// The zeros behind the point that say nothing; in place of each match stands its first group.
    static let needlessZeros = #"(\.[0-9]*[1-9])0+$|\.0+$"#
    /// What of `2026-07-05 00:00:00.000000` says nothing.
    static let needlessTime = #"( 00:00:00)?\.000000$"#

    /// How a text that writes a moment in short becomes one that writes it out, each by a regular expression and what
    /// stands in place of its match with `#` for the first group.
    static let writtenOut: [(pattern: String, replacement: String)] = [
        (#"^([0-9]{4})$"#, "#-01-01"),
        (#"^([0-9]{4}-[0-9]{1,2})$"#, "#-01"),
        (#"^([0-9]{4}-[0-9]{1,2}-[0-9]{1,2})$"#, "# 00:00:00"),
        (#"^([0-9-]+)T"#, "# "),
        (#"^([0-9-]+ [0-9]{1,2})$"#, "#:00:00"),
        (#"^([0-9-]+ [0-9]{1,2}:[0-9]{1,2})$"#, "#:00"),
        (#"(\.[0-9]{6})[0-9]+$"#, "#"),
        (#"^([^.]*)$"#, "#.0"),
    ]
    /// A moment written out, in the years from 1 and in hours that a day has.
    static let momentPattern =
        #"^((?:[1-9][0-9]{3}|0[1-9][0-9]{2}|00[1-9][0-9]|000[1-9])-(?:0?[1-9]|1[0-2])-(?:0?[1-9]|[12][0-9]|3[01]) "#
        + #"(?:[01]?[0-9]|2[0-3]):[0-5]?[0-9]:[0-5]?[0-9]\.[0-9]{1,6})$"#
}
