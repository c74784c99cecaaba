/// Filter expressions in words.
package enum FilterSentence {
    /// What an expression says, to follow a field's name: "is in the last 4 complete weeks". One that can't be read is
    /// quoted as it is.
    package static func sentence(for expression: String, grammar: FilterGrammar, clock: FilterClock) -> String {
        do {
            return try FilterParser.parse(expression, for: grammar, clock: clock).sentence
        } catch {
            return "matches \(expression)"
        }
    }
}
