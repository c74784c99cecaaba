extension OperationTable {
    /// Models, explores, projects, data actions.
    static let models = """
        GET /lookml_models all_lookml_models access_data
            ? fields limit offset exclude_empty exclude_hidden include_internal include_self_service
            > [LookmlModel]
        GET /lookml_models/{lookml_model_name} lookml_model access_data
            ? fields
            > LookmlModel
        POST /lookml_models create_lookml_model develop
            < LookmlModel
            > LookmlModel
        PATCH /lookml_models/{lookml_model_name} update_lookml_model develop
            < LookmlModel
            > LookmlModel
        DELETE /lookml_models/{lookml_model_name} delete_lookml_model develop
            > str
        GET /lookml_models/{lookml_model_name}/explores/{explore_name} lookml_model_explore access_data
            ? fields add_drills_metadata
            > LookmlModelExplore
        GET /models/{model_name}/views/{view_name}/fields/{field_name}/suggestions model_fieldname_suggestions access_data
            ? term filters
            > ModelFieldSuggestions
        GET /projects all_projects develop
            ? fields
            > [Project]
        GET /projects/{project_id} project develop
            ? fields
            > Project
        GET /projects/{project_id}/files all_project_files develop
            ? fields
            > [ProjectFile]
        GET /projects/{project_id}/files/file project_file develop
            ? file_id* fields
            > ProjectFile
        GET /projects/{project_id}/manifest manifest develop
            > Manifest
        POST /projects/{project_id}/validate validate_project develop
            ? fields
            > ProjectValidation
        GET /projects/{project_id}/validate project_validation_results develop
            ? fields
            > ProjectValidationCache
        GET /projects/{project_id}/lookml_tests all_lookml_tests develop
            ? file_id
            > [LookmlTest]
        GET /projects/{project_id}/lookml_tests/run run_lookml_test develop
            ? file_id test model
            > [LookmlTestResult]
        GET /projects/{project_id}/git_branch git_branch develop
            > GitBranch
        GET /projects/{project_id}/git_branches all_git_branches develop
            > [GitBranch]
        PUT /projects/{project_id}/git_branch update_git_branch develop
            < GitBranch
            > GitBranch
        POST /projects/{project_id}/git_branch create_git_branch develop
            < GitBranch
            > GitBranch
        POST /projects/{project_id}/deploy_to_production deploy_to_production develop
            > str
        POST /projects/{project_id}/reset_to_production reset_project_to_production develop
            > str
        POST /projects/{project_id}/reset_to_remote reset_project_to_remote develop
            > str
        POST /data_actions perform_data_action access_data
            < object
            > DataActionResponse
        POST /data_actions/form fetch_remote_data_action_form access_data
            < object
            > DataActionForm
        """
}
