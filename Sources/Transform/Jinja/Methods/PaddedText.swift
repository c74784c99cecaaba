/// Text filled up to a width.
struct PaddedText {
    enum Alignment { case left, right, center, afterSign }

    let width: Int
    let fill: String
    let alignment: Alignment
    /// Where the odd one goes when centred: Python's `center()` puts it left if the width is odd, its formats right.
    var isFormat = false

    func apply(_ text: String, _ meter: Meter) throws(JinjaError) -> String {
        let missing = max(width, 0) - ByteText.length(text)
        guard missing > 0 else { return text }
        let (bytes, isTooMuch) = missing.multipliedReportingOverflow(by: fill.utf8.count)
        try meter.text(isTooMuch ? .max : bytes)
        func filled(_ count: Int) -> String { String(repeating: fill, count: count) }
        switch alignment {
        case .left: return text + filled(missing)
        case .right: return filled(missing) + text
        case .center:
            let left = isFormat ? missing / 2 : missing / 2 + (missing & width & 1)
            return filled(left) + text + filled(missing - left)
        case .afterSign:
            if let first = text.unicodeScalars.first, first == "-" || first == "+" {
                return String(first) + filled(missing) + String(text.unicodeScalars.dropFirst())
            }
            return filled(missing) + text
        }
    }
}
