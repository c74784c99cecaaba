/// Writes filter expressions: for menus, links and everything else that starts from values.
package enum FilterWriter {
    /// Exactly this text.
    package static func exact(_ value: String) -> String {
        let lowercased = value.lowercased()
        // Keywords and the empty text only mean themselves in quotes.
        return value.isEmpty || lowercased == "null" || lowercased == "empty" ? "\"\(value)\"" : escaped(value)
    }

    /// One of these texts; no text at all is any value.
    package static func exact(_ values: [String]) -> String { values.map(exact).joined(separator: ",") }

    /// None of these texts.
    package static func excluding(_ values: [String]) -> String {
        values.map { "-" + exact($0) }.joined(separator: ",")
    }

    package static func contains(_ text: String) -> String { "%\(escaped(text))%" }
    package static func begins(with text: String) -> String { "\(escaped(text))%" }
    package static func ends(with text: String) -> String { "%\(escaped(text))" }

    /// An expression with the meaning of `filter`. Parsing it gives the same filter again; relative dates stay relative
    /// where the filter still knows how they were written.
    package static func expression(for filter: FieldFilter) -> String {
        switch filter {
        case .any: ""
        case .string(let filter): expression(for: filter)
        case .number(let filter): expression(for: filter)
        case .boolean(.yes): "Yes"
        case .boolean(.no): "No"
        case .boolean(.isNull): "NULL"
        case .boolean(.isNotNull): "-NULL"
        case .date(let filter): DateWriter.expression(for: filter)
        case .location(let filter): expression(for: filter)
        }
    }

    private static func expression(for filter: StringFilter) -> String {
        func text(_ term: StringFilter.Term) -> String {
            switch term {
            case .equals(let value): exact(value)
            case .matches(let pieces): pattern(pieces)
            case .isNull: "NULL"
            case .isEmpty: "EMPTY"
            }
        }
        return (filter.including.map(text) + filter.excluding.map { "-" + text($0) }).joined(separator: ",")
    }

    private static func pattern(_ pieces: [StringFilter.PatternPiece]) -> String {
        pieces.map { piece in
            switch piece {
            case .text(let text): escaped(text)
            case .anyRun: "%"
            case .anyOne: "_"
            }
        }.joined()
    }

    /// The special characters escaped, and what the ends of a term would lose: a minus and blanks.
    static func escaped(_ text: String) -> String {
        let scalars = text.unicodeScalars
        var result = String.UnicodeScalarView()
        let last = scalars.count - 1
        for (position, scalar) in scalars.enumerated() {
            let isOuter = position == 0 || position == last
            switch scalar {
            case "%", "_", "^", ",", "\"": result.append("^")
            case "-" where position == 0: result.append("^")
            // A backslash means something only before the comma of a list.
            case "\\" where position == last: result.append("^")
            default: if isOuter && scalar.isFilterBlank { result.append("^") }
            }
            result.append(scalar)
        }
        return String(result)
    }
}
