internal import Warehouse

/// A table that Landing writes: its name and its columns with their DuckDB types.
struct LandingTable: Sendable {
    var name: TableName
    var columns: [(name: String, type: String)]

    var createStatement: String {
        let lines = columns.map { "    \"\($0.name)\" \($0.type)" }.joined(separator: ",\n")
        return "CREATE TABLE \(name) (\n\(lines)\n)"
    }
}

extension LandingTable {
    /// The record of events: one row each in the order of arrival.
    ///
    /// `uid` is the person that the event was written with; a later merge is found in `main.merges`, not here. `day` is
    /// the UTC day of `event_time`. `revenue_project` is `revenue` in the project's currency (``ProjectCurrency``). `extra` holds what the sender's format has and neither a column nor a property takes.
    static let events = LandingTable(
        name: TableName(schema: "main", "events"),
        columns: [
            ("project_id", "INTEGER NOT NULL"), ("event_uuid", "UUID NOT NULL"), ("ev", "USMALLINT NOT NULL"),
            ("event_time", "TIMESTAMP NOT NULL"), ("day", "DATE NOT NULL"), ("uid", "INTEGER NOT NULL"),
            ("user_id", "VARCHAR"), ("device_id", "VARCHAR"), ("session_id", "BIGINT"), ("session_key", "VARCHAR"),
            ("seq", "BIGINT NOT NULL"), ("client_event_time", "TIMESTAMP"), ("client_upload_time", "TIMESTAMP"),
            ("server_received_time", "TIMESTAMP NOT NULL"), ("processed_time", "TIMESTAMP NOT NULL"),
            ("insert_id", "VARCHAR"), ("source", "VARCHAR NOT NULL"), ("is_system", "BOOLEAN NOT NULL"),
        ] + EventField.allCases.map { ($0.column, "VARCHAR") } + [
            ("location_lat", "DOUBLE"), ("location_lng", "DOUBLE"), ("revenue", "DECIMAL(18,6)"),
            ("price", "DECIMAL(18,6)"), ("quantity", "DOUBLE"), ("revenue_project", "DECIMAL(18,6)"),
            ("groups", "JSON"), ("event_properties", "JSON NOT NULL"), ("user_properties", "JSON NOT NULL"),
            ("group_properties", "JSON"), ("extra", "JSON"), ("user_bucket", "SMALLINT NOT NULL"),
            ("sample_rate", "FLOAT NOT NULL DEFAULT 1"), ("flags", "INTEGER NOT NULL"), ("batch_id", "BIGINT NOT NULL"),
        ])

    /// The dictionary of people. `uid` is dense. `device_id` is the device on which an anonymous person began.
    static let people = LandingTable(
        name: TableName(schema: "main", "usr"),
        columns: [
            ("uid", "INTEGER NOT NULL"), ("project_id", "INTEGER NOT NULL"), ("user_id", "VARCHAR"),
            ("device_id", "VARCHAR"), ("first_seen", "TIMESTAMP NOT NULL"), ("last_seen", "TIMESTAMP NOT NULL"),
            ("properties", "JSON NOT NULL"), ("initial_properties", "JSON"),
        ] + EventField.current.map { ($0.column, "VARCHAR") })

    /// The dictionary of event types. Charts count the active ones.
    static let eventTypes = LandingTable(
        name: TableName(schema: "main", "event_types"),
        columns: [
            ("ev", "USMALLINT NOT NULL"), ("project_id", "INTEGER NOT NULL"), ("name", "VARCHAR NOT NULL"),
            ("is_active", "BOOLEAN NOT NULL"), ("first_seen", "TIMESTAMP NOT NULL"),
        ])

    /// Devices: `uid` is whom the first events of the device belong to, `last_uid` the last known user on it.
    static let devices = LandingTable(
        name: TableName(schema: "main", "devices"),
        columns: [
            ("project_id", "INTEGER NOT NULL"), ("device_id", "VARCHAR NOT NULL"), ("uid", "INTEGER NOT NULL"),
            ("last_uid", "INTEGER"), ("first_seen", "TIMESTAMP NOT NULL"),
        ])

    /// People who turned out to be somebody else. Flat: `canonical` is never itself an `old`. `direct` is whom they were
    /// merged into, who may have been merged themselves since: what is left when a mapping is taken back.
    static let merges = LandingTable(
        name: TableName(schema: "main", "merges"),
        columns: [
            ("old", "INTEGER NOT NULL"), ("canonical", "INTEGER NOT NULL"), ("at", "TIMESTAMP NOT NULL"),
            ("direct", "INTEGER"),
        ])

    /// User ids that somebody said are another user's; the one with the global id may not have been seen yet.
    static let userMappings = LandingTable(
        name: TableName(schema: "main", "user_mappings"),
        columns: [
            ("project_id", "INTEGER NOT NULL"), ("user_id", "VARCHAR NOT NULL"), ("global_user_id", "VARCHAR NOT NULL"),
            ("at", "TIMESTAMP NOT NULL"),
        ])

    static let groups = LandingTable(
        name: TableName(schema: "main", "groups"),
        columns: [
            ("project_id", "INTEGER NOT NULL"), ("group_type", "VARCHAR NOT NULL"), ("group_name", "VARCHAR NOT NULL"),
            ("properties", "JSON NOT NULL"), ("first_seen", "TIMESTAMP NOT NULL"), ("last_seen", "TIMESTAMP NOT NULL"),
        ])

    /// Every operation on the properties of a person (`uid`) or a group, so that snapshots can be rebuilt.
    static let identifyLog = LandingTable(
        name: TableName(schema: "main", "identify_log"),
        columns: [
            ("project_id", "INTEGER NOT NULL"), ("seq", "BIGINT NOT NULL"), ("at", "TIMESTAMP NOT NULL"),
            ("uid", "INTEGER"), ("group_type", "VARCHAR"), ("group_name", "VARCHAR"), ("operations", "JSON NOT NULL"),
        ])

    /// Derived from `events`, in the order of (ev, uid, time, seq): who did what when. `uid` follows merges. `p1` to `p8` are
    /// codes of promoted properties, `n1` to `n4` numbers.
    static let steps = LandingTable(name: TableName(schema: "main", "steps"), columns: stepColumns)

    /// Steps of the loads since `steps` was sorted last.
    static let stepsTail = LandingTable(name: TableName(schema: "main", "steps_tail"), columns: stepColumns)

    private static let stepColumns =
        [
            ("ev", "USMALLINT NOT NULL"), ("uid", "INTEGER NOT NULL"), ("time", "TIMESTAMP NOT NULL"),
            ("seq", "BIGINT NOT NULL"),
        ] + (1...8).map { ("p\($0)", "INTEGER") } + (1...4).map { ("n\($0)", "DOUBLE") }

    /// Derived from `events`, in the order of (uid, day): on which UTC days a person had active events, and how many.
    /// `uid` follows merges.
    static let activity = LandingTable(name: TableName(schema: "main", "act"), columns: activityColumns)

    /// Activity of the loads since `act` was sorted last: there may be several rows with one key.
    static let activityTail = LandingTable(name: TableName(schema: "main", "act_tail"), columns: activityColumns)

    private static let activityColumns = [
        ("uid", "INTEGER NOT NULL"), ("day", "DATE NOT NULL"), ("n", "INTEGER NOT NULL"),
    ]

    /// Derived from `events`, in the order of (uid, session): the active events of a session, with their types in the order
    /// of time and how many microseconds after `started_at` each was. `uid` follows merges.
    static let sessions = LandingTable(
        name: TableName(schema: "main", "sess"),
        columns: [
            ("uid", "INTEGER NOT NULL"), ("session", "BIGINT NOT NULL"), ("started_at", "TIMESTAMP NOT NULL"),
            ("ended_at", "TIMESTAMP NOT NULL"), ("n", "INTEGER NOT NULL"), ("evs", "USMALLINT[] NOT NULL"),
            ("ats", "BIGINT[] NOT NULL"),
        ])

    /// Sessions to which events were added since `sess` was sorted last, with the first time of those: what `sess` says of
    /// them doesn't hold any more.
    static let sessionsTouched = LandingTable(
        name: TableName(schema: "main", "sess_touched"),
        columns: [("uid", "INTEGER NOT NULL"), ("session", "BIGINT NOT NULL"), ("since", "TIMESTAMP NOT NULL")])

    /// Which property each promoted column of `steps` holds, by the column's name.
    static let promoted = LandingTable(
        name: TableName(schema: "main", "promoted"),
        columns: [("property", "VARCHAR NOT NULL"), ("kind", "VARCHAR NOT NULL"), ("place", "VARCHAR NOT NULL")])

    /// The texts that codes of promoted properties stand for: JSON for properties, plain for columns.
    static let promotedValues = LandingTable(
        name: TableName(schema: "main", "promoted_values"),
        columns: [("property", "VARCHAR NOT NULL"), ("code", "INTEGER NOT NULL"), ("value", "VARCHAR NOT NULL")])

    /// The file beside the warehouse in which `steps`, `act` and `sess` stand as packed columns, as they were after so many
    /// merges of people; no row while there is none. Whatever else changes those tables takes the row away.
    static let packed = LandingTable(
        name: TableName(schema: "main", "packed"),
        columns: [("name", "VARCHAR NOT NULL"), ("merges", "BIGINT NOT NULL")])

    /// Update checks as they came, and the columns made from them.
    static let pings = LandingTable(
        name: TableName(schema: "raw", "pings"),
        columns: [
            ("seq", "BIGINT NOT NULL"), ("received_at", "TIMESTAMP NOT NULL"), ("method", "VARCHAR NOT NULL"),
            ("remote_ip", "VARCHAR NOT NULL"), ("client_address", "VARCHAR NOT NULL"),
            ("remote_site_id", "VARCHAR NOT NULL"), ("remote_site_version", "VARCHAR NOT NULL"),
            ("deploy_type", "VARCHAR NOT NULL"), ("has_update", "BOOLEAN NOT NULL"),
            ("license_key", "VARCHAR NOT NULL"), ("external_url", "VARCHAR NOT NULL"), ("os", "VARCHAR NOT NULL"),
            ("auth_providers", "VARCHAR NOT NULL"), ("ext_services", "VARCHAR NOT NULL"),
            ("builtin_signup_allowed", "BOOLEAN NOT NULL"), ("access_request_enabled", "BOOLEAN NOT NULL"),
            ("has_external_url", "BOOLEAN NOT NULL"), ("unique_users_today", "INTEGER NOT NULL"),
            ("installer_email", "VARCHAR NOT NULL"), ("tos_accepted", "BOOLEAN NOT NULL"),
            ("total_user_accounts", "INTEGER NOT NULL"), ("total_orgs", "INTEGER NOT NULL"),
            ("total_repos", "INTEGER NOT NULL"), ("has_repos", "BOOLEAN NOT NULL"),
            ("ever_searched", "BOOLEAN NOT NULL"), ("ever_find_refs", "BOOLEAN NOT NULL"),
            ("active_today", "BOOLEAN NOT NULL"), ("has_cody_enabled", "BOOLEAN NOT NULL"),
        ] + PingBlock.allCases.map { ($0.rawValue, "JSON") } + [
            ("body", "VARCHAR NOT NULL"), ("decoder_version", "INTEGER NOT NULL"), ("batch_id", "BIGINT NOT NULL"),
        ])

    /// One row for each transaction of the loader.
    static let loads = LandingTable(
        name: TableName(schema: "main", "loads"),
        columns: [
            ("batch_id", "BIGINT NOT NULL"), ("queue_id", "VARCHAR NOT NULL"), ("first_seq", "BIGINT NOT NULL"),
            ("last_seq", "BIGINT NOT NULL"), ("events", "BIGINT NOT NULL"), ("duplicates", "BIGINT NOT NULL"),
            ("pings", "BIGINT NOT NULL"), ("rejects", "BIGINT NOT NULL"), ("loaded_at", "TIMESTAMP NOT NULL"),
        ])

    /// How far each queue file has been loaded, changed in the transaction that loads. The counters are the highest
    /// numbers given so far.
    static let position = LandingTable(
        name: TableName(schema: "main", "queue_position"),
        columns: [
            ("queue_id", "VARCHAR NOT NULL"), ("seq", "BIGINT NOT NULL"), ("row_seq", "BIGINT NOT NULL"),
            ("batch_id", "BIGINT NOT NULL"), ("updated_at", "TIMESTAMP NOT NULL"),
        ])

    /// Saved cohorts whose members were worked out: which version, when and for which moment. `unit` is `person` or a type of
    /// groups; `unknown_ids` are those of a list that nobody has.
    static let cohort = LandingTable(
        name: TableName(schema: "main", "cohort"),
        columns: [
            ("cohort", "VARCHAR NOT NULL"), ("version", "INTEGER NOT NULL"), ("project_id", "INTEGER NOT NULL"),
            ("unit", "VARCHAR NOT NULL"), ("description", "VARCHAR NOT NULL"), ("size", "BIGINT NOT NULL"),
            ("unknown_ids", "BIGINT NOT NULL"), ("as_of", "TIMESTAMP NOT NULL"), ("computed_at", "TIMESTAMP NOT NULL"),
        ])

    /// Who is in them, for explores to join: a person (`uid`, with the user id if there is one) or a group (`name`). Users
    /// who were mapped to a person have rows of their own beside theirs: who counts people counts each once by
    /// `main.merges`. People who are merged later move with the next computation.
    static let cohortMember = LandingTable(
        name: TableName(schema: "main", "cohort_member"),
        columns: [
            ("cohort", "VARCHAR NOT NULL"), ("version", "INTEGER NOT NULL"), ("project_id", "INTEGER NOT NULL"),
            ("uid", "INTEGER"), ("user_id", "VARCHAR"), ("name", "VARCHAR"),
        ])

    static let cohorts = [cohort, cohortMember]

    /// People who were erased, by numbers that nobody gets again, and who wanted it.
    static let erasure = LandingTable(
        name: TableName(schema: "main", "erasure"),
        columns: [
            ("project_id", "INTEGER NOT NULL"), ("uid", "INTEGER NOT NULL"), ("at", "TIMESTAMP NOT NULL"),
            ("requester", "VARCHAR NOT NULL"),
        ])

    /// Digests of the ids of erased events, kept as long as ids are remembered against duplicates.
    static let erasedEvent = LandingTable(
        name: TableName(schema: "main", "erased_event"),
        columns: [
            ("project_id", "INTEGER NOT NULL"), ("id", "VARCHAR NOT NULL"),
            ("server_received_time", "TIMESTAMP NOT NULL"),
        ])

    static let erasures = [erasure, erasedEvent]

    /// What the first version had, without what is derived.
    static let record = [
        events, people, eventTypes, devices, merges, groups, identifyLog, pings, loads, position,
    ]

    static let derived = [
        steps, stepsTail, activity, activityTail, sessions, sessionsTouched, promoted, promotedValues,
    ]
}
