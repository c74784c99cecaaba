/// A position in a filter expression. Words are compared without regard to case.
struct FilterScanner {
    let scalars: [Unicode.Scalar]
    private(set) var offset = 0

    init(_ text: String) {
        scalars = Array(text.unicodeScalars)
    }

    var isAtEnd: Bool { offset >= scalars.count }

    /// The scalar `distance` (not negative) further on.
    func peek(_ distance: Int = 0) -> Unicode.Scalar? {
        let index = offset &+ distance
        return index < scalars.count ? scalars[index] : nil
    }

    mutating func advance(_ count: Int = 1) {
        offset = min(scalars.count, offset &+ count)
    }

    mutating func rewind(to earlier: Int) {
        offset = max(0, min(earlier, scalars.count))
    }

    mutating func skipBlanks() {
        while let scalar = peek(), scalar.isFilterBlank { advance() }
    }

    /// Skips blanks and takes the scalar if it is next.
    mutating func take(_ scalar: Unicode.Scalar) -> Bool {
        skipBlanks()
        guard peek() == scalar else { return false }
        advance()
        return true
    }

    /// Takes the scalar if it is next, no blanks before it.
    mutating func takeNext(_ scalar: Unicode.Scalar) -> Bool {
        guard peek() == scalar else { return false }
        advance()
        return true
    }

    /// Skips blanks; the run of ASCII letters that is next, in lower case, without taking it.
    mutating func peekWord() -> String? {
        skipBlanks()
        var word = String.UnicodeScalarView()
        var distance = 0
        while let scalar = peek(distance), let letter = scalar.asciiLowercaseLetter {
            word.append(letter)
            distance &+= 1
        }
        return word.isEmpty ? nil : String(word)
    }

    /// Takes the word if it is next.
    mutating func takeWord(_ word: String) -> Bool {
        guard peekWord() == word else { return false }
        advance(word.unicodeScalars.count)
        return true
    }

    /// Takes the next word if there is a meaning for it.
    mutating func takeWord<Meaning>(_ meanings: [String: Meaning]) -> Meaning? {
        guard let word = peekWord(), let meaning = meanings[word] else { return nil }
        advance(word.unicodeScalars.count)
        return meaning
    }

    /// Takes the ASCII digits that are next, no blanks before them.
    mutating func takeDigits() -> String {
        var digits = String.UnicodeScalarView()
        while let scalar = peek(), scalar.isASCIIDigit {
            digits.append(scalar)
            advance()
        }
        return String(digits)
    }

    /// How many ASCII digits are next.
    func digitCount(from distance: Int = 0) -> Int {
        var count = 0
        while let scalar = peek(distance &+ count), scalar.isASCIIDigit { count &+= 1 }
        return count
    }

    /// What is next, cut short for a message.
    mutating func nextForMessage() -> String {
        skipBlanks()
        guard !isAtEnd else { return "the end" }
        var text = String.UnicodeScalarView()
        var distance = 0
        while distance < 24, let scalar = peek(distance), scalar != ",", distance == 0 || !scalar.isFilterBlank {
            text.append(scalar)
            distance &+= 1
        }
        return text.isEmpty ? "\",\"" : "\"\(String(text))\""
    }

    /// An error here, or at an earlier place.
    func error(_ message: String, at place: Int? = nil) -> FilterExpressionError {
        FilterExpressionError(message: message, offset: place ?? offset)
    }

    /// An error about what is next.
    mutating func unexpected(_ expectation: String) -> FilterExpressionError {
        let found = nextForMessage()
        return FilterExpressionError(message: "expected \(expectation), found \(found)", offset: offset)
    }
}

extension Unicode.Scalar {
    var isFilterBlank: Bool { properties.isWhitespace }

    var isASCIIDigit: Bool { self >= "0" && self <= "9" }

    var asciiLowercaseLetter: Unicode.Scalar? {
        switch self {
        case "a"..."z": self
        case "A"..."Z": Unicode.Scalar(UInt8(truncatingIfNeeded: value | 0x20))
        default: nil
        }
    }
}
