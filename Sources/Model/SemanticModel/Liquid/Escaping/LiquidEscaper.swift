/// Follows a text as it grows, and writes each value as it has to be written at the place the text has come to.
package protocol LiquidEscaper: Sendable {
    /// The next part of the text, ready for its place. What is the author's comes back as it is.
    ///
    /// - Throws: When nothing of a user may stand at this place, or not this.
    mutating func write(_ text: String, _ origin: LiquidOrigin) throws(LiquidRefusal) -> String

    /// The text ends here.
    ///
    /// - Throws: When it has anything of a user in it and what follows would be read differently for it.
    func finish() throws(LiquidRefusal)
}

extension LiquidEscaper {
    package func finish() throws(LiquidRefusal) {}
}

/// For text that nobody interprets: labels, descriptions, the values of filters.
package struct LiquidPlainText: LiquidEscaper {
    package init() {}

    package func write(_ text: String, _ origin: LiquidOrigin) -> String { text }
}
