import GRDB

/// A dimension whose values are in the index.
package struct ValueField: Sendable, Hashable {
    package var model: String
    package var explore: String
    package var field: String

    package init(model: String, explore: String, field: String) {
        self.model = model
        self.explore = explore
        self.field = field
    }
}

/// Values of dimensions in the index. A value's id has its field in the upper half and a number of its own in the lower.
enum ValueShelf {
    static func ids(of field: Int64) -> ClosedRange<Int64> { field << 32...(field << 32 | 0xFFFF_FFFF) }

    static func fields(_ db: Database) throws -> [Int64: ValueField] {
        let rows = try Row.fetchAll(db, sql: "SELECT id, model, explore, field FROM value_fields")
        return Dictionary(
            rows.map { ($0["id"], ValueField(model: $0["model"], explore: $0["explore"], field: $0["field"])) },
            uniquingKeysWith: { first, _ in first })
    }

    /// Makes the values of a field these: what was there stays where it is.
    ///
    /// - Parameter values: Without doubles.
    static func replace(_ db: Database, _ field: ValueField, with values: [String], isCut: Bool) throws {
        try db.execute(
            sql: """
                INSERT INTO value_fields (model, explore, field, is_cut) VALUES (?, ?, ?, ?)
                ON CONFLICT (model, explore, field) DO UPDATE SET is_cut = excluded.is_cut
                """, arguments: [field.model, field.explore, field.field, isCut])
        let id = try Int64.fetchOne(
            db, sql: "SELECT id FROM value_fields WHERE model = ? AND explore = ? AND field = ?",
            arguments: [field.model, field.explore, field.field])
        guard let id else { return }
        let range = ids(of: id)
        var known: [String: Int64] = [:]
        var next = range.lowerBound
        let rows = try Row.fetchCursor(
            db, sql: "SELECT rowid, value FROM value_words WHERE rowid BETWEEN ? AND ?",
            arguments: [range.lowerBound, range.upperBound])
        while let row = try rows.next() {
            let place: Int64 = row["rowid"]
            known[row["value"]] = place
            next = max(next, place + 1)
        }
        let insertion = try db.makeStatement(sql: "INSERT INTO value_words (rowid, value) VALUES (?, ?)")
        for value in values where known.removeValue(forKey: value) == nil {
            guard next <= range.upperBound else { break }
            try insertion.execute(arguments: [next, value])
            next += 1
        }
        let deletion = try db.makeStatement(sql: "DELETE FROM value_words WHERE rowid = ?")
        for place in known.values { try deletion.execute(arguments: [place]) }
    }

    static func remove(_ db: Database, _ field: ValueField) throws {
        let id = try Int64.fetchOne(
            db, sql: "SELECT id FROM value_fields WHERE model = ? AND explore = ? AND field = ?",
            arguments: [field.model, field.explore, field.field])
        guard let id else { return }
        let range = ids(of: id)
        try db.execute(
            sql: "DELETE FROM value_words WHERE rowid BETWEEN ? AND ?",
            arguments: [range.lowerBound, range.upperBound])
        try db.execute(sql: "DELETE FROM value_fields WHERE id = ?", arguments: [id])
    }

    static func count(_ db: Database) throws -> Int {
        try Int.fetchOne(db, sql: "SELECT count(*) FROM value_words_docsize") ?? 0
    }

    /// Values with these words, at most `limit` of each of the fields: those that begin with them first. What begins is
    /// looked for by itself, so that no number of others can crowd it out.
    ///
    /// - Parameter fields: By their ids; no others are looked at.
    static func search(
        _ db: Database, _ words: SearchWords, in fields: Set<Int64>, limit: Int
    ) throws -> [(field: Int64, value: String)] {
        guard !fields.isEmpty, !words.isEmpty else { return [] }
        var found: [(field: Int64, value: String)] = []
        var seen: Set<Int64> = []
        func take(_ match: String, _ range: ClosedRange<Int64>?, _ limit: Int) throws -> Int {
            let condition = range == nil ? "" : "AND rowid BETWEEN ? AND ?"
            var arguments: StatementArguments = [match]
            if let range { arguments += [range.lowerBound, range.upperBound] }
            arguments += [limit]
            let rows = try Row.fetchCursor(
                db,
                sql:
                    "SELECT rowid, value FROM value_words WHERE value_words MATCH ? \(condition) ORDER BY rowid LIMIT ?",
                arguments: arguments)
            var read = 0
            while let row = try rows.next() {
                read += 1
                let place: Int64 = row["rowid"]
                guard fields.contains(place >> 32), seen.insert(place).inserted else { continue }
                found.append((place >> 32, row["value"]))
            }
            return read
        }
        for (match, whole) in [(words.matchAtStart, words.wholeAtStart), (words.match, words.whole)] {
            // As a rule few values match, and one walk finds them all; where many do, each field gets its turn. Whole words
            // are looked for first then: the index goes straight to a field's own, while for the beginnings of long words
            // it puts the lists of all fields together each time.
            let read = try take(match, nil, Self.walk)
            if read == Self.walk {
                for field in fields.sorted() where try take(whole, ids(of: field), limit) < limit {
                    _ = try take(match, ids(of: field), limit)
                }
            }
            // Values that begin with the words go before all others, so those are not needed where there are enough.
            if Set(found.map(\.value)).count >= limit { break }
        }
        return found
    }

    private static let walk = 200
}
