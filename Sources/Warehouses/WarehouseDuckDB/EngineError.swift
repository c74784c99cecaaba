import CDuckDB
import Warehouse

/// What the engine says, sorted by what can be done about it.
enum EngineError {
    static func error(
        on connection: Connection, _ message: String, type: duckdb_error_type, label: String, sql: String
    ) -> WarehouseError {
        if type == DUCKDB_ERROR_FATAL || message.hasPrefix("FATAL Error")
            || message.contains("database has been invalidated")
        {
            connection.markBroken()
            return .unusable("The warehouse stopped itself after a failure while \(label) ran: \(message)")
        }
        if type == DUCKDB_ERROR_OUT_OF_MEMORY || message.contains("Out of Memory Error")
            || message.contains("No space left") || message.contains("max_temp_directory_size")
        {
            return .exhausted(label: label, message: message)
        }
        return .rejected(label: label, message: message, sql: sql)
    }
}
