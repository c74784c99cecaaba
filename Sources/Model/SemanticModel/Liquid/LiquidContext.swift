/// What a template is rendered for: its variables, what Looker's own tags write, and the place of the result.
///
/// Names come as written, without the view where the template left it out.
package protocol LiquidContext {
    associatedtype Escaper: LiquidEscaper

    /// An escaper at the start of a text, for every rendering and every body of a `{% condition %}` anew.
    var escaper: Escaper { get }

    /// The time for `'now' | date`: microseconds since 1970 of the clock on the wall where the query is asked.
    var now: Int64 { get }

    /// The value of a variable, or nil if there is none of this name. For an unknown path the beginnings of it are asked
    /// for, the longest first: `tags.size` is the size of `tags`.
    ///
    /// - Parameter path: `["_filters", "orders.status"]`, `["orders", "status", "_in_query"]`, `["value"]`.
    func value(at path: [String]) throws(LiquidRefusal) -> LiquidValue?

    /// Told of every variable that nobody knew. Its value is nil.
    ///
    /// - Parameter offset: Unicode scalars from the start of the template.
    func reportUnknown(_ path: [String], at offset: Int)

    /// `{% condition filter %} body {% endcondition %}`: complete SQL, users' text escaped and without
    /// ``LiquidPlaceholders``. Those of the body may be used any number of times.
    func condition(_ filter: String, on body: String) throws(LiquidRefusal) -> String
    /// `{% incrementcondition %} body {% endincrementcondition %}`, likewise.
    func incrementCondition(on body: String) throws(LiquidRefusal) -> String
    /// `{% parameter name %}`: complete SQL, or a word if the parameter is unquoted.
    func parameter(_ name: String) throws(LiquidRefusal) -> String
    /// `{% date_start filter %}`: complete SQL.
    func dateStart(_ filter: String) throws(LiquidRefusal) -> String
    /// `{% date_end filter %}`: complete SQL.
    func dateEnd(_ filter: String) throws(LiquidRefusal) -> String

    /// `| sql_quote`: the text as a complete literal.
    func sqlLiteral(_ text: String) throws(LiquidRefusal) -> String
    /// `| localize`: the text for a key, or nil to keep the key.
    func localized(_ key: String) -> String?
}

extension LiquidContext {
    package var now: Int64 { 0 }

    package func reportUnknown(_ path: [String], at offset: Int) {}

    package func condition(_ filter: String, on body: String) throws(LiquidRefusal) -> String {
        throw LiquidRefusal("{% condition %} works in SQL only.")
    }

    package func incrementCondition(on body: String) throws(LiquidRefusal) -> String {
        throw LiquidRefusal("{% incrementcondition %} works in the SQL of a derived table only.")
    }

    package func parameter(_ name: String) throws(LiquidRefusal) -> String {
        throw LiquidRefusal("{% parameter %} works in SQL only.", suggestion: "{{ \(name)._parameter_value }}")
    }

    package func dateStart(_ filter: String) throws(LiquidRefusal) -> String {
        throw LiquidRefusal("{% date_start %} works in SQL only.")
    }

    package func dateEnd(_ filter: String) throws(LiquidRefusal) -> String {
        throw LiquidRefusal("{% date_end %} works in SQL only.")
    }

    package func sqlLiteral(_ text: String) throws(LiquidRefusal) -> String {
        try LiquidSQLEscaper.literal(text, style: .standard)
    }

    package func localized(_ key: String) -> String? { nil }
}
