import LookML
import Testing

/// A text, what the formatter makes of it, and what has to hold between the two.
struct FormattedPair {
    var text: String
    var formatted: String
    private let before: LookMLDocument
    private let after: LookMLDocument

    /// `nil` when the text is no correct LookML.
    init?(_ text: String) {
        guard case .formatted(let formatted) = LookMLFormatter.format(text) else { return nil }
        self.text = text
        self.formatted = formatted
        before = LookMLParser.parse(text, file: "a.lkml")
        after = LookMLParser.parse(formatted, file: "a.lkml")
    }

    /// The first property that does not hold.
    var fault: String? {
        if !after.diagnostics.isEmpty { return "the formatted text has problems: \(after.diagnostics)" }
        let (old, new) = (before.outline.map(\.withoutLayout), after.outline.map(\.withoutLayout))
        if old != new {
            return zip(old.lines(), new.lines()).first { $0 != $1 }.map { "\($0.0) became \($0.1)" } ?? "items differ"
        }
        if before.marks != after.marks { return "tokens differ: \(before.marks) became \(after.marks)" }
        if before.comments != after.comments { return "comments differ: \(before.comments), \(after.comments)" }
        for (old, new) in zip(before.expressions, after.expressions) {
            if !Self.moved(old, new) { return "\(old.debugDescription) became \(new.debugDescription)" }
        }
        guard case .formatted(let again) = LookMLFormatter.format(formatted), again.utf8.elementsEqual(formatted.utf8)
        else { return "formatting again changes it" }
        return layoutFault
    }

    private var layoutFault: String? {
        if formatted.utf8.isEmpty { return before.tokens.isEmpty && before.comments.isEmpty ? nil : "nothing is left" }
        if formatted.utf8.last != 0x0A { return "no line end at the end" }
        if formatted.unicodeScalars.reversed().prefix(2).elementsEqual(["\n", "\n"]) {
            return "a blank line at the end"
        }
        for (index, trivia) in (after.tokens.map(\.leadingTrivia) + [after.trailingTrivia]).enumerated() {
            let lines = trivia.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
            if lines.dropLast().contains(where: { [" ", "\t", "\r"].contains($0.last) }) {
                return "blanks end a line: \(trivia.debugDescription)"
            }
            let isBlank = lines.map(\.isEmpty)
            if zip(isBlank.dropFirst(), isBlank.dropFirst(2).dropLast()).contains(where: { $0 && $1 }) {
                return "two blank lines"
            }
            if index == 0, isBlank.first == true, lines.count > 1 { return "a blank line at the start" }
        }
        return nil
    }

    /// Whether the lines of an expression are the same but for blanks before those after the first, as many more or less
    /// before each.
    private static func moved(_ old: String, _ new: String) -> Bool {
        func lines(_ text: String) -> [(indentation: Int, rest: [Unicode.Scalar])] {
            text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false).map { line in
                let line = Array(line.reversed().drop { $0 == "\r" }.reversed())
                let rest = Array(line.drop { $0 == " " || $0 == "\t" })
                return (line.count - rest.count, rest)
            }
        }
        let (old, new) = (lines(old), lines(new))
        guard old.count == new.count, zip(old, new).allSatisfy({ $0.rest == $1.rest }) else { return false }
        let distances = zip(old, new).dropFirst().filter { !$0.0.rest.isEmpty }.map { $1.indentation - $0.indentation }
        return Set(distances).count <= 1
    }
}

extension Outline {
    /// Without lines, and of expressions the lines without the blanks around them.
    var withoutLayout: Outline {
        var outline = self
        outline.line = nil
        outline.items = items?.map(\.withoutLayout)
        if kind == "expression" {
            let lines = value?.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false) ?? []
            outline.value = lines.map { line in
                String(String.UnicodeScalarView(line.drop { $0 == " " || $0 == "\t" }))
            }.joined(separator: "\n")
        }
        return outline
    }
}

extension LookMLDocument {
    fileprivate var marks: [String] { items.flatMap(\.marks) }

    fileprivate var expressions: [String] { items.flatMap(\.expressions) }

    /// All comments in their order, those behind a minus that stands apart too.
    fileprivate var comments: [String] {
        let behindMinus = { (token: LookMLToken) in
            token.text.utf8.first == UInt8(ascii: "-") && token.text != token.value
                ? String(token.text.unicodeScalars.dropFirst().dropLast(token.value.unicodeScalars.count - 1)) : ""
        }
        let trivia = tokens.flatMap { [$0.leadingTrivia, behindMinus($0)] } + [trailingTrivia]
        return trivia.flatMap { $0.unicodeScalars.split(separator: "\n") }.compactMap { line in
            let comment = line.drop { $0 != "#" }.reversed().drop { " \t\r".unicodeScalars.contains($0) }.reversed()
            return comment.isEmpty ? nil : String(String.UnicodeScalarView(comment))
        }
    }
}

extension LookMLItem {
    fileprivate var expressions: [String] {
        switch value {
        case .expression(let token, _): [token.text]
        case .block(let block): block.items.flatMap(\.expressions)
        case .literal, .string, .list: []
        }
    }

    /// Its tokens as written, without commas, expressions, and what follows a minus that stands apart.
    fileprivate var marks: [String] {
        let inner: [String] =
            switch value {
            case .literal(let token): [token.value]
            case .string(let token): [Self.withoutReturns(token.text)]
            case .expression: [";;"]
            case .list(let list): ["["] + list.elements.flatMap(\.marks) + ["]"]
            case .block(let block): [block.name?.text ?? "", "{"] + block.items.flatMap(\.marks) + ["}"]
            }
        return [key.text] + inner
    }

    /// As strings are compared that may differ in line ends.
    fileprivate static func withoutReturns(_ text: String) -> String {
        let lines = text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false).map { line in
            Array(line.reversed().drop { $0 == 0x0D }.reversed())
        }
        return String(decoding: Array(lines.joined(separator: [0x0A])), as: UTF8.self)
    }
}

extension LookMLElement {
    fileprivate var marks: [String] {
        switch content {
        case .literal(let token): [token.value]
        case .string(let token): [LookMLItem.withoutReturns(token.text)]
        case .pair(let key, _, let value):
            [key.text, value.text.utf8.first == 0x2D ? value.value : LookMLItem.withoutReturns(value.text)]
        }
    }
}
