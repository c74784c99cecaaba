extension Dialect {
    static let duckDBText = TextFunctions(
        matches: { text, pattern, ignoresCase in
            ignoresCase ? "\(text) ILIKE \(pattern) ESCAPE '\\'" : "\(text) LIKE \(pattern) ESCAPE '\\'"
        },
        cast: { "CAST(\(bare: $0) AS VARCHAR)" },
        concat: { .chain($0, by: " || ") },
        length: { "length(\(bare: $0))" },
        position: { "strpos(\(bare: $0), \(bare: $1))" },
        matchesExpression: { "regexp_matches(\(bare: $0), \(value: .text($1)))" },
        contains: { "contains(\(bare: $0), \(bare: $1))" },
        startsWith: { "starts_with(\(bare: $0), \(bare: $1))" },
        substring: { "substring(\(bare: $0), \(bare: $1), \(bare: $2))" },
        trim: { "trim(\(bare: $0), \(value: .text(TextFunctions.blanks)))" },
        number: { "regexp_replace(CAST(\(bare: $0) AS VARCHAR), '\(raw: TextFunctions.needlessZeros)', '\\1')" },
        // What doesn't match gives the empty text.
        toNumber: { text in
            let blanks = #"[\pZ\s\x{B}\x{85}]*"#
            return
                "TRY_CAST(regexp_extract(\(bare: text), '^\(raw: blanks + TextFunctions.numberPattern + blanks)$', 1) AS DOUBLE)"
        })

    static let duckDBDay: @Sendable (SQLExpression, SQLExpression, SQLExpression) -> SQLExpression = {
        year, month, day in
        // There is a year 0, and nothing else that should not be.
        "try_strptime(printf('%04d-%02d-%02d', \(bare: duckDBMath.nullIfZero(year)), \(bare: month), \(bare: day)), '%Y-%m-%d')"
    }

    static let duckDBMoment: @Sendable (SQLExpression) -> SQLExpression = { text in
        let written = TextFunctions.writtenOut.reduce(text) { text, step in
            let replacement = step.replacement.replacing("#", with: "\\1")
            return "regexp_replace(\(bare: text), '\(raw: step.pattern)', '\(raw: replacement)')"
        }
        return "TRY_CAST(regexp_extract(\(bare: written), '\(raw: TextFunctions.momentPattern)', 1) AS TIMESTAMP)"
    }
}
