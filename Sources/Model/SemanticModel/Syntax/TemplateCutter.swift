internal import LookML

/// A name that stands in some SQL, with its place.
struct Reference: Sendable {
    enum Target: Hashable, Sendable {
        /// `view.field`, the view by its alias.
        case field(String)
        /// `${view.SQL_TABLE_NAME}`
        case table(String)
    }

    var target: Target
    var location: SourceLocation
    /// In SQL with Liquid a reference may stand in a branch that is never taken.
    var isCertain: Bool

    /// The name of a field; `nil` for a table.
    var field: String? { if case .field(let name) = target { name } else { nil } }
}

/// SQL cut at its `${…}`, and the names found there.
struct CutTemplate {
    var sql: SQLTemplate
    var references: [Reference]
}

/// Cuts SQL at its references.
struct TemplateCutter {
    /// The view to which names without one belong.
    let view: String?
    /// Whether the SQL is a view's own, so that `${TABLE}` means something.
    let isInView: Bool
    let problems: ProblemList

    func cut(_ token: LookMLToken) -> CutTemplate {
        let text = token.value
        var parts: [SQLTemplate.Part] = []
        var references: [Reference] = []
        // By bytes: in characters it would take a good part of the time of reading a project.
        let utf8 = text.utf8
        let isCertain = Self.place(of: "{", "%", in: utf8[...]) == nil
        var rest = text[...]
        var location = token.location
        func add(_ literal: Substring) {
            guard !literal.isEmpty else { return }
            for scalar in literal.unicodeScalars { TextPosition.advance(&location, over: scalar) }
            if case .text(let before)? = parts.last {
                parts[parts.count - 1] = .text(before + literal)
            } else {
                parts.append(.text(String(literal)))
            }
        }
        while let start = Self.place(of: "$", "{", in: rest.utf8) {
            add(rest[..<start])
            let inside = utf8.index(start, offsetBy: 2)
            guard let end = utf8[inside...].firstIndex(of: UInt8(ascii: "}")) else {
                problems.report(
                    "bad-reference", "This `${` is never closed.", at: location, suggestion: "Add the missing }.")
                rest = rest[start...]
                break
            }
            let after = utf8.index(after: end)
            let whole = rest[start..<after]
            let name = rest[inside..<end].trimmingBlanks()
            if let (part, target) = part(named: name, at: location) {
                parts.append(part)
                if let target {
                    references.append(Reference(target: target, location: location, isCertain: isCertain))
                }
                for scalar in whole.unicodeScalars { TextPosition.advance(&location, over: scalar) }
            } else {
                add(whole)
            }
            rest = rest[after...]
        }
        add(rest)
        return CutTemplate(
            sql: SQLTemplate(parts: parts, view: isInView ? view : nil, location: token.location),
            references: references)
    }

    /// Where the first of two bytes stands that follow each other.
    private static func place(
        of first: Unicode.Scalar, _ second: Unicode.Scalar, in text: Substring.UTF8View
    ) -> String.Index? {
        let (first, second) = (UInt8(ascii: first), UInt8(ascii: second))
        var previous: UInt8 = 0
        var before = text.startIndex
        var index = text.startIndex
        while index < text.endIndex {
            let byte = text[index]
            if previous == first, byte == second { return before }
            previous = byte
            before = index
            index = text.index(after: index)
        }
        return nil
    }

    /// What `${name}` stands for; `nil`, with a report, when that is nothing.
    private func part(named name: Substring, at location: SourceLocation) -> (SQLTemplate.Part, Reference.Target?)? {
        if name == "TABLE" {
            if isInView { return (.table, nil) }
            problems.report("bad-reference", "`${TABLE}` means something only inside of a view.", at: location)
            return nil
        }
        if name == "EXTENDED" {
            problems.report(
                "bad-reference", "`${EXTENDED}` stands for the parent's text, and there is no parent with such a text.",
                at: location)
            return nil
        }
        // What Liquid makes of the name is not known before a query.
        if name.utf8.contains(UInt8(ascii: "{")) { return nil }
        if name.isEmpty || name.hasBlanks {
            problems.report(
                "bad-reference", "`${\(name)}` does not name a field.", at: location,
                suggestion: "Write ${field} or ${view.field}.")
            return nil
        }
        guard let dot = name.utf8.firstIndex(of: UInt8(ascii: ".")) else {
            if name == "SQL_TABLE_NAME" { return (.text("${SQL_TABLE_NAME}"), nil) }
            guard let view else {
                problems.report("unknown-field", "`\(name)` needs its view: `${view.\(name)}`.", at: location)
                return nil
            }
            let full = "\(view).\(name)"
            return (.field(full), .field(full))
        }
        let field = name[name.index(after: dot)...]
        if field == "SQL_TABLE_NAME" {
            let table = String(name[..<dot])
            return (.tableName(table), .table(table))
        }
        return (.field(String(name)), .field(String(name)))
    }
}

extension Substring {
    func trimmingBlanks() -> Substring {
        var result = self
        while let byte = result.utf8.first, Self.mayBeBlank(byte), result.first?.isWhitespace == true {
            result.removeFirst()
        }
        while let byte = result.utf8.last, Self.mayBeBlank(byte), result.last?.isWhitespace == true {
            result.removeLast()
        }
        return result
    }

    var hasBlanks: Bool { utf8.contains(where: Self.mayBeBlank) && contains(where: \.isWhitespace) }

    /// Whether a character that begins or ends with the byte can be white space. To find out what a character is takes
    /// long, and hardly any text has blanks around it.
    private static func mayBeBlank(_ byte: UInt8) -> Bool { byte <= 0x20 || byte >= 0x80 }
}

extension String {
    func trimmingBlanks() -> String { String(self[...].trimmingBlanks()) }
}
