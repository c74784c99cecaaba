extension OperationTable {
    /// Connections and what they hold.
    static let connections = """
        GET /connections all_connections access_data
            ? fields
            > [DBConnection]
        GET /connections/{connection_name} connection access_data
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
        PUT /connections/{connection_name}/test test_connection access_data
            ? tests
            > [DBConnectionTestResult]
        GET /connections/{connection_name}/databases connection_databases access_data
            > [str]
        GET /connections/{connection_name}/schemas connection_schemas access_data
            ? database cache fields
            > [Schema]
        GET /connections/{connection_name}/tables connection_tables access_data
            ? database schema_name cache fields table_filter table_limit
            > [SchemaTables]
        GET /connections/{connection_name}/columns connection_columns access_data
            ? database schema_name cache table_limit table_names fields
            > [SchemaColumns]
        GET /connections/{connection_name}/features connection_features access_data
            ? fields
            > ConnectionFeatures
        GET /dialect_info all_dialect_infos access_data
            ? fields
            > [DialectInfo]
        """
}
