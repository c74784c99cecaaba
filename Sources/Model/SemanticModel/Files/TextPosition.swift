internal import LookML

/// Places inside of text.
enum TextPosition {
    /// Where `scalar` stands first; the beginning when it does not occur.
    static func location(of scalar: Unicode.Scalar, in text: String, file: String) -> SourceLocation {
        var location = SourceLocation(file: file, line: 1, column: 1)
        for next in text.unicodeScalars {
            if next == scalar { return location }
            advance(&location, over: next)
        }
        return SourceLocation(file: file, line: 1, column: 1)
    }

    static func advance(_ location: inout SourceLocation, over scalar: Unicode.Scalar) {
        if scalar == "\n" {
            location.line += 1
            location.column = 1
        } else {
            location.column += 1
        }
    }
}
