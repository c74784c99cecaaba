import Testing

@testable import LookMLGenerator

@Suite struct NamingTests {
    static let words: [(name: String, identifier: String)] = [
        ("user_id", "user_id"), ("userID", "user_id"), ("UserId", "user_id"), ("USER ID", "user_id"),
        ("HTTPStatus", "http_status"), ("order.line-no", "order_line_no"), ("__a__b", "a_b"), ("v2Beta", "v2_beta"),
        ("Größe", "grosse"), ("Čas", "cas"), ("Ærø", "aero"), ("2fa", "column_2fa"), ("日本", "column"), ("", "column"),
        ("日本 id", "id"), ("a\u{301}b", "ab"), ("%", "column"),
    ]

    @Test(arguments: words) func `names become snake case`(_ name: String, _ identifier: String) {
        #expect(NameWords(name).identifier(orPrefix: "column") == identifier)
    }

    @Test func `a name tells when letters of it are lost`() {
        #expect(NameWords("日本 id").isLossy)
        #expect(!NameWords("Größe (cm)").isLossy)
    }

    static let nouns: [(one: String, other: String, same: Bool)] = [
        ("user", "users", true), ("addresses", "address", true), ("category", "categories", true),
        ("status", "statuses", true), ("person", "people", true), ("order_item", "order_items", true),
        ("boxes", "box", true), ("house", "houses", true), ("movie", "movies", true), ("user", "user", true),
        ("users", "user_roles", false), ("order_items", "orders", false), ("class", "clas", false),
        ("users_order", "user_order", false),
    ]

    @Test(arguments: nouns) func `singular and plural are one noun`(_ one: String, _ other: String, _ same: Bool) {
        #expect(NameWords(one).isSameNoun(as: NameWords(other)) == same)
        #expect(NameWords(other).isSameNoun(as: NameWords(one)) == same)
    }

    @Test func `taken names get the next choice, then a number`() {
        var names = NameSet(taken: ["a"])
        #expect(names.take(["a", "b"]) { [$0] } == "b")
        #expect(names.take(["a", "b"]) { [$0] } == "b_2")
        #expect(names.take(["a"]) { [$0] } == "a_2")
        #expect(names.take(["c"]) { [$0, $0 + "_date"] } == "c")
        #expect(names.take(["c_date"]) { [$0] } == "c_date_2")
    }

    static let types: [(type: String, kind: ColumnKind)] = [
        ("INTEGER", .number), ("DECIMAL(10,2)", .number), ("HUGEINT", .number), ("double precision", .number),
        ("Nullable(UInt64)", .number), ("LowCardinality(Nullable(String))", .text), ("VARCHAR", .text),
        ("character varying(20)", .text), ("ENUM('a]', 'INTEGER[]')", .text), ("BOOLEAN", .yesno), ("DATE", .date),
        ("TIMESTAMP", .timestamp(hasZone: false)), ("TIMESTAMP WITH TIME ZONE", .timestamp(hasZone: true)),
        ("timestamp(3) with time zone", .timestamp(hasZone: true)), ("timestamptz", .timestamp(hasZone: true)),
        ("timestamp(6) without time zone", .timestamp(hasZone: false)), ("TIMESTAMP_NS", .timestamp(hasZone: false)),
        ("DateTime64(3, 'UTC')", .timestamp(hasZone: false)), ("TIME", .other), ("TIME WITH TIME ZONE", .other),
        ("INTERVAL", .other), ("INTEGER[]", .nested), ("INTEGER[3]", .nested), ("STRUCT(a INTEGER)", .nested),
        ("MAP(VARCHAR, INTEGER)", .nested), ("ARRAY<STRING>", .nested), ("JSON", .nested), ("UUID", .uuid),
        ("BLOB", .binary), ("SOMETHING NEW", .other), ("", .other),
    ]

    @Test(arguments: types) func `types are known by what databases call them`(_ type: String, _ kind: ColumnKind) {
        #expect(ColumnKind(type: type) == kind)
    }

    static let sums: [(name: String, isAdditive: Bool)] = [
        ("amount", true), ("net_revenue", true), ("qty", true), ("hours_worked", true), ("day_count", true),
        ("num_items", true), ("number_of_seats", true), ("bytes", true), ("order_value", true), ("duration_ms", true),
        ("user_id", false), ("unit_price", false), ("price", false), ("avg_amount", false), ("max_count", false),
        ("discount_rate", false), ("year", false), ("birth_year", false), ("latitude", false), ("zip_code", false),
        ("order_number", false), ("sort_order", false), ("is_open", false), ("age", false), ("version", false),
        ("created_at", false),
        ("balance", false), ("unique_users_count", false), ("num", false),
    ]

    @Test(arguments: sums) func `numbers that mean nothing as a sum are not summed`(_ name: String, _ isAdditive: Bool)
    {
        #expect(AdditiveNames.isAdditive(NameWords(name)) == isAdditive)
    }
}
