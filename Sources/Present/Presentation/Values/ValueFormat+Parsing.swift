extension ValueFormat.Section {
    /// Cuts a pattern at the semicolons that stand neither in quotes nor behind a backslash.
    static func split(_ pattern: String) -> [String] {
        var sections = [""]
        var quoted = false
        var escaped = false
        for character in pattern.unicodeScalars {
            if escaped {
                escaped = false
            } else if character == "\\" {
                escaped = true
            } else if character == "\"" {
                quoted.toggle()
            } else if character == ";", !quoted {
                sections.append("")
                continue
            }
            sections[sections.count - 1].unicodeScalars.append(character)
        }
        return Array(sections.prefix(4))
    }

    init(_ text: String) {
        var scanner = Scanner(text)
        scanner.scan()
        self = scanner.section
    }

    /// Reads one section from left to right.
    private struct Scanner {
        var section = ValueFormat.Section()
        private let scalars: [Unicode.Scalar]
        private var place = 0
        private var literal = ""
        private var afterPoint = false
        private var digitsEnded = false
        /// Commas since the last digit placeholder: thousands separators if another follows, scaling if none does.
        private var pendingCommas = 0

        init(_ text: String) { scalars = Array(text.unicodeScalars) }

        mutating func scan() {
            while place < scalars.count {
                let scalar = scalars[place]
                place += 1
                switch scalar {
                case "0", "#", "?": digit(required: scalar == "0")
                case "." where !afterPoint && !digitsEnded: point()
                case "," where section.pieces.contains(.digits) && !digitsEnded: pendingCommas += 1
                case "%":
                    section.scale += 2
                    literal.append("%")
                case "E", "e": exponent(scalar)
                case "\"": quoted()
                case "\\": if place < scalars.count { append(scalars[place]); place += 1 }
                case "_":
                    place += 1  // a blank as wide as the next character
                    literal.append(" ")
                case "*": place += 1  // fills the cell with the next character: no meaning here
                case "[": bracket()
                default: append(scalar)
                }
            }
            flush()
            section.scale -= 3 * pendingCommas
        }

        private mutating func digit(required: Bool) {
            if digitsEnded {
                append(required ? "0" : "#")
                return
            }
            beginDigits()
            if pendingCommas > 0, !afterPoint {
                section.groups = true
                pendingCommas = 0
            }
            if afterPoint {
                section.maximumFractionDigits += 1
                if required { section.minimumFractionDigits = section.maximumFractionDigits }
            } else if required || section.minimumIntegerDigits > 0 {
                section.minimumIntegerDigits += 1
            }
        }

        private mutating func beginDigits() {
            guard !section.pieces.contains(.digits) else { return }
            flush()
            section.pieces.append(.digits)
        }

        private mutating func point() {
            // A point that no digit stands next to is a literal one.
            let nextIsDigit = place < scalars.count && (scalars[place] == "0" || scalars[place] == "#")
            guard section.pieces.contains(.digits) || nextIsDigit else { return append(".") }
            beginDigits()
            afterPoint = true
        }

        private mutating func exponent(_ letter: Unicode.Scalar) {
            guard section.pieces.contains(.digits), place < scalars.count,
                scalars[place] == "+" || scalars[place] == "-"
            else { return append(letter) }
            place += 1
            var digits = 0
            while place < scalars.count, scalars[place] == "0" || scalars[place] == "#" {
                digits += 1
                place += 1
            }
            section.exponentDigits = max(1, digits)
            digitsEnded = true
        }

        private mutating func quoted() {
            while place < scalars.count, scalars[place] != "\"" {
                append(scalars[place])
                place += 1
            }
            place += 1
        }

        /// `[>=1000]` is a condition; colours and locales are left out.
        private mutating func bracket() {
            var content = ""
            while place < scalars.count, scalars[place] != "]" {
                content.unicodeScalars.append(scalars[place])
                place += 1
            }
            place += 1
            let symbol = content.prefix { "<>=".contains($0) }
            if let comparison = ValueFormat.Condition.Comparison(rawValue: String(symbol)),
                let bound = Double(content.dropFirst(symbol.count))
            {
                section.condition = .init(comparison: comparison, bound: bound)
            } else if content.hasPrefix("$") {
                // `[$€-407]`: the currency's sign stands before the dash.
                literal += content.dropFirst().prefix { $0 != "-" }
            }
        }

        private mutating func append(_ scalar: Unicode.Scalar) {
            if section.pieces.contains(.digits) { digitsEnded = digitsEnded || scalar != " " }
            literal.unicodeScalars.append(scalar)
        }

        private mutating func flush() {
            if !literal.isEmpty { section.pieces.append(.literal(literal)) }
            literal = ""
        }
    }
}
