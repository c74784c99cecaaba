extension OperationTable {
    /// Connections and what they hold.
    static let connections = """
        GET /connections all_connections use_sql_runner
            ? fields
            > [DBConnection]
        GET /connections/{connection_name} connection use_sql_runner
            ? fields
            > DBConnection
        POST /connections create_connection administer
            < DBConnection
            > DBConnection
        PATCH /connections/{connection_name} update_connection administer
            < DBConnection
            > DBConnection
        DELETE /connections/{connection_name} delete_connection administer
            > str
        PUT /connections/{connection_name}/test test_connection use_sql_runner
            ? tests
            > [DBConnectionTestResult]
        GET /connections/{connection_name}/databases connection_databases use_sql_runner
            > [str]
        GET /connections/{connection_name}/schemas connection_schemas use_sql_runner
            ? database cache fields
            > [Schema]
        GET /connections/{connection_name}/tables connection_tables use_sql_runner
            ? database schema_name cache fields table_filter table_limit
            > [SchemaTables]
        GET /connections/{connection_name}/columns connection_columns use_sql_runner
            ? database schema_name cache table_limit table_names fields
            > [SchemaColumns]
        GET /connections/{connection_name}/features connection_features use_sql_runner
            ? fields
            > ConnectionFeatures
        GET /dialect_info all_dialect_infos use_sql_runner
            ? fields
            > [DialectInfo]
        """
}
