/// Writes the model: the views, and an explore for each with the joins that lead away from it. Not yet laid out.
struct ModelWriter {
    let tables: [SourceTable]
    let findings: JoinFindings
    let connection: String
    /// The places in `findings.joins`, by table.
    private let joinsByTable: [Int: [Int]]
    private let refusedByTable: [Int: [String]]
    /// Names of other views, which would let people look for those, and words that SQL keeps for itself.
    private let unusableRoles: Set<String>

    /// Joins of joins of joins are as far as somebody follows a model.
    private static let deepest = 3
    private static let mostJoins = 30

    init(tables: [SourceTable], findings: JoinFindings, connection: String, reservedWords: Set<String>) {
        self.tables = tables
        self.findings = findings
        self.connection = connection
        joinsByTable = Dictionary(grouping: findings.joins.indices) { findings.joins[$0].table }
        refusedByTable = Dictionary(grouping: findings.refused, by: \.table).mapValues { $0.map(\.text) }
        unusableRoles = reservedWords.union(tables.map(\.viewName))
    }

    var text: String {
        var lines = ["connection: \(LookMLText.string(connection))", "", "include: \"/views/*.view.lkml\"", ""]
        for table in tables.indices { lines += explore(table) }
        return lines.joined(separator: "\n") + "\n"
    }

    private func explore(_ base: Int) -> [String] {
        var lines = ["explore: \(tables[base].viewName) {"]
        for text in refusedByTable[base] ?? [] { lines.append(LookMLText.comment("Not joined: \(text)")) }
        lines.append("")
        var names = NameSet(taken: [tables[base].viewName])
        var joined: Set<Int> = [base]
        // By distance, so that a table is joined by the shortest way that leads to it.
        var waiting = [(table: base, name: tables[base].viewName, depth: 1)]
        var next = 0
        var count = 0
        while next < waiting.count {
            let (table, name, depth) = waiting[next]
            next += 1
            for index in joinsByTable[table] ?? [] {
                let join = findings.joins[index]
                // Only the base plays with one table in several roles; further away, nobody could tell them apart.
                guard !joined.contains(join.target) || depth == 1 else { continue }
                guard count < Self.mostJoins else {
                    let more = "More tables could be joined; \(Self.mostJoins) are as many as are generated."
                    return lines + ["", LookMLText.comment(more), "}"]
                }
                let target = tables[join.target]
                let alias = alias(for: join, isFirst: !joined.contains(join.target), &names)
                count += 1
                joined.insert(join.target)
                if let remark = join.remark { lines += ["", LookMLText.comment(remark)] }
                lines.append("join: \(alias) {")
                if alias != target.viewName { lines.append("from: \(target.viewName)") }
                let own = "${\(name).\(tables[table].columns[join.column].fieldName)}"
                let other = "${\(alias).\(target.columns[join.targetColumn].fieldName)}"
                lines += [
                    "type: left_outer", "relationship: \(join.relationship.rawValue)", "sql_on: \(own) = \(other) ;;",
                    "}",
                ]
                if depth < Self.deepest { waiting.append((join.target, alias, depth + 1)) }
            }
        }
        return lines + ["}"]
    }

    /// The view's own name, unless it plays a role or is joined already.
    private func alias(for join: Join, isFirst: Bool, _ names: inout NameSet) -> String {
        let view = tables[join.target].viewName
        if join.role == nil, isFirst, !names.contains(view) { return names.take(view) }
        let column = tables[join.table].columns[join.column].words
        let role = join.role ?? NameWords(words: column.words.dropLast())
        let name = role.identifier(orPrefix: view)
        return names.take(unusableRoles.contains(name) ? "\(view)_by_\(column.words.joined(separator: "_"))" : name)
    }
}
