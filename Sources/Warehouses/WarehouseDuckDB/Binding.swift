import CDuckDB
import SQL

/// Binds one value to a prepared statement.
enum Binding {
    static func bind(_ value: SQLValue, to statement: duckdb_prepared_statement, at place: Int) -> Bool {
        let index = idx_t(place)
        let status: duckdb_state
        switch value {
        case .null: status = duckdb_bind_null(statement, index)
        case .bool(let value): status = duckdb_bind_boolean(statement, index, value)
        case .int(let value): status = duckdb_bind_int64(statement, index, value)
        case .double(let value): status = duckdb_bind_double(statement, index, value)
        case .decimal(let digits): return bind(decimal: digits, to: statement, at: index)
        case .text(let text):
            var text = text
            status = text.withUTF8 { bytes in
                bytes.withMemoryRebound(to: CChar.self) { chars in
                    duckdb_bind_varchar_length(statement, index, chars.baseAddress, idx_t(chars.count))
                }
            }
        case .blob(let bytes):
            status = bytes.withUnsafeBytes { duckdb_bind_blob(statement, index, $0.baseAddress, idx_t($0.count)) }
        case .date(let days): status = duckdb_bind_date(statement, index, duckdb_date(days: days))
        case .timestamp(let micros): status = duckdb_bind_timestamp(statement, index, duckdb_timestamp(micros: micros))
        }
        return status == DuckDBSuccess
    }

    /// Exact digits become a DECIMAL of their own scale; more digits than that type has become text, which the engine
    /// casts where it is used.
    private static func bind(decimal digits: String, to statement: duckdb_prepared_statement, at index: idx_t) -> Bool {
        let parts = digits.split(separator: ".", omittingEmptySubsequences: false)
        let scale = parts.count == 2 ? parts[1].count : 0
        let plain = parts.joined()
        guard parts.count <= 2, let unscaled = Int128(plain), plain.utf8.count <= 37, scale <= 37 else {
            var text = digits
            return text.withUTF8 { bytes in
                bytes.withMemoryRebound(to: CChar.self) { chars in
                    duckdb_bind_varchar_length(statement, index, chars.baseAddress, idx_t(chars.count))
                }
            } == DuckDBSuccess
        }
        let value = duckdb_decimal(
            width: UInt8(max(plain.utf8.count, scale + 1, 1)), scale: UInt8(scale), value: hugeint(unscaled))
        return duckdb_bind_decimal(statement, index, value) == DuckDBSuccess
    }

    static func hugeint(_ value: Int128) -> duckdb_hugeint {
        duckdb_hugeint(lower: UInt64(truncatingIfNeeded: value), upper: Int64(truncatingIfNeeded: value >> 64))
    }
}
