/// Cuts a formula into numbers, names and signs.
struct FormulaLexer {
    struct Token: Equatable {
        enum Kind: Equatable {
            case number(Double)
            case name(String)
            case sign(Character)
            case end
        }

        var kind: Kind
        /// From 1.
        var position: Int

        /// As an error names it.
        var words: String {
            switch kind {
            case .number(let value): "\(value)"
            case .name(let name): "\"\(name)\""
            case .sign(let sign): "\"\(sign)\""
            case .end: "the end"
            }
        }
    }

    static let longest = 10_000

    /// The tokens, an ``Token/Kind/end`` last.
    static func tokens(of text: String) throws(FormulaError) -> [Token] {
        let characters = Array(text)
        guard characters.count <= longest else {
            throw FormulaError(position: longest, message: "A formula has at most \(longest) characters.")
        }
        var tokens: [Token] = []
        var place = 0
        while place < characters.count {
            let start = place
            let character = characters[place]
            if character.isWhitespace {
                place += 1
            } else if isDigit(character) || character == "." {
                while place < characters.count, isDigit(characters[place]) || characters[place] == "." { place += 1 }
                let digits = String(characters[start..<place])
                guard let value = Double(digits) else {
                    throw FormulaError(position: start + 1, message: "\"\(digits)\" is no number.")
                }
                tokens.append(Token(kind: .number(value), position: start + 1))
            } else if isLetter(character) {
                while place < characters.count, isLetter(characters[place]) || isDigit(characters[place]) { place += 1 }
                tokens.append(Token(kind: .name(String(characters[start..<place])), position: start + 1))
            } else if "+-*/(),;%$:".contains(character) {
                tokens.append(Token(kind: .sign(character), position: start + 1))
                place += 1
            } else {
                throw FormulaError(
                    position: start + 1,
                    message: "\"\(character)\" means nothing here. A formula has numbers, + - * / ( ) and functions.")
            }
        }
        tokens.append(Token(kind: .end, position: characters.count + 1))
        return tokens
    }

    private static func isDigit(_ character: Character) -> Bool { ("0"..."9").contains(character) }

    private static func isLetter(_ character: Character) -> Bool {
        character.isASCII && (character.isLetter || character == "_")
    }
}
