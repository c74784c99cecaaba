extension Dialect {
    static let bigQueryTextFunctions = TextFunctions(
        // A backslash is the escape character of every pattern; there is no ESCAPE and no ILIKE.
        matches: { text, pattern, ignoresCase in
            ignoresCase ? "LOWER(\(bare: text)) LIKE LOWER(\(bare: pattern))" : "\(text) LIKE \(pattern)"
        },
        cast: { "CAST(\(bare: $0) AS STRING)" },
        concat: { "CONCAT(\(list: $0))" },
        length: { "CHAR_LENGTH(\(bare: $0))" },
        position: { "STRPOS(\(bare: $0), \(bare: $1))" },
        matchesExpression: { "REGEXP_CONTAINS(\(bare: $0), \(value: .text($1)))" },
        contains: { "STRPOS(\(bare: $0), \(bare: $1)) > 0" },
        startsWith: { "STARTS_WITH(\(bare: $0), \(bare: $1))" },
        substring: { "SUBSTR(\(bare: $0), \(bare: $1), \(bare: $2))" },
        // Of all blanks, where no others are named.
        trim: { "TRIM(\(bare: $0))" },
        number: { "REGEXP_REPLACE(CAST(\(bare: $0) AS STRING), r'\(raw: TextFunctions.needlessZeros)', r'\\1')" },
        toNumber: { text in
            let blanks = #"[\pZ\s\x{B}\x{85}]*"#
            return
                "SAFE_CAST(REGEXP_EXTRACT(\(bare: text), r'^\(raw: blanks + TextFunctions.numberPattern + blanks)$') AS FLOAT64)"
        })

    static let bigQueryMoment: @Sendable (SQLExpression) -> SQLExpression = { text in
        let written = TextFunctions.writtenOut.reduce(text) { text, step in
            let replacement = step.replacement.replacing("#", with: "\\1")
            return "REGEXP_REPLACE(\(bare: text), r'\(raw: step.pattern)', r'\(raw: replacement)')"
        }
        return "SAFE_CAST(REGEXP_EXTRACT(\(bare: written), r'\(raw: TextFunctions.momentPattern)') AS DATETIME)"
    }
}
