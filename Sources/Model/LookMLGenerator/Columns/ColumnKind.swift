/// What a column's type means to a view, by the name that DuckDB, PostgreSQL, BigQuery, ClickHouse or Snowflake has for it.
enum ColumnKind: Equatable {
    case number, text, uuid, yesno, date
    case timestamp(hasZone: Bool)
    /// JSON, lists, structs and maps.
    case nested
    /// Types without a counterpart in LookML that can be shown as text: times of day, intervals, bits.
    case other
    case binary

    init(type: String) {
        let type = Self.unwrapped(type.uppercased().trimmed)
        // A list of anything ends with a bracket, and the values of an ENUM, which may look like anything, don't.
        if type.hasSuffix("]") {
            self = .nested
            return
        }
        // "TIMESTAMP(3) WITH TIME ZONE"
        let base = String(type.prefix { $0 != "(" && $0 != "<" }).trimmed
        let rest = type.split(separator: ")", omittingEmptySubsequences: false).last.map { String($0).trimmed } ?? ""
        let hasZone = base.hasSuffix("WITH TIME ZONE") || (type.contains(")") && rest == "WITH TIME ZONE")
        let first = base.split(separator: " ").first.map(String.init) ?? base
        self = Self.kinds[base] ?? Self.kinds[first] ?? .other
        if case .timestamp(let named) = self { self = .timestamp(hasZone: named || hasZone) }
    }

    /// Whether values of the two can be compared as they are.
    func isComparable(with other: ColumnKind) -> Bool { self == other }

    /// Whether it can hold identifiers.
    var canBeKey: Bool { self == .number || self == .text || self == .uuid }

    /// ClickHouse: `LowCardinality(Nullable(String))`.
    private static func unwrapped(_ type: String) -> String {
        var type = type
        for wrapper in ["LOWCARDINALITY(", "NULLABLE("] where type.hasPrefix(wrapper) && type.hasSuffix(")") {
            type = String(type.dropFirst(wrapper.count).dropLast())
        }
        return type
    }

    private static let kinds: [String: ColumnKind] = {
        var kinds: [String: ColumnKind] = [:]
        func add(_ names: String, _ kind: ColumnKind) {
            for name in names.split(separator: " ") { kinds[String(name)] = kind }
        }
        add("TINYINT SMALLINT INTEGER INT BIGINT HUGEINT UTINYINT USMALLINT UINTEGER UBIGINT UHUGEINT BYTEINT", .number)
        add("INT2 INT4 INT8 INT16 INT32 INT64 INT128 INT256 UINT8 UINT16 UINT32 UINT64 UINT128 UINT256", .number)
        add("SERIAL SMALLSERIAL BIGSERIAL BIGNUM DECIMAL NUMERIC BIGDECIMAL BIGNUMERIC NUMBER MONEY", .number)
        add("DECIMAL32 DECIMAL64 DECIMAL128 DECIMAL256 FLOAT FLOAT4 FLOAT8 FLOAT32 FLOAT64 DOUBLE REAL", .number)
        add("VARCHAR CHAR BPCHAR NCHAR NVARCHAR TEXT STRING CHARACTER NAME CITEXT FIXEDSTRING ENUM ENUM8 ENUM16", .text)
        add("UUID", .uuid)
        add("BOOLEAN BOOL", .yesno)
        add("DATE DATE32", .date)
        add("TIMESTAMP TIMESTAMP_S TIMESTAMP_MS TIMESTAMP_NS TIMESTAMP_NTZ", .timestamp(hasZone: false))
        add("DATETIME DATETIME64", .timestamp(hasZone: false))
        add("TIMESTAMPTZ TIMESTAMP_TZ TIMESTAMP_LTZ", .timestamp(hasZone: true))
        add("JSON JSONB STRUCT MAP LIST ARRAY UNION TUPLE NESTED RECORD ROW VARIANT OBJECT", .nested)
        add("BLOB BYTEA BYTES BINARY VARBINARY", .binary)
        return kinds
    }()
}

extension String {
    fileprivate var trimmed: String {
        String(drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
    }
}
