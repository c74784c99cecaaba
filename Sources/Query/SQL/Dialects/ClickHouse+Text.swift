extension Dialect {
    static let clickHouseTextFunctions = TextFunctions(
        // A backslash is the escape character of every pattern.
        matches: { text, pattern, ignoresCase in
            ignoresCase ? "\(text) ILIKE \(pattern)" : "\(text) LIKE \(pattern)"
        },
        lower: { "lowerUTF8(\(bare: $0))" },
        upper: { "upperUTF8(\(bare: $0))" },
        cast: { "toString(\(bare: $0))" },
        concat: { "concat(\(list: $0))" },
        length: { "lengthUTF8(\(bare: $0))" },
        position: { "positionUTF8(\(bare: $0), \(bare: $1))" },
        matchesExpression: { "match(\(bare: $0), \(value: .text($1)))" },
        contains: { "position(\(bare: $0), \(bare: $1)) > 0" },
        startsWith: { "startsWith(\(bare: $0), \(bare: $1))" },
        replace: { "replaceAll(\(bare: $0), \(bare: $1), \(bare: $2))" },
        substring: { "substringUTF8(\(bare: $0), \(bare: $1), \(bare: $2))" },
        trim: { text in
            let blanks = #"[\pZ\s\x{B}\x{85}]+"#
            return "replaceRegexpAll(\(bare: text), \(raw: clickHouseText("^" + blanks + "|" + blanks + "$")), '')"
        },
        // Numbers are written without needless zeros.
        number: { "toString(\(bare: $0))" },
        // What doesn't match gives the empty text.
        toNumber: { text in
            let blanks = #"[\pZ\s\x{B}\x{85}]*"#
            let pattern = "^" + blanks + TextFunctions.numberPattern + blanks + "$"
            return "toFloat64OrNull(extract(\(bare: text), \(raw: clickHouseText(pattern))))"
        })

    static let clickHouseDay: @Sendable (SQLExpression, SQLExpression, SQLExpression) -> SQLExpression = {
        year, month, day in
        clickHouseOnce([year, month, day]) { parts in
            """
            if(\(parts[0]) BETWEEN 1900 AND 2299 AND \(parts[1]) BETWEEN 1 AND 12 AND \(parts[2]) BETWEEN 1 AND \
            toDayOfMonth(toLastDayOfMonth(makeDate32(\(bare: parts[0]), \(bare: parts[1]), 1))), \
            \(bare: clickHouseTimestamp("makeDate32(\(list: parts))")), NULL)
            """
        }
    }

    static let clickHouseMoment: @Sendable (SQLExpression) -> SQLExpression = { text in
        let written = TextFunctions.writtenOut.reduce(text) { text, step in
            let replacement = step.replacement.replacing("#", with: "\\1")
            return
                "replaceRegexpOne(\(bare: text), \(raw: clickHouseText(step.pattern)), \(raw: clickHouseText(replacement)))"
        }
        let checked: SQLExpression = "extract(\(bare: written), \(raw: clickHouseText(TextFunctions.momentPattern)))"
        return "parseDateTime64BestEffortOrNull(\(bare: checked), 6, 'UTC')"
    }
}
