/// A join that the data bear out.
struct Join {
    enum Relationship: String {
        case manyToOne = "many_to_one"
        case oneToOne = "one_to_one"
    }

    var table: Int
    var column: Int
    var target: Int
    var targetColumn: Int
    var relationship: Relationship
    var role: NameWords?
    /// How many of its values lead somewhere, when not all do: a sentence.
    var remark: String?
}

/// What became of the guesses.
struct JoinFindings {
    private(set) var joins: [Join] = []
    /// By the table whose column it is: sentences.
    private(set) var refused: [(table: Int, text: String)] = []

    enum Finding {
        case join(Join)
        case refused(table: Int, text: String)
    }

    mutating func add(_ finding: Finding) {
        switch finding {
        case .join(let join): joins.append(join)
        case .refused(let table, let text): refused.append((table, text))
        }
    }
}

/// Checks a guess against the data.
enum JoinCheck {
    /// Takes the first target that holds.
    static func run(
        _ guess: JoinGuess, in tables: [SourceTable], _ probe: DataProbe
    ) async throws(GeneratorError) -> JoinFindings.Finding {
        var reasons: [String] = []
        for target in guess.targets {
            switch try await check(guess, target, tables, probe) {
            case .success(let join): return .join(join)
            case .failure(let refusal): if !reasons.contains(refusal.reason) { reasons.append(refusal.reason) }
            }
        }
        return .refused(table: guess.table, text: "\(guess.title): \(reasons.joined(separator: "; ")).")
    }

    private struct Refusal: Error {
        var reason: String
    }

    private static func check(
        _ guess: JoinGuess, _ target: JoinGuess.Target, _ tables: [SourceTable], _ probe: DataProbe
    ) async throws(GeneratorError) -> Result<Join, Refusal> {
        let (table, other) = (tables[guess.table], tables[target.table])
        guard let key = target.column else {
            return .failure(Refusal(reason: other.keyRemark ?? "\(other.title) has no key"))
        }
        let (column, keyColumn) = (table.columns[guess.column], other.columns[key])
        let (title, keyTitle) = (table.title(of: guess.column), other.title(of: key))
        guard column.kind.isComparable(with: keyColumn.kind) else {
            return .failure(
                Refusal(
                    reason: "\(title) is \(column.type), which does not compare with \(keyTitle), \(keyColumn.type)"))
        }
        if key != other.primaryKey {
            let values = try await probe.values(of: keyColumn, in: other)
            guard case .known(let counts) = values, counts.isKey else {
                return .failure(Refusal(reason: PrimaryKeySearch.remark(values, keyTitle)))
            }
        }
        switch try await probe.overlap(of: column, in: table, with: keyColumn, in: other) {
        case .tooSlow: return .failure(Refusal(reason: "its values could not be looked up in time"))
        case .refused(let reason): return .failure(Refusal(reason: "its values could not be looked up: \(reason)"))
        case .known(let overlap):
            guard overlap.values > 0 else { return .failure(Refusal(reason: "\(title) has no values to check it by")) }
            let share = share(overlap, of: title, in: keyTitle)
            guard Double(overlap.found) >= LookMLGenerator.leastShare * Double(overlap.values) else {
                return .failure(Refusal(reason: "\(share), and at least 95 % should"))
            }
            let isUnique = !overlap.isSample && overlap.distinct == overlap.values
            return .success(
                Join(
                    table: guess.table, column: guess.column, target: target.table, targetColumn: key,
                    relationship: isUnique ? .oneToOne : .manyToOne, role: guess.role,
                    remark: overlap.found < overlap.values || overlap.isSample ? share + "." : nil))
        }
    }

    /// "12.5 % of 8 values of orders.user_id are in users.id", rounded down, so that 100 % means all.
    private static func share(_ overlap: DataProbe.Overlap, of title: String, in key: String) -> String {
        let tenths = overlap.found * 1_000 / overlap.values
        let percent = tenths % 10 == 0 ? "\(tenths / 10)" : "\(tenths / 10).\(tenths % 10)"
        let values = LookMLText.count(overlap.values, "value")
        return "\(percent) % of \(overlap.isSample ? "a sample of " : "")\(values) of \(title) are in \(key)"
    }
}
