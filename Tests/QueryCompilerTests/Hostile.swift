import QueryCompiler
import SemanticModel
import Testing

/// Text that tries to be more than a value, the places where people may put text, and what every place has to make of it.
enum Hostile {
    /// Each is also the text of a row of `notes`, so that a place which takes text as a value finds exactly that row.
    static let texts = [
        "x' OR 'a'='a", "' OR TRUE --", "'; DROP TABLE canary; --", "\"; DROP TABLE canary; --",
        "\\'; DROP TABLE canary; --",
        "') UNION SELECT secret FROM canary --", "' UNION ALL SELECT id, secret FROM canary --",
        "'||(SELECT secret FROM canary LIMIT 1)||'", "(SELECT secret FROM canary LIMIT 1)", "1; DELETE FROM canary",
        "1) OR (1=1", "1 OR 1=1", "1 UNION SELECT 1", "0x31", "1e400", "NaN", "$$; DROP TABLE canary; $$", "$1", "?",
        ":id",
        "*/ DROP TABLE canary /*", "/*", "--", "-- \n; DROP TABLE canary", "x\r\n'; UPDATE canary SET secret = ''; --",
        "ʼ OR 1=1 --", "＇ OR 1=1 --", "E'\\x27 OR 1=1", "U&'\\0027 OR 1=1", "\\", "\\\\'", "'", "''", "'''", "\"", "`",
        "%' OR '%'='",
        "a' ESCAPE 'a", "_", "%", "^", "^'", "-'", "NULL", "EMPTY", "; COPY canary TO '/tmp/canary.csv'; --",
        "'; ATTACH '/tmp/canary.duckdb' AS stolen; --", "' || (SELECT content FROM read_text('/etc/passwd')) || '",
        "${canary.secret}", "${TABLE}", "${notes.text}' OR 1=1", "@{SECRET}", "{{ 1 }}",
        "{{ _user_attributes['name'] }}",
        "{% raw %}' OR 1=1 --{% endraw %}", "' {% if true %} OR 1=1 {% endif %} --", "{{ \"'\" }} OR 1=1 --",
        "\u{E000}0\u{E001}", "'\u{E000}0\u{E001} OR 1=1 --", "\u{202E}' OR 1=1 --", "x\u{0}' OR 1=1 --",
        String(repeating: "'", count: 5_000), String(repeating: "(", count: 5_000),
        String(repeating: "x' OR '1'='1", count: 500),
    ]

    static let model = """
        view: notes {
          dimension: id { primary_key: yes type: number }
          dimension: text {}
          dimension: amount { type: number }
          dimension: is_large { type: yesno sql: ${amount} > 10 ;; }
          dimension_group: made { type: time sql: ${TABLE}.made ;; }
          dimension_group: day { type: time datatype: date sql: CAST(${TABLE}.made AS DATE) ;; }
          dimension: tier { type: tier tiers: [10, 20] sql: ${amount} ;; }
          dimension: kind { case: { when: { sql: ${amount} > 10 ;; label: "large" } else: "small" } }
          dimension_group: age { type: duration intervals: [day] sql_start: ${made_raw} ;; sql_end: TIMESTAMP '2018-05-18' ;; }
          measure: count { type: count }
          measure: total { type: sum sql: ${amount} ;; }
          measure: largest_text { type: string sql: 'at most ' || MAX(${text}) ;; }
          measure: last_made { type: date sql: MAX(${made_raw}) ;; }
          measure: any_large { type: yesno sql: MAX(${amount}) > 10 ;; }

          filter: text_filter { type: string sql: {% condition text_filter %} ${text} {% endcondition %} ;; }
          filter: number_filter { type: number }
          filter: date_filter { type: date }
          filter: yesno_filter { type: yesno }
          dimension: by_number { type: yesno sql: {% condition number_filter %} ${amount} {% endcondition %} ;; }
          dimension: by_date { type: yesno sql: {% condition date_filter %} ${made_raw} {% endcondition %} ;; }
          dimension: by_yesno { type: yesno sql: {% condition yesno_filter %} ${is_large} {% endcondition %} ;; }
          dimension: since { type: date sql: {% date_start date_filter %} ;; }
          dimension: asked_in_quotes { sql: '{{ _filters['notes.text'] }}' ;; }
          dimension: asked_quoted { sql: {{ _filters['notes.text'] | sql_quote }} ;; }
          dimension: asked_bare { sql: {{ _filters['notes.text'] }} ;; }
          dimension: asked_in_name { sql: ${TABLE}."{{ _filters['notes.text'] }}" ;; }
          dimension: asked_in_comment { sql: 1 /* {{ _filters['notes.text'] }} */ ;; }
          dimension: asked_in_line { type: number sql: 1 -- {{ _filters['notes.text'] }}
            ;; }

          parameter: string_parameter { type: string }
          parameter: unquoted_parameter { type: unquoted }
          parameter: number_parameter { type: number }
          parameter: yesno_parameter { type: yesno }
          parameter: date_parameter { type: date }
          parameter: listed_parameter { type: string allowed_value: { value: "one" } }
          dimension: of_string { sql: {% parameter string_parameter %} ;; }
          dimension: of_string_value { sql: {{ string_parameter._parameter_value }} ;; }
          dimension: of_unquoted { sql: '{% parameter unquoted_parameter %}' ;; }
          dimension: of_number { type: number sql: {% parameter number_parameter %} ;; }
          dimension: of_yesno { type: yesno sql: {% parameter yesno_parameter %} ;; }
          dimension: of_date { type: date sql: {% parameter date_parameter %} ;; }
          dimension: of_list { sql: {% parameter listed_parameter %} ;; }

          dimension: mine_in_quotes { sql: '{{ _user_attributes['name'] }}' ;; }
          dimension: mine_quoted { sql: {{ _user_attributes['name'] | sql_quote }} ;; }
          dimension: mine_bare { type: number sql: {{ _user_attributes['name'] }} ;; }
          dimension: mine_in_branch { sql: {% if _user_attributes['name'] contains "'" %} 'a' {% else %} 'b' {% endif %} ;; }
        }
        explore: notes {}
        explore: mine { view_name: notes access_filter: { field: notes.text user_attribute: name } }
        explore: my_number { view_name: notes access_filter: { field: notes.amount user_attribute: name } }
        explore: always { view_name: notes sql_always_where: ${notes.text} = '{{ _user_attributes['name'] }}' ;; }
        """

    /// The table of notes, a date and an amount in each row, and what no query may read or change.
    static var tables: [String] {
        let rows = texts.enumerated().map { place, text in
            let clean = text.replacing("\u{0}", with: "").replacing("'", with: "''")
            return "(\(place), '\(clean)', \(place), TIMESTAMP '2018-05-14 09:00:00')"
        }
        return [
            "CREATE TABLE notes AS SELECT * FROM (VALUES \(rows.joined(separator: ", "))) AS t(id, text, amount, made)",
            "CREATE TABLE canary AS SELECT * FROM (VALUES (1, 's3cret'), (2, 's3cret too')) AS t(id, secret)",
        ]
    }
}

extension Hostile {
    /// What has to come of a text in a place.
    enum Outcome {
        /// Exactly the row that holds the text.
        case itsRow
        /// Every row but that one.
        case allOthers
        /// One value in all rows: the text itself.
        case itself
        /// No row: nothing has such a value.
        case nothing
        /// The rows are the same as for a harmless text.
        case ignored
        /// An error. Where the text happens to be a value of the place's type, rows of that type.
        case refused
        /// A name of a column, or a literal: what stands outside of quotes in SQL that an author wrote so.
        case name
    }

    /// Where people may put text.
    struct Place: CustomTestStringConvertible, Sendable {
        var name: String
        var outcome: Outcome
        var query: @Sendable (String) -> ExploreQuery
        /// Whether the text comes as an attribute of the user rather than in the query.
        var isAttribute = false

        var testDescription: String { name }

        init(
            _ name: String, _ outcome: Outcome, isAttribute: Bool = false,
            _ query: @escaping @Sendable (String) -> ExploreQuery
        ) {
            self.name = name
            self.outcome = outcome
            self.isAttribute = isAttribute
            self.query = query
        }

        /// A filter or parameter with the text as the exact value of the filter language, beside a column.
        static func exact(_ field: String, _ outcome: Outcome, showing column: String = "id") -> Place {
            Place("\(field) shown as \(column)", outcome) {
                ask(["notes." + column], where: ["notes." + field: FilterWriter.exact($0)])
            }
        }

        /// The text as somebody types it.
        static func typed(_ field: String, _ outcome: Outcome, showing column: String = "id") -> Place {
            Place("\(field) typed, shown as \(column)", outcome) {
                ask(["notes." + column], where: ["notes." + field: $0])
            }
        }

        static func attribute(_ column: String, _ outcome: Outcome, of explore: String = "notes") -> Place {
            Place("an attribute in \(explore), shown as \(column)", outcome, isAttribute: true) { _ in
                ask(["notes." + column], of: explore)
            }
        }
    }

    static let places: [Place] =
        filters + parameters + liquid + attributes + names + customFields

    static let filters: [Place] = [
        .exact("text", .itsRow),
        Place("text negated", .allOthers) { ask(["notes.id"], where: ["notes.text": "-" + FilterWriter.exact($0)]) },
        Place("text twice in a list", .itsRow) {
            ask(["notes.id"], where: ["notes.text": FilterWriter.exact([$0, "nothing has this"])])
        },
        .exact("tier", .nothing), .exact("kind", .nothing), .exact("made_day_of_week", .nothing),
        .exact("largest_text", .nothing, showing: "count"), .exact("text_filter", .itsRow),
        .typed("amount", .refused), .typed("is_large", .refused), .typed("made_date", .refused),
        .typed("made_raw", .refused), .typed("day_month", .refused), .typed("made_hour_of_day", .refused),
        .typed("days_age", .refused), .typed("total", .refused, showing: "count"),
        .typed("last_made", .refused, showing: "count"), .typed("any_large", .refused, showing: "count"),
        .typed("number_filter", .refused, showing: "by_number"), .typed("date_filter", .refused, showing: "by_date"),
        .typed("date_filter", .refused, showing: "since"), .typed("yesno_filter", .refused, showing: "by_yesno"),
    ]

    static let parameters: [Place] = [
        .exact("string_parameter", .itself, showing: "of_string"),
        .exact("string_parameter", .itself, showing: "of_string_value"),
        .exact("unquoted_parameter", .refused, showing: "of_unquoted"),
        .exact("number_parameter", .refused, showing: "of_number"),
        .exact("yesno_parameter", .refused, showing: "of_yesno"),
        .exact("date_parameter", .refused, showing: "of_date"),
        .exact("listed_parameter", .refused, showing: "of_list"),
    ]

    /// `_filters` is the expression as it was typed.
    static let liquid: [Place] = [
        .exact("text", .ignored, showing: "asked_in_quotes"), .exact("text", .ignored, showing: "asked_quoted"),
        .exact("text", .name, showing: "asked_bare"), .exact("text", .name, showing: "asked_in_name"),
        .exact("text", .ignored, showing: "asked_in_comment"), .exact("text", .ignored, showing: "asked_in_line"),
    ]

    static let attributes: [Place] = [
        .attribute("mine_in_quotes", .itself), .attribute("mine_quoted", .itself), .attribute("mine_bare", .name),
        .attribute("mine_in_branch", .ignored), .attribute("id", .itsRow, of: "always"),
        .attribute("id", .itsRow, of: "mine"), .attribute("id", .nothing, of: "my_number"),
    ]

    static let names: [Place] = [
        Place("a model", .refused) { ExploreQuery(model: $0, explore: "notes", fields: ["notes.id"]) },
        Place("an explore", .refused) { ask(["notes.id"], of: $0) },
        Place("a field", .refused) { ask([$0], of: "notes") },
        Place("a field of a view", .refused) { ask(["notes." + $0]) },
        Place("a field with an alias", .refused) { ask(["notes.id\" AS x, " + $0]) },
        Place("a filtered field", .refused) { ask(["notes.id"], where: ["notes." + $0: "1"]) },
        Place("a pivot", .refused) { ask(["notes.text", "notes.count"], pivots: [$0]) },
        Place("a sorted field", .refused) { ask(["notes.id"], sort: ["notes." + $0]) },
        Place("behind a sorted field", .refused) { ask(["notes.id"], sort: ["notes.id desc 0 " + $0 + " x"]) },
        Place("a time zone", .refused) { ask(["notes.made_time"], zone: $0) },
        Place("a time zone that begins well", .refused) { ask(["notes.made_time"], zone: "Europe/Berlin" + $0) },
    ]

    /// Custom fields, table calculations and filter expressions: text of the query that is parsed as a Looker expression.
    /// Each constant, name, label and filter in them is a place of its own.
    static let customFields: [Place] = [
        custom("a custom filter", .itsRow) { text, query in
            query.filterExpression = "${notes.text} = \(literal(text))"
        },
        custom("matches_filter", .itsRow) { text, query in
            query.filterExpression = "matches_filter(${notes.text}, \(literal(FilterWriter.exact(text))))"
        },
        custom("a constant of a custom dimension", .itself) { text, query in
            query.fields = ["made"]
            query.dynamicFields = [DynamicField(name: "made", kind: .dimension(expression: literal(text)))]
        },
        custom("a group's label and filter", .itself) { text, query in
            let group = DynamicField.Group(label: text, filter: FilterWriter.exact(text))
            query.fields = ["grouped"]
            query.dynamicFields = [
                DynamicField(name: "grouped", kind: .groups(of: "notes.text", [group], otherwise: "all others"))
            ]
            query.filters["grouped"] = FilterWriter.exact(text)
        },
        custom("a custom measure's filter", .itsRow) { text, query in
            query.dynamicFields = [
                DynamicField(
                    name: "some",
                    kind: .measure(
                        .init(basedOn: "notes.count", type: nil, filters: ["notes.text": FilterWriter.exact(text)])))
            ]
            query.filters["some"] = "1"
        },
        custom("a custom dimension as a whole", .name) { text, query in
            query.fields = ["made"]
            query.dynamicFields = [DynamicField(name: "made", kind: .dimension(expression: text))]
        },
        custom("a custom filter as a whole", .refused) { text, query in query.filterExpression = text },
        custom("a custom field's name", .ignored) { text, query in
            query.fields = [text]
            query.dynamicFields = [DynamicField(name: text, kind: .dimension(expression: "1"))]
        },
        custom("a custom measure's type", .refused) { text, query in
            query.fields = ["made"]
            query.dynamicFields = [
                DynamicField(name: "made", kind: .measure(.init(basedOn: "notes.amount", type: text)))
            ]
        },
        custom("a subtotal", .refused) { text, query in query.subtotals = [text] },
    ]

    private static func custom(
        _ name: String, _ outcome: Outcome, _ change: @escaping @Sendable (String, inout ExploreQuery) -> Void
    ) -> Place {
        Place(name, outcome) { text in
            var query = ask(["notes.id"])
            change(text, &query)
            return query
        }
    }

    /// A text as Looker expressions write it.
    private static func literal(_ text: String) -> String {
        let escapes: [Unicode.Scalar: String] = [
            "\"": "\\\"", "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t",
        ]
        return "\"" + text.unicodeScalars.map { escapes[$0] ?? String($0) }.joined() + "\""
    }
}
