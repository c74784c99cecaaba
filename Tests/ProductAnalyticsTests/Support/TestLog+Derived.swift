import ColumnPack
import Landing
import SQL
import Warehouse

extension TestLog {
    /// Writes the tables beside the events anew, after events were inserted by hand.
    func deriveAnew() async throws {
        for table in [
            "promoted", "promoted_values", "steps", "steps_tail", "act", "act_tail", "sess", "sess_touched", "loads",
        ] {
            try await warehouse.execute(Statement("DROP TABLE main.\(table)", label: "test"))
        }
        for sql in Self.derivedTables { try await warehouse.execute(Statement(sql, label: "test")) }
    }

    /// Packs the sorted tables as the loader does.
    func pack() async throws {
        try await warehouse.execute(Statement("CREATE TABLE main.packed (name VARCHAR, merges BIGINT)", label: "test"))
        let types = try await warehouse.rows(
            Statement("SELECT ev::BIGINT FROM main.event_types ORDER BY ev", label: "test"))
        for batch in types.batches {
            guard case .int(let numbers) = batch.columns[0].values else { continue }
            warehouse.packs?.wanted.add(numbers.map { PackedNumber("event.size", type: Int($0)) })
        }
        try await packAgain()
    }

    /// Packs them once more if charts have asked for more.
    func packAgain() async throws {
        let promoted: [PromotedProperty] = [
            PromotedProperty("user.plan", .text), PromotedProperty("event.page", .text),
            PromotedProperty("country", .text), PromotedProperty("event.amount", .number),
        ]
        try await DerivedOrder(DerivedTables(promoted: promoted), in: warehouse).packIfNeeded()
    }

    /// What the loader keeps beside the events, written here on its own: the older half of each log sorted, the rest waiting.
    /// `user.plan`, `event.page` and `country` are promoted as texts, `event.amount` as a number.
    static let derivedTables = derivedTables(isOld: "e.seq * 2 <= max(e.seq) OVER (PARTITION BY e.project_id)")

    /// The same with nothing waiting.
    static let sortedTables = derivedTables(isOld: "TRUE")

    private static func derivedTables(isOld: String) -> [String] {
        let resolved = """
            SELECT e.ev, coalesce(m.canonical, e.uid) AS uid, e.event_time AS time, e.seq, e.session_id AS session,
                t.is_active, \(isOld) AS is_old,
                json_extract(e.user_properties, '/plan') AS plan, json_extract(e.event_properties, '/page') AS page,
                e.country, TRY_CAST(json_extract_string(e.event_properties, '/amount') AS DOUBLE) AS amount
            FROM main.events AS e LEFT JOIN main.merges AS m ON m.old = e.uid
            JOIN main.event_types AS t ON t.ev = e.ev
            """
        func code(_ property: String, _ value: String) -> String {
            "(SELECT code FROM main.promoted_values AS v WHERE v.property = '\(property)' AND v.value = r.\(value))"
        }
        func values(_ property: String, _ value: String) -> String {
            """
            INSERT INTO main.promoted_values SELECT '\(property)', row_number() OVER (ORDER BY v), v
            FROM (SELECT DISTINCT CAST(\(value) AS VARCHAR) AS v FROM (\(resolved))) WHERE v IS NOT NULL AND v <> 'null'
            """
        }
        func steps(_ condition: String) -> String {
            """
            SELECT ev, uid, time, seq, \(code("user.plan", "plan")) AS p1, \(code("event.page", "page")) AS p2,
                \(code("country", "country")) AS p3, amount AS n1
            FROM (SELECT ev, uid, time, seq, CAST(plan AS VARCHAR) AS plan, CAST(page AS VARCHAR) AS page, country, amount, is_old
                FROM (\(resolved))) AS r
            WHERE \(condition)
            """
        }
        func days(_ condition: String) -> String {
            """
            SELECT uid, CAST(time AS DATE) AS day, CAST(count(*) AS INTEGER) AS n FROM (\(resolved))
            WHERE is_active AND \(condition) GROUP BY ALL ORDER BY uid, day
            """
        }
        return [
            "CREATE TABLE main.promoted (property VARCHAR, kind VARCHAR, place VARCHAR)",
            """
            INSERT INTO main.promoted VALUES ('user.plan', 'text', 'p1'), ('event.page', 'text', 'p2'),
                ('country', 'text', 'p3'), ('event.amount', 'number', 'n1')
            """,
            "CREATE TABLE main.promoted_values (property VARCHAR, code INTEGER, value VARCHAR)",
            values("user.plan", "plan"), values("event.page", "page"), values("country", "country"),
            "CREATE TABLE main.steps AS \(steps("is_old")) ORDER BY ev, uid, time, seq",
            "CREATE TABLE main.steps_tail AS \(steps("NOT is_old"))",
            "CREATE TABLE main.act AS \(days("is_old"))",
            "CREATE TABLE main.act_tail AS \(days("NOT is_old"))",
            """
            CREATE TABLE main.sess AS SELECT uid, session, min(time) AS started_at, max(time) AS ended_at,
                CAST(count(*) AS INTEGER) AS n, list(ev ORDER BY time, seq) AS evs,
                list(epoch_us(time) - epoch_us(start) ORDER BY time, seq) AS ats
            FROM (
                SELECT *, min(time) OVER (PARTITION BY uid, session) AS start FROM (\(resolved))
                WHERE is_active AND session >= 0 AND is_old)
            GROUP BY uid, session ORDER BY uid, session
            """,
            """
            CREATE TABLE main.sess_touched AS SELECT uid, session, min(time) AS since FROM (\(resolved))
            WHERE is_active AND session >= 0 AND NOT is_old GROUP BY uid, session
            """,
            "CREATE TABLE main.loads (batch_id BIGINT)",
        ]
    }
}
