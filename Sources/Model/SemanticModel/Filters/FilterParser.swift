/// Reads Looker filter expressions.
package enum FilterParser {
    /// Reads an expression in the language of its field.
    ///
    /// An empty expression (or one of blanks and commas only) is `.any`. Text is never unreadable; the other languages
    /// report what they can't read. Liquid, as for user attributes, has to be replaced before.
    package static func parse(
        _ expression: String, for grammar: FilterGrammar, clock: FilterClock
    ) throws(FilterExpressionError) -> FieldFilter {
        switch grammar {
        case .string:
            return StringFilterParser.parse(expression)
        case .number:
            var parser = NumberFilterParser(expression)
            return try parser.parse()
        case .boolean:
            var parser = BooleanFilterParser(expression)
            return try parser.parse()
        case .date:
            var parser = DateFilterParser(expression, clock: clock)
            return try parser.parse()
        case .location:
            var parser = LocationFilterParser(expression)
            return try parser.parse()
        }
    }
}
