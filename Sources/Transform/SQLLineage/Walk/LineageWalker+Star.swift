internal import Foundation
import JSON

extension LineageWalker {
    /// A column that a star stands for.
    private struct Expanded {
        var name: String
        var value: Value
        /// What the groups of COLUMNS' pattern have found in the name.
        var groups: [String] = []
    }

    /// Adds the columns that `expression` makes of the star in it.
    mutating func add(_ expression: JSONView, of star: Star, to shape: inout QueryShape, scope: Scope) {
        let isAlone = expression.expressionClass == "STAR"
        let (columns, open) = expand(star, in: scope)
        let alias = expression.text("alias")
        for column in columns {
            var value = column.value
            if !isAlone {
                scope.starred = column.value
                value = evaluate(expression, in: scope, isTop: true)
                scope.starred = nil
            }
            let name = alias.map { Self.name($0, column) } ?? column.name
            shape.columns.append(QueryShape.Column(name: name, value: value))
            noteRows(value, of: &shape)
        }
        guard let open else { return }
        shape.open = shape.open.map { .oneOf([$0, open]) } ?? open
        var digest = TreeDigest("open star")
        digest.add(self.digest(of: expression))
        shape.rows.add(digest)
    }

    /// `\0` in an alias is the column's name, `\1` what the first group of the pattern has found in it.
    private static func name(_ alias: String, _ column: Expanded) -> String {
        guard alias.contains("\\") else { return alias }
        var name = alias
        for (place, group) in ([column.name] + column.groups).enumerated() {
            name = name.replacingOccurrences(of: "\\\(place)", with: group)
        }
        return name
    }

    private mutating func expand(_ star: Star, in scope: Scope) -> (columns: [Expanded], open: OpenColumns?) {
        let all = candidates(star, in: scope)
        let replaced = star.replaced
        let excluded = star.excluded
        var columns: [Expanded] = []
        for candidate in all.columns {
            let name = candidate.name.lowercased()
            if excluded.contains(where: { $0.column == name && ($0.table == nil || $0.table == candidate.table) }) {
                continue
            }
            var column = Expanded(name: candidate.name, value: candidate.value)
            if let expression = replaced[name] { column.value = evaluate(expression, in: scope, isTop: true) }
            let rename = star.renamed.first { $0.column == name && ($0.table == nil || $0.table == candidate.table) }
            if let rename { column.name = rename.name }
            columns.append(column)
        }
        switch star.choice {
        case .all: return (columns, all.open)
        case .named(let names):
            return (names.compactMap { name in columns.first { $0.name.lowercased() == name } }, all.open)
        case .matching(let pattern):
            let found = columns.compactMap { column -> Expanded? in
                let range = NSRange(column.name.startIndex..., in: column.name)
                guard let match = pattern.firstMatch(in: column.name, range: range) else { return nil }
                var column = column
                column.groups = (1..<max(1, match.numberOfRanges)).map { group in
                    Range(match.range(at: group), in: column.name).map { String(column.name[$0]) } ?? ""
                }
                return column
            }
            return (found, all.open)
        case .unknown:
            problem = problem ?? "Which columns COLUMNS(…) takes can't be told without running it."
            var inputs = InputSet()
            for column in columns { inputs.formUnion(column.value.inputs) }
            if let open = all.open { inputs.formUnion(allInputs(of: open)) }
            return ([], .made(inputs))
        }
    }

    private struct Candidate {
        var table: String?
        var name: String
        var value: Value
    }

    /// The columns before any is left out: of one relation or all, or the fields of a struct, which are not known.
    private mutating func candidates(_ star: Star, in scope: Scope) -> (columns: [Candidate], open: OpenColumns?) {
        let relations = scope.item.relations
        var columns: [Candidate] = []
        var open: [OpenColumns] = []
        let isWhole = star.relation == nil
        var isFound = isWhole
        for (place, relation) in relations.enumerated() where isWhole || relation.isNamed(star.relation ?? "") {
            isFound = true
            for column in relation.columns {
                let name = column.name.lowercased()
                if isWhole, relation.merged.contains(name) { continue }
                let value =
                    (isWhole ? scope.item.merged[name] : nil) ?? reference(column.value, place, in: scope.item)
                columns.append(Candidate(table: relation.name, name: column.name, value: value))
            }
            if let more = relation.open { open.append(more) }
        }
        if !isFound, let name = star.relation {
            let whole = resolve([name], in: scope)
            return ([], .made(whole.inputs.raised(to: .computed)))
        }
        return (columns, open.isEmpty ? nil : open.count == 1 ? open[0] : .oneOf(open))
    }
}
