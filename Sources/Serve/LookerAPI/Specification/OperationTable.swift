internal import FrontDoor

/// The operations of Looker's API that this server may serve, with who may call each. What a release does not serve yet
/// stays out of its specification.
enum OperationTable {
    static let all: [Operation] = [
        session, queries, sqlRunner, looks, dashboards, dashboardParts, folders, boards, content, models, connections,
        users, roles, schedules, miscellany,
    ].flatMap { Operation.read($0, types: types, sets: ["RUN": run]) }

    /// Parameters that are no text, whatever the operation.
    private static let types: [String: String] = [
        "limit": "int", "offset": "int", "width": "int", "height": "int", "filter_or": "bool", "deleted": "bool",
        "all_users": "bool", "all_owners": "bool", "disabled": "bool", "exclude_empty": "bool",
        "exclude_hidden": "bool", "include_internal": "bool", "curate": "bool", "download": "bool", "cache": "bool",
        "apply_filters": "bool", "is_disabled": "bool", "built_in": "bool", "force_rebuild": "bool",
        "all_values": "bool", "include_unset": "bool", "direct_association_only": "bool", "pdf_landscape": "bool",
    ]

    /// Parameters of every call that runs a query.
    private static let run = [
        "limit:int", "apply_formatting:bool", "apply_vis:bool", "cache:bool", "cache_only:bool",
        "generate_drill_links:bool", "force_production:bool", "path_prefix", "rebuild_pdts:bool",
        "server_table_calcs:bool", "image_width:int", "image_height:int",
    ]
}
