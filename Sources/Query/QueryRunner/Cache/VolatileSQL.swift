/// SQL that asks the clock or a die. What a model's filters say of "today" stands as dates in a statement and is none of it.
enum VolatileSQL {
    private static let words: [String] = [
        "current_date", "current_time", "current_timestamp", "current_datetime", "localtime", "localtimestamp",
        "clock_timestamp", "statement_timestamp", "transaction_timestamp", "get_current_time", "get_current_timestamp",
        "now(", "now64(", "today(", "yesterday(", "getdate(", "sysdate", "random", "rand(", "uuid", "nextval",
        "generate_uuid", "currval", "setseed", "current_localtime",
    ]

    /// It may see more than there is, as in a column called `random`: such a query runs each time.
    static func isIn(_ sql: String) -> Bool {
        let text = sql.lowercased().filter { $0 != " " && $0 != "\n" }
        return words.contains { text.contains($0) }
    }
}
