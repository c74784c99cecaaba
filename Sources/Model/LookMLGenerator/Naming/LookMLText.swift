internal import SQL

/// Database names and texts inside of LookML.
enum LookMLText {
    /// What LookML or Liquid would read as its own inside of `sql`, and what the formatter would change.
    private static let markers = ["${", "@{", "{{", "{%", ";;", "\r", "\0"]

    /// What keeps a name out of `sql`; `nil` when it can stand there.
    static func marker(in name: String) -> String? {
        markers.first { marker in name.unicodeScalars.contains(sequence: marker.unicodeScalars) }
    }

    /// A comment of one line.
    static func comment(_ text: String) -> String { "# " + oneLine(text, limit: 400) }

    /// A text that a message can hold: without line breaks and not too long.
    static func oneLine(_ text: String, limit: Int = 120) -> String {
        var line = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            guard line.count < limit else {
                line.append("…")
                break
            }
            line.append(scalar.properties.generalCategory == .control || scalar == "\u{2028}" ? " " : scalar)
        }
        return String(line)
    }

    /// `1 row`, `2 rows`
    static func count(_ number: Int, _ noun: String) -> String { "\(number) \(noun)\(number == 1 ? "" : "s")" }

    /// A text between quotes. A backslash at its end would take the quote's meaning away and is left out.
    static func string(_ text: String) -> String {
        var text = oneLine(text).replacing("\"", with: "\\\"")
        while text.last == "\\" { text.removeLast() }
        return "\"\(text)\""
    }

    /// A column of the view's table.
    ///
    /// - Parameter sqlName: As SQL has to write it.
    static func column(_ sqlName: String) -> String { "${TABLE}." + sqlName }

    /// An expression without values, as text.
    static func sql(_ expression: SQLExpression) -> String {
        expression.pieces.map { piece in
            if case .text(let text) = piece { text } else { "" }
        }.joined()
    }
}

extension String.UnicodeScalarView {
    fileprivate func contains(sequence: String.UnicodeScalarView) -> Bool {
        guard let first = sequence.first else { return true }
        return indices.contains { self[$0] == first && self[$0...].starts(with: sequence) }
    }
}
