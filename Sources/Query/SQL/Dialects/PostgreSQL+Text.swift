extension Dialect {
    static let postgreSQLTextFunctions = TextFunctions(
        matches: { text, pattern, ignoresCase in
            ignoresCase ? "\(text) ILIKE \(pattern) ESCAPE '\\'" : "\(text) LIKE \(pattern) ESCAPE '\\'"
        },
        cast: { "CAST(\(bare: $0) AS TEXT)" },
        constant: { "CAST(\(value: .text($0)) AS TEXT)" },
        ordered: { "\($0) COLLATE \"C\"" },
        concat: { .chain($0, by: " || ") },
        length: { "LENGTH(\(bare: $0))" },
        position: { "STRPOS(\(bare: $0), \(bare: $1))" },
        matchesExpression: { "\($0) ~ \(value: .text($1))" },
        contains: { "STRPOS(\(bare: $0), \(bare: $1)) > 0" },
        startsWith: { "STARTS_WITH(\(bare: $0), \(bare: $1))" },
        substring: { "SUBSTR(\(bare: $0), CAST(\(bare: $1) AS INTEGER), CAST(\(bare: $2) AS INTEGER))" },
        trim: { "BTRIM(\(bare: $0), \(value: .text(TextFunctions.blanks)))" },
        number: { "REGEXP_REPLACE(CAST(\(bare: $0) AS TEXT), '\(raw: TextFunctions.needlessZeros)', '\\1')" },
        // A cast fails for what doubles don't hold, so that exponents end where they do.
        toNumber: { text in
            let pattern =
                #"^\s*([+-]?(?:[0-9]{1,250}\.?[0-9]*|\.[0-9]+)(?:[eE](?:\+?0*[0-9]{1,2}|-0*(?:[12]?[0-9]{1,2})|\+?0*[12][0-9]{2}))?)\s*$"#
            return "CAST(SUBSTRING(\(bare: text) FROM '\(raw: pattern)') AS DOUBLE PRECISION)"
        })

    /// The only reader of times that answers NULL instead of failing is that of JSON paths.
    private static func postgreSQLRead(_ text: SQLExpression, _ template: String) -> SQLExpression {
        """
        CAST(JSONB_PATH_QUERY_FIRST(TO_JSONB(\(bare: text)), '$.datetime("\(raw: template)")', '{}', TRUE) #>> '{}' \
        AS TIMESTAMP)
        """
    }

    static let postgreSQLDay: @Sendable (SQLExpression, SQLExpression, SQLExpression) -> SQLExpression = {
        year, month, day in
        // It reads a month or day 0 as 1.
        let text: SQLExpression = """
            CASE WHEN \(year) BETWEEN 1 AND 9999 AND \(month) > 0 AND \(day) > 0 \
            THEN LPAD(CAST(\(bare: year) AS TEXT), 4, '0') || '-' || \(month) || '-' || \(day) END
            """
        return postgreSQLRead(text, "YYYY-MM-DD")
    }

    static let postgreSQLMoment: @Sendable (SQLExpression) -> SQLExpression = { text in
        let written = TextFunctions.writtenOut.reduce(text) { text, step in
            let replacement = step.replacement.replacing("#", with: "\\1")
            return "REGEXP_REPLACE(\(bare: text), '\(raw: step.pattern)', '\(raw: replacement)')"
        }
        return postgreSQLRead(
            "SUBSTRING(\(bare: written) FROM '\(raw: TextFunctions.momentPattern)')", "YYYY-MM-DD HH24:MI:SS.US")
    }
}
