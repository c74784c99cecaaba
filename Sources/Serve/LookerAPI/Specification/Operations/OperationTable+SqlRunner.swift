extension OperationTable {
    /// SQL Runner.
    static let sqlRunner = """
        POST /sql_queries create_sql_query use_sql_runner
            < SqlQueryCreate
            > SqlQuery
        GET /sql_queries/{slug} sql_query use_sql_runner
            > SqlQuery
        POST /sql_queries/{slug}/run/{result_format} run_sql_query use_sql_runner
            ? download
            > str
        """
}
