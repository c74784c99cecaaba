internal import SQL
internal import Warehouse

/// A table on its way to becoming a view.
struct SourceTable {
    /// For people: `main.orders`.
    var title: String
    /// As SQL has to write it.
    var sqlName: String
    var words: NameWords
    var schema: String?
    var viewName: String
    /// The original name, when the view's name can't hold it.
    var label: String?
    var columns: [SourceColumn]
    /// Sentences about columns that have no field.
    var leftOut: [String]
    /// The column whose values are unique and not NULL, by its place.
    var primaryKey: Int?
    /// Why there is no primary key, or why it is not sure: a sentence without its end.
    var keyRemark: String?

    /// Sentences about what its view lacks.
    var remarks: [String] {
        let ofKey = keyRemark.map { primaryKey == nil ? "\(title) has no primary key: \($0)." : "\($0)." }
        return leftOut.map { "\(title): \($0)" } + [ofKey].compactMap(\.self)
    }

    /// `main.orders.user_id`, for messages.
    func title(of column: Int) -> String { title + "." + LookMLText.oneLine(columns[column].name, limit: 60) }
}

/// A column that becomes a dimension or a dimension group.
struct SourceColumn {
    var name: String
    var type: String
    var kind: ColumnKind
    var words: NameWords
    /// As SQL has to write it.
    var sqlName: String
    /// Of its dimension or group; unique in the view.
    var fieldName = ""
    /// The original name, when the field's name can't hold it.
    var label: String?

    init(_ column: ColumnDescription, _ dialect: Dialect) {
        name = column.name
        type = column.type
        kind = ColumnKind(type: column.type)
        words = NameWords(column.name)
        sqlName = dialect.identifier(column.name)
        label = words.isLossy ? column.name : nil
    }

    /// Whether it identifies something, by its name and type: `id`, `user_id`, `account_key`.
    var isKeyLike: Bool { kind.canBeKey && (words.words.last.map(KeyNames.suffixes.contains) ?? false) }

    var isTime: Bool {
        switch kind {
        case .date, .timestamp: true
        default: false
        }
    }

    /// All fields that it stands for, and the name of its group.
    var fieldNames: [String] { isTime ? [fieldName] + timeframes.map { "\(fieldName)_\($0)" } : [fieldName] }

    /// The timeframes of its group.
    var timeframes: [String] {
        kind == .date
            ? ["raw", "date", "week", "month", "quarter", "year"]
            : ["raw", "time", "date", "week", "month", "quarter", "year"]
    }
}

/// What keys are called.
enum KeyNames {
    /// The last word of a column that identifies something.
    static let suffixes: Set<String> = ["id", "key", "uuid", "guid", "sk", "fk", "pk"]
    /// The last word of a column that may lead to another table.
    static let ofReferences = suffixes.union(["code", "number", "no", "nr"])

    /// The columns that by their names may be the table's primary key, the likeliest first, by their places.
    static func primaryKeys(_ columns: [SourceColumn], of table: NameWords) -> [Int] {
        var candidates: [Int] = []
        func add(where matches: (NameWords) -> Bool) {
            for (place, column) in columns.enumerated()
            where column.kind.canBeKey && !candidates.contains(place) && matches(column.words) {
                candidates.append(place)
            }
        }
        let endings = ["id", "key", "uuid", "guid", "sk", "pk", "code", "number", "no", "nr", "seq"]
        for ending in endings {
            add { $0.words == [ending] }
            for base in TableNaming.nouns(table) {
                add { $0.words.last == ending && NameWords(words: $0.words.dropLast()).isSameNoun(as: base) }
            }
        }
        return candidates
    }

    /// A first column that is no key by the table's name, but may be one: borrowed from another table, as
    /// `user_profiles.user_id`, or a code that people use, as `airports.iata`.
    static func keyByPlace(_ columns: [SourceColumn], of table: NameWords) -> Int? {
        guard let first = columns.first, first.isKeyLike || isCode(first) else { return nil }
        return primaryKeys(columns, of: table).contains(0) ? nil : 0
    }

    /// Whether a column may hold codes that stand for something. Numbers that are called nothing in particular may be
    /// equal by chance.
    static func isCode(_ column: SourceColumn) -> Bool {
        guard column.kind == .text || column.kind == .uuid, let last = column.words.words.last else { return false }
        return !descriptions.contains(last)
    }

    private static let descriptions: Set<String> = [
        "name", "title", "label", "description", "type", "status", "value", "note", "notes", "comment", "text", "url",
        "path", "date", "message", "body",
    ]
}
