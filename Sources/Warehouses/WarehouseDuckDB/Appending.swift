import CDuckDB
import Warehouse

/// Appends a batch to a table, chunk by chunk.
///
/// Values go into a staging chunk of the types that the columns really have; text for a column of another type (JSON,
/// ENUM, UUID …) is cast by the engine.
struct Appending {
    let connection: duckdb_connection
    let table: TableName
    let columns: [String]

    /// - Returns: The engine's message when it fails; the transaction is then to be rolled back.
    func append(_ batch: ColumnBatch) -> String? {
        guard batch.columns.count == columns.count else {
            return "\(batch.columns.count) columns were given for \(columns.count) names."
        }
        for (name, column) in zip(columns, batch.columns) {
            let count = min(column.values.count, column.nulls?.count ?? .max)
            guard count >= batch.rowCount else {
                return "The column \(name) has \(count) values for \(batch.rowCount) rows."
            }
        }
        guard batch.rowCount > 0 else { return nil }
        var types = batch.columns.map { Self.type(of: $0.values) }
        defer { for index in types.indices { duckdb_destroy_logical_type(&types[index]) } }

        // The rows become a relation of its own, so that the engine casts them to the table's types and fills defaults.
        let names = columns.map(Self.quoted)
        let target = [table.schema, table.name].compactMap { $0 }.map(Self.quoted).joined(separator: ".")
        let query = "INSERT INTO \(target) (\(names.joined(separator: ", "))) SELECT * FROM appended_data"
        var appender: duckdb_appender?
        defer { duckdb_appender_destroy(&appender) }
        let created = types.withUnsafeMutableBufferPointer { types in
            duckdb_appender_create_query(
                connection, query, idx_t(columns.count), types.baseAddress, nil, nil, &appender)
        }
        guard created == DuckDBSuccess, let appender else { return Self.message(appender) }

        var chunk = types.withUnsafeMutableBufferPointer {
            duckdb_create_data_chunk($0.baseAddress, idx_t(columns.count))
        }
        defer { duckdb_destroy_data_chunk(&chunk) }
        let size = Int(duckdb_vector_size())
        var start = 0
        while start < batch.rowCount {
            let count = min(size, batch.rowCount - start)
            duckdb_data_chunk_reset(chunk)
            for (index, column) in batch.columns.enumerated() {
                guard let vector = duckdb_data_chunk_get_vector(chunk, idx_t(index)) else { return "no vector" }
                guard Self.fill(vector, from: column, start: start, count: count) else {
                    return "The values of column \(columns[index]) can't be appended in bulk."
                }
            }
            duckdb_data_chunk_set_size(chunk, idx_t(count))
            guard duckdb_append_data_chunk(appender, chunk) == DuckDBSuccess else { return Self.message(appender) }
            start += count
        }
        return duckdb_appender_close(appender) == DuckDBSuccess ? nil : Self.message(appender)
    }

    static func quoted(_ name: String) -> String { "\"" + name.replacing("\"", with: "\"\"") + "\"" }

    private static func message(_ appender: duckdb_appender?) -> String {
        guard let appender else { return "The appender can't be made." }
        var data = duckdb_appender_error_data(appender)
        defer { duckdb_destroy_error_data(&data) }
        return duckdb_error_data_message(data).map { String(cString: $0) } ?? "The appender failed."
    }

    private static func type(of values: ColumnValues) -> duckdb_logical_type? {
        switch values {
        case .bool: duckdb_create_logical_type(DUCKDB_TYPE_BOOLEAN)
        case .int: duckdb_create_logical_type(DUCKDB_TYPE_BIGINT)
        case .uint: duckdb_create_logical_type(DUCKDB_TYPE_UBIGINT)
        case .hugeInt: duckdb_create_logical_type(DUCKDB_TYPE_HUGEINT)
        case .uhugeInt: duckdb_create_logical_type(DUCKDB_TYPE_UHUGEINT)
        case .double: duckdb_create_logical_type(DUCKDB_TYPE_DOUBLE)
        case .decimal(_, let scale): duckdb_create_decimal_type(38, UInt8(clamping: min(38, scale)))
        case .date: duckdb_create_logical_type(DUCKDB_TYPE_DATE)
        case .time: duckdb_create_logical_type(DUCKDB_TYPE_TIME)
        case .timestamp: duckdb_create_logical_type(DUCKDB_TYPE_TIMESTAMP)
        case .timestampTZ: duckdb_create_logical_type(DUCKDB_TYPE_TIMESTAMP_TZ)
        case .interval: duckdb_create_logical_type(DUCKDB_TYPE_INTERVAL)
        case .uuid: duckdb_create_logical_type(DUCKDB_TYPE_UUID)
        case .text, .nested: duckdb_create_logical_type(DUCKDB_TYPE_VARCHAR)
        case .blob: duckdb_create_logical_type(DUCKDB_TYPE_BLOB)
        }
    }

    private static func fill(_ vector: duckdb_vector, from column: Column, start: Int, count: Int) -> Bool {
        let rows = start..<(start + count)
        switch column.values {
        case .bool(let storage): copy(storage[rows], to: vector)
        case .int(let storage): copy(storage[rows], to: vector)
        case .uint(let storage): copy(storage[rows], to: vector)
        case .hugeInt(let storage): copy(storage[rows].map(Binding.hugeint), to: vector)
        case .uhugeInt(let storage):
            copy(
                storage[rows].map {
                    duckdb_uhugeint(lower: UInt64(truncatingIfNeeded: $0), upper: UInt64(truncatingIfNeeded: $0 >> 64))
                }, to: vector)
        case .double(let storage): copy(storage[rows], to: vector)
        case .decimal(let unscaled, _): copy(unscaled[rows].map(Binding.hugeint), to: vector)
        case .date(let storage): copy(storage[rows], to: vector)
        case .time(let storage), .timestamp(let storage), .timestampTZ(let storage): copy(storage[rows], to: vector)
        case .interval(let storage):
            copy(
                storage[rows].map { duckdb_interval(months: $0.months, days: $0.days, micros: $0.microseconds) },
                to: vector)
        case .uuid(let storage):
            copy(storage[rows].map { Binding.hugeint(Int128(bitPattern: $0 ^ (1 << 127))) }, to: vector)
        case .text(let storage):
            for (place, row) in rows.enumerated() where !column.isNull(row) {
                var text = storage[row]
                text.withUTF8 { assign($0, to: vector, at: place) }
            }
        case .blob(let storage):
            for (place, row) in rows.enumerated() where !column.isNull(row) {
                storage[row].withUnsafeBufferPointer { assign($0, to: vector, at: place) }
            }
        case .nested: return false
        }
        guard let nulls = column.nulls, nulls[rows].contains(true) else { return true }
        duckdb_vector_ensure_validity_writable(vector)
        guard let validity = duckdb_vector_get_validity(vector) else { return true }
        for (place, row) in rows.enumerated() where nulls[row] {
            duckdb_validity_set_row_invalid(validity, idx_t(place))
        }
        return true
    }

    private static func assign(_ bytes: UnsafeBufferPointer<UInt8>, to vector: duckdb_vector, at place: Int) {
        bytes.withMemoryRebound(to: CChar.self) { chars in
            duckdb_vector_assign_string_element_len(vector, idx_t(place), chars.baseAddress, idx_t(chars.count))
        }
    }

    private static func copy<Value>(_ values: some Collection<Value>, to vector: duckdb_vector) {
        guard let data = duckdb_vector_get_data(vector) else { return }
        let target = UnsafeMutableBufferPointer(start: data.assumingMemoryBound(to: Value.self), count: values.count)
        _ = target.update(fromContentsOf: values)
    }
}
