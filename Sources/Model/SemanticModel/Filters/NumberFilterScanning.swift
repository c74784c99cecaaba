extension FilterScanner {
    /// Whether a number starts here: a digit, a point before a digit, or a minus before these.
    mutating func isAtNumber() -> Bool {
        skipBlanks()
        let start = peek() == "-" ? 1 : 0
        if peek(start)?.isASCIIDigit == true { return true }
        return peek(start) == "." && peek(start &+ 1)?.isASCIIDigit == true
    }

    /// Takes a number with its exponent, exactly.
    mutating func takeNumber() throws(FilterExpressionError) -> DecimalDigits {
        guard isAtNumber() else { throw unexpected("a number") }
        let start = offset
        let isNegative = peek() == "-"
        if isNegative { advance() }
        let whole = takeDigits()
        var fraction = ""
        if peek() == "." {
            advance()
            fraction = takeDigits()
        }
        let exponent = takeExponent()
        guard
            let number = DecimalDigits(isNegative: isNegative, whole: whole, fraction: fraction, exponent: exponent)
        else {
            let message = "the number has more than \(DecimalDigits.maximumDigits) digits"
            throw FilterExpressionError(message: message, offset: start)
        }
        return number
    }

    private mutating func takeExponent() -> Int {
        guard peek()?.asciiLowercaseLetter == "e" else { return 0 }
        let sign = peek(1)
        let signed = sign == "-" || sign == "+"
        guard digitCount(from: signed ? 2 : 1) > 0 else { return 0 }
        advance(signed ? 2 : 1)
        let magnitude = Int(takeDigits()) ?? 1_000_000
        let bounded = min(magnitude, 1_000_000)
        return sign == "-" ? -bounded : bounded
    }

    /// Takes `inf` with a sign before it or none.
    mutating func takeInfinity(negative: Bool) -> Bool {
        skipBlanks()
        let start = offset
        if negative { guard take("-") else { return false } }
        if takeWord("inf") || takeWord("infinity") { return true }
        rewind(to: start)
        return false
    }
}
