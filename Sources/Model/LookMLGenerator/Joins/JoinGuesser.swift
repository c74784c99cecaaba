/// A column that by its name leads to another table.
struct JoinGuess {
    /// A column that it may lead to; none for a table without a usable key.
    struct Target {
        var table: Int
        var column: Int?
    }

    var table: Int
    var column: Int
    /// The likeliest first; never empty.
    var targets: [Target]
    /// What the other table is to this one, when the column says more than its name: `billing_address`.
    var role: NameWords?
    /// `orders.user_id = users.id`
    var title: String
}

/// Finds joins by what columns and tables are called.
struct JoinGuesser {
    let tables: [SourceTable]
    /// Tables by the forms of what they are about, see ``TableNaming/nouns(_:)``, in their order.
    private let tablesByNoun: [String: [Int]]
    /// Tables by what their primary keys are called, in their order.
    private let tablesByKey: [String: [Int]]

    /// No column leads to more tables than somebody would look at.
    private static let mostTargets = 5
    /// Names of keys that say nothing about whose they are.
    private static let generic: Set<String> = ["id", "key", "uuid", "guid", "code", "pk", "sk", "fk"]

    init(tables: [SourceTable]) {
        self.tables = tables
        var byNoun: [String: [Int]] = [:]
        var byKey: [String: [Int]] = [:]
        for (index, table) in tables.enumerated() {
            let forms = TableNaming.nouns(table.words).reduce(into: Set<String>()) { $0.formUnion($1.nounForms) }
            for form in forms { byNoun[form, default: []].append(index) }
            guard let key = table.primaryKey else { continue }
            let name = table.columns[key].words.words.joined(separator: "_")
            if !Self.generic.contains(name) { byKey[name, default: []].append(index) }
        }
        tablesByNoun = byNoun
        tablesByKey = byKey
    }

    /// In the order of tables and columns.
    func guesses() -> [JoinGuess] {
        var guesses: [JoinGuess] = []
        for table in tables.indices {
            for column in tables[table].columns.indices {
                if let guess = guess(table, column) { guesses.append(guess) }
            }
        }
        return guesses
    }

    private func guess(_ table: Int, _ column: Int) -> JoinGuess? {
        let source = tables[table].columns[column]
        let sameKey = nearest(
            to: table, (tablesByKey[source.words.words.joined(separator: "_")] ?? []).filter { $0 != table })
        guard source.kind.canBeKey, let last = source.words.words.last, KeyNames.ofReferences.contains(last) else {
            return KeyNames.isCode(source)
                ? guess(table, column, sameKey.flatMap { targetColumns($0, for: source) }) : nil
        }
        let stem = NameWords(words: source.words.words.dropLast())
        guard !stem.words.isEmpty else { return nil }
        let exact = exactTargets(stem, from: table)
        var targets = (exact + sameKey.filter { !exact.contains($0) }).flatMap { targetColumns($0, for: source) }
        var role: NameWords?
        // A table's own key leads to tables that share it, and plays no roles.
        if targets.isEmpty, tables[table].primaryKey != column {
            let others = roleTargets(stem, from: table)
            if !others.isEmpty { role = stem }
            targets = others.flatMap { targetColumns($0, for: source) }
        }
        return guess(table, column, targets, role: role)
    }

    private func guess(
        _ table: Int, _ column: Int, _ targets: [JoinGuess.Target], role: NameWords? = nil
    ) -> JoinGuess? {
        guard let first = targets.first else { return nil }
        let own = "\(tables[table].viewName).\(tables[table].columns[column].name)"
        return JoinGuess(
            table: table, column: column, targets: Array(targets.prefix(Self.mostTargets)), role: role,
            title: LookMLText.oneLine("\(own) = \(title(of: first))"))
    }

    private func title(of target: JoinGuess.Target) -> String {
        let table = tables[target.table]
        let key = target.column ?? KeyNames.primaryKeys(table.columns, of: table.words).first
        return table.viewName + (key.map { "." + table.columns[$0].name } ?? "")
    }

    /// `user_id` leads to users. In a family of tables, as that of `crm_opportunities`, `account_id` leads to
    /// `crm_accounts` first.
    private func exactTargets(_ stem: NameWords, from table: Int) -> [Int] {
        let family = tables[table].words.words
        let nouns = (0..<max(1, family.count)).reversed().map { NameWords(words: family.prefix($0) + stem.words) }
        var targets: [Int] = []
        for noun in nouns {
            targets += nearest(to: table, tables(about: noun)).filter { $0 != table && !targets.contains($0) }
        }
        return targets
    }

    private func tables(about noun: NameWords) -> [Int] {
        Set(noun.nounForms.flatMap { tablesByNoun[$0] ?? [] }).sorted()
    }

    /// `billing_address_id` leads to addresses, and `parent_id` to the table itself.
    private func roleTargets(_ stem: NameWords, from table: Int) -> [Int] {
        if stem.words == ["parent"] { return [table] }
        for count in (1..<max(1, stem.words.count)).reversed() {
            guard let noun = stem.suffix(count) else { continue }
            let found = nearest(to: table, tables(about: noun))
            if !found.isEmpty { return found }
        }
        return []
    }

    /// Tables of one name live in several schemas; those of one's own are meant first.
    private func nearest(to table: Int, _ candidates: [Int]) -> [Int] {
        let own = candidates.filter { tables[$0].schema == tables[table].schema }
        return own + candidates.filter { tables[$0].schema != tables[table].schema }
    }

    /// A column of the same name, as `account_key` in both tables, and the primary key.
    private func targetColumns(_ table: Int, for source: SourceColumn) -> [JoinGuess.Target] {
        let target = tables[table]
        let named = target.columns.firstIndex { $0.words.words == source.words.words && $0.kind.canBeKey }
        guard let key = target.primaryKey else { return [JoinGuess.Target(table: table, column: named)] }
        return ((named.map { $0 == key ? [] : [$0] } ?? []) + [key]).map { JoinGuess.Target(table: table, column: $0) }
    }
}
