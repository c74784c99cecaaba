internal import LookML

/// A name that stands in some SQL, with its place.
struct Reference {
    enum Target: Hashable {
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
        let isCertain = !text.contains("{%")
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
        while let start = rest.firstRange(of: "${") {
            add(rest[..<start.lowerBound])
            guard let end = rest[start.upperBound...].firstIndex(of: "}") else {
                problems.report(
                    "bad-reference", "This `${` is never closed.", at: location, suggestion: "Add the missing }.")
                rest = rest[start.lowerBound...]
                break
            }
            let whole = rest[start.lowerBound...end]
            let name = rest[start.upperBound..<end].trimmingBlanks()
            if let (part, target) = part(named: name, at: location) {
                parts.append(part)
                if let target {
                    references.append(Reference(target: target, location: location, isCertain: isCertain))
                }
                for scalar in whole.unicodeScalars { TextPosition.advance(&location, over: scalar) }
            } else {
                add(whole)
            }
            rest = rest[rest.index(after: end)...]
        }
        add(rest)
        return CutTemplate(
            sql: SQLTemplate(parts: parts, view: isInView ? view : nil, location: token.location),
            references: references)
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
        if name.contains("{") { return nil }
        if name.isEmpty || name.contains(where: \.isWhitespace) {
            problems.report(
                "bad-reference", "`${\(name)}` does not name a field.", at: location,
                suggestion: "Write ${field} or ${view.field}.")
            return nil
        }
        guard let dot = name.firstIndex(of: ".") else {
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
        while result.first?.isWhitespace == true { result.removeFirst() }
        while result.last?.isWhitespace == true { result.removeLast() }
        return result
    }
}

extension String {
    func trimmingBlanks() -> String { String(self[...].trimmingBlanks()) }
}
