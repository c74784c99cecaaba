extension OperationTable {
    /// Queries and their results.
    static let queries = """
        POST /queries create_query access_data
            ? fields
            < Query
            > Query
        GET /queries/{query_id} query access_data
            ? fields
            > Query
        GET /queries/slug/{slug} query_for_slug access_data
            ? fields
            > Query
        GET /queries/{query_id}/run/{result_format} run_query access_data
            ? RUN
            > str
        POST /queries/run/{result_format} run_inline_query access_data
            ? RUN
            < Query
            > str
        GET /queries/models/{model_name}/views/{view_name}/run/{result_format} run_url_encoded_query access_data
            > str
        POST /query_tasks create_query_task access_data
            ? RUN fields
            < CreateQueryTask
            > QueryTask
        GET /query_tasks/{query_task_id} query_task access_data
            ? fields
            > QueryTask
        GET /query_tasks/{query_task_id}/results query_task_results access_data
            > str
        GET /query_tasks/multi_results query_task_multi_results access_data
            ? query_task_ids*
            > map
        GET /running_queries all_running_queries access_data
            > [RunningQueries]
        DELETE /running_queries/{query_task_id} kill_query access_data
            > str
        POST /merge_queries create_merge_query access_data
            ? fields
            < MergeQuery
            > MergeQuery
        GET /merge_queries/{merge_query_id} merge_query access_data
            ? fields
            > MergeQuery
        GET /merge_queries/{merge_query_id}/run/{result_format} run_merge_query access_data
            ? RUN
            > str
        """
}
