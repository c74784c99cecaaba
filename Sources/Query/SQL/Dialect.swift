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
    /// `body` of values that are computed once each, however often it names them. It names nothing else that belongs to a
    /// row. Short values stand in it as they are, and so do all where a database has no way to say so.
    package var once: @Sendable (_ values: [SQLExpression], _ body: ([SQLExpression]) -> SQLExpression) -> SQLExpression
    package var math: MathFunctions
    package var text: TextFunctions
    package var time: TimeFunctions
    package var aggregates: AggregateFunctions
    package var json: JSONFunctions

    package init(
        name: String, identifierQuote: Unicode.Scalar, escapesWithBackslash: Bool = false, reservedWords: Set<String>,
        columnNames: ColumnNames = ColumnNames(), nullsSortLow: Bool,
        placeholder: @escaping @Sendable (Int) -> String, sharesPlaces: Bool = false,
        literal: @escaping @Sendable (SQLValue) -> String,
        isSame: @escaping @Sendable (SQLExpression, SQLExpression) -> SQLExpression,
        windowKey: @escaping @Sendable (SQLExpression) -> SQLExpression = { $0 },
        order: @escaping @Sendable (SQLExpression, Bool, Bool) -> SQLExpression = Dialect.orderWithNulls,
        statementEnd: String = "",
        once: @escaping @Sendable ([SQLExpression], ([SQLExpression]) -> SQLExpression) -> SQLExpression = { $1($0) },
        math: MathFunctions, text: TextFunctions, time: TimeFunctions, aggregates: AggregateFunctions,
        json: JSONFunctions
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
        self.once = once
        self.math = math
        self.text = text
        self.time = time
        self.aggregates = aggregates
        self.json = json
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
