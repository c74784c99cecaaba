extension Field {
    /// All SQL of the model that the field is made of, in the order in which an author writes it.
    package var sqlTemplates: [SQLTemplate] {
        switch kind {
        case .plain(let sql, _), .yesno(let sql), .timeframe(_, let sql, _), .tier(let sql, _, _): [sql]
        case .duration(_, let start, let end): [start, end]
        case .cases(let cases, _): cases.map(\.condition)
        case .filterOnly(_, let sql): sql.map { [$0] } ?? []
        case .measure(let measure):
            switch measure.form {
            case .aggregate(_, let sql): [sql, measure.distinctKey].compactMap(\.self)
            case .expression(let sql, _): [sql]
            }
        }
    }
}

extension SQLTemplate {
    /// The template as LookML writes it.
    package var text: String {
        parts.map { part in
            switch part {
            case .text(let text): text
            case .table: "${TABLE}"
            case .field(let name): "${\(name)}"
            case .tableName(let view): "${\(view).SQL_TABLE_NAME}"
            }
        }.joined()
    }

    /// The full names of the fields that it refers to, each once, in their order.
    package var fieldNames: [String] {
        var seen: Set<String> = []
        return parts.compactMap { part in
            if case .field(let name) = part, seen.insert(name).inserted { name } else { nil }
        }
    }

    /// The views whose tables it refers to.
    package var tableNames: [String] {
        parts.compactMap { part in if case .tableName(let view) = part { view } else { nil } }
    }
}
