import SQLLineage
import Testing
import Warehouse

@Suite("Column lineage")
struct ColumnLineageTests {
    /// The expected lines are worked out by reading each query.
    struct Example: Sendable, CustomTestStringConvertible {
        var sql: String
        var columns: [String]
        var conditions: [String] = []
        var testDescription: String { sql }
    }

    private func check(_ example: Example) async throws {
        try await withReader { reader, _ in
            let lineage = await reader.lineage(of: example.sql, tables: TestTables.resolver)
            #expect(lineage.written == example.columns)
            #expect(lineage.writtenConditions == example.conditions)
            #expect(lineage.problem == nil)
        }
    }

    @Test(
        "columns and expressions",
        arguments: [
            Example(
                sql: "SELECT instance_id, p.version AS v, users + 1 AS more, upper(version) FROM raw.pings AS p",
                columns: [
                    "instance_id: raw.pings.instance_id copied", "v: raw.pings.version renamed",
                    "more: raw.pings.users computed", "upper(version): raw.pings.version computed",
                ]),
            Example(
                sql: """
                    SELECT region, count(*) AS instances, count(DISTINCT account_id) AS accounts
                    FROM clean.instance WHERE instance_id IS NOT NULL GROUP BY ALL ORDER BY instances DESC
                    """,
                columns: [
                    "region: clean.instance.region copied", "instances: rows of clean.instance aggregated",
                    "accounts: clean.instance.account_id aggregated",
                ],
                conditions: [
                    "rows of clean.instance", "clean.instance.instance_id", "clean.instance.region",
                ]),
            Example(
                sql: "SELECT properties.edition, p.properties.seats * 2 AS s, properties FROM raw.pings p",
                columns: [
                    "edition: raw.pings.properties computed", "s: raw.pings.properties computed",
                    "properties: raw.pings.properties copied",
                ]),
            Example(
                sql: """
                    SELECT list_filter(tags, x -> x <> version) AS t, [z FOR z IN tags IF z > 'a'] AS u FROM raw.pings
                    """,
                columns: [
                    "t: raw.pings.version computed, raw.pings.tags computed", "u: raw.pings.tags computed",
                ]),
            Example(
                sql: "SELECT users AS version, version AS label, label || '!' AS loud FROM raw.pings WHERE loud <> ''",
                columns: [
                    "version: raw.pings.users renamed", "label: raw.pings.version renamed",
                    "loud: raw.pings.version computed",
                ],
                conditions: ["raw.pings.version"]),
            Example(
                sql: """
                    SELECT instance_id, lag(users) OVER (PARTITION BY instance_id ORDER BY received_at) AS before,
                        sum(users) OVER (PARTITION BY version) AS total
                    FROM raw.pings QUALIFY row_number() OVER (PARTITION BY instance_id ORDER BY received_at DESC) = 1
                    """,
                columns: [
                    "instance_id: raw.pings.instance_id copied",
                    "before: raw.pings.instance_id computed, raw.pings.received_at computed, raw.pings.users computed",
                    "total: raw.pings.version aggregated, raw.pings.users aggregated",
                ],
                conditions: ["raw.pings.instance_id", "raw.pings.received_at"]),
            Example(
                sql: "SELECT CASE WHEN arr > 1000 THEN name ELSE owner END AS who, ? AS bound FROM clean.account",
                columns: [
                    "who: clean.account.name computed, clean.account.arr computed, clean.account.owner computed",
                    "bound: ",
                ]),
        ])
    func expressions(_ example: Example) async throws { try await check(example) }

    @Test(
        "queries inside of queries",
        arguments: [
            Example(
                sql: """
                    WITH latest AS (
                        SELECT instance_id, max(received_at) AS seen FROM raw.pings WHERE users > 0 GROUP BY 1
                    ), named(id, last_seen) AS (SELECT * FROM latest), unused AS (SELECT name FROM clean.account)
                    SELECT id, date_trunc('day', last_seen) AS day FROM named
                    """,
                columns: [
                    "id: raw.pings.instance_id renamed", "day: raw.pings.received_at aggregated",
                ],
                conditions: ["raw.pings.instance_id", "raw.pings.users"]),
            Example(
                sql: """
                    SELECT name, (SELECT count(*) FROM clean.instance i WHERE i.account_id = a.account_id) AS instances
                    FROM clean.account a
                    WHERE EXISTS (SELECT 1 FROM raw.pings WHERE version = a.name)
                    """,
                columns: [
                    "name: clean.account.name copied", "instances: rows of clean.instance aggregated",
                ],
                conditions: [
                    "clean.account.account_id", "clean.account.name", "clean.instance.account_id",
                    "rows of raw.pings", "raw.pings.version",
                ]),
            Example(
                sql: """
                    SELECT a.name, recent.version
                    FROM clean.account a,
                        LATERAL (SELECT version FROM raw.pings WHERE instance_id = a.owner LIMIT 1) recent
                    """,
                columns: ["name: clean.account.name copied", "version: raw.pings.version copied"],
                conditions: ["clean.account.owner", "raw.pings.instance_id"]),
            Example(
                sql: """
                    WITH RECURSIVE chain(id, parent, depth) AS (
                        SELECT account_id, owner, 1 FROM clean.account
                        UNION ALL
                        SELECT c.id, i.region, c.depth + i.account_id
                        FROM chain c JOIN clean.instance i ON i.instance_id = c.parent
                    ) SELECT id, parent, depth FROM chain
                    """,
                columns: [
                    "id: clean.account.account_id renamed",
                    "parent: clean.account.owner renamed, clean.instance.region renamed",
                    "depth: clean.instance.account_id computed",
                ],
                conditions: [
                    "clean.account.owner", "clean.instance.instance_id", "clean.instance.region",
                ]),
            Example(
                sql: "SELECT tag, users FROM raw.pings, unnest(tags) AS t(tag)",
                columns: ["tag: raw.pings.tags computed", "users: raw.pings.users copied"]),
            Example(
                sql: "SELECT k, v FROM (VALUES (1, 'a'), (2, 'b')) AS t(k, v)", columns: ["k: ", "v: "]),
        ])
    func nesting(_ example: Example) async throws { try await check(example) }

    @Test(
        "joins, set operations and stars",
        arguments: [
            Example(
                sql: "SELECT * FROM clean.instance JOIN clean.account USING (account_id)",
                columns: [
                    "instance_id: clean.instance.instance_id copied", "account_id: clean.instance.account_id copied",
                    "region: clean.instance.region copied", "name: clean.account.name copied",
                    "arr: clean.account.arr copied", "owner: clean.account.owner copied",
                ],
                conditions: ["clean.instance.account_id", "clean.account.account_id"]),
            Example(
                sql: "SELECT account_id FROM clean.instance FULL JOIN clean.account USING (account_id)",
                columns: [
                    "account_id: clean.instance.account_id computed, clean.account.account_id computed"
                ],
                conditions: ["clean.instance.account_id", "clean.account.account_id"]),
            Example(
                sql: "SELECT account_id, name FROM clean.instance NATURAL RIGHT JOIN clean.account",
                columns: ["account_id: clean.account.account_id copied", "name: clean.account.name copied"],
                conditions: ["clean.instance.account_id", "clean.account.account_id"]),
            Example(
                sql: "SELECT * FROM clean.instance SEMI JOIN clean.account USING (account_id)",
                columns: [
                    "instance_id: clean.instance.instance_id copied", "account_id: clean.instance.account_id copied",
                    "region: clean.instance.region copied",
                ],
                conditions: ["clean.instance.account_id", "clean.account.account_id"]),
            Example(
                sql: """
                    SELECT a.* EXCLUDE (owner, a.arr) REPLACE (upper(name) AS name) RENAME (account_id AS id),
                    COLUMNS('reg.*') AS "\\0_name", max(COLUMNS(['arr'])) OVER () + i.account_id AS most
                    FROM clean.account a, clean.instance i
                    """,
                columns: [
                    "id: clean.account.account_id renamed", "name: clean.account.name computed",
                    "region_name: clean.instance.region renamed",
                    "most: clean.account.arr aggregated, clean.instance.account_id computed",
                ]),
            Example(
                sql: """
                    SELECT instance_id AS id, region FROM clean.instance
                    UNION ALL SELECT name, owner || '' FROM clean.account ORDER BY id
                    """,
                columns: [
                    "id: clean.instance.instance_id renamed, clean.account.name renamed",
                    "region: clean.instance.region copied, clean.account.owner computed",
                ],
                conditions: ["clean.instance.instance_id", "clean.account.name"]),
            Example(
                sql: "SELECT region FROM clean.instance UNION BY NAME SELECT owner, name AS region FROM clean.account",
                columns: [
                    "region: clean.instance.region copied, clean.account.name renamed",
                    "owner: clean.account.owner copied",
                ]),
            Example(
                sql: "SELECT region FROM clean.instance EXCEPT SELECT owner FROM clean.account",
                columns: ["region: clean.instance.region copied"], conditions: ["clean.account.owner"]),
            Example(
                sql: "SELECT * FROM clean.instance a, clean.instance AS b(x)",
                columns: [
                    "instance_id: clean.instance.instance_id copied", "account_id: clean.instance.account_id copied",
                    "region: clean.instance.region copied", "x: clean.instance.instance_id renamed",
                    "account_id_1: clean.instance.account_id renamed", "region_1: clean.instance.region renamed",
                ]),
            Example(
                sql: "FROM clean.account PIVOT (sum(arr) AS arr FOR owner IN ('ann', 'bo' AS b) GROUP BY name)",
                columns: [
                    "name: clean.account.name copied", "ann_arr: clean.account.arr aggregated",
                    "b_arr: clean.account.arr aggregated",
                ],
                conditions: ["clean.account.name", "clean.account.owner"]),
            Example(
                sql: "UNPIVOT clean.account ON name, owner INTO NAME role VALUE person",
                columns: [
                    "account_id: clean.account.account_id copied", "arr: clean.account.arr copied", "role: ",
                    "person: clean.account.name computed, clean.account.owner computed",
                ]),
        ])
    func combining(_ example: Example) async throws { try await check(example) }

    @Test("tables with unknown columns are followed by the names that are asked for")
    func unknownTables() async throws {
        try await withReader { reader, _ in
            let sql = """
                WITH source AS (SELECT * FROM crm.lead), renamed AS (SELECT lead_id, mail AS email FROM source)
                SELECT renamed.*, a.name FROM renamed LEFT JOIN clean.account a ON a.owner = email
                """
            let lineage = await reader.lineage(of: sql, tables: TestTables.resolver)
            #expect(
                lineage.written == [
                    "lead_id: crm.lead.lead_id copied", "email: crm.lead.mail renamed",
                    "name: clean.account.name copied",
                ])
            #expect(lineage.writtenConditions == ["crm.lead.mail", "clean.account.owner"])
            #expect(lineage.problem == nil)

            let now = await reader.lineage(
                of: "SELECT stage, current_date AS today FROM crm.lead", tables: TestTables.resolver)
            #expect(now.written == ["stage: crm.lead.stage copied", "today: "])

            let star = await reader.lineage(of: "SELECT *, 1 AS one FROM crm.lead", tables: TestTables.resolver)
            #expect(star.written == ["one: ", "*: crm.lead.? copied"])
            #expect(star.problem == "The columns of crm.lead are not known.")

            let partly = await reader.lineage(
                of: "SELECT c.*, c.mail FROM crm.contact AS c JOIN clean.account USING (account_id)",
                tables: TestTables.resolver)
            #expect(
                partly.written == [
                    "id: crm.contact.id copied", "mail: crm.contact.mail copied", "*: crm.contact.? copied",
                ])

            let either = await reader.lineage(of: "SELECT stage FROM crm.lead, crm.deal", tables: TestTables.resolver)
            #expect(either.written == ["stage: crm.lead.? computed, crm.deal.? computed"])
        }
    }

    @Test("what can't be read is told as whole tables with the reason, and never as an error")
    func unreadable() async throws {
        try await withReader { reader, _ in
            let broken = await reader.lineage(of: "SELECT FROM WHERE", tables: TestTables.resolver)
            #expect(broken.columns.isEmpty && broken.tables.isEmpty)
            #expect(broken.problem?.contains("syntax error") == true)

            let dynamic = await reader.lineage(
                of: "PIVOT raw.pings ON version USING count(*)", tables: TestTables.resolver)
            #expect(dynamic.problem != nil)

            let chosen = await reader.lineage(
                of: "SELECT COLUMNS(c -> c LIKE 'acc%') FROM clean.account", tables: TestTables.resolver)
            #expect(chosen.problem == "Which columns COLUMNS(…) takes can't be told without running it.")
            #expect(chosen.tables == [TableName(schema: "clean", "account")])

            let two = await reader.lineage(of: "SELECT 1; SELECT 2", tables: TestTables.resolver)
            #expect(two.problem == "There are 2 statements; one was expected.")

            let deep = "SELECT " + String(repeating: "(1 + ", count: 900) + "1" + String(repeating: ")", count: 900)
            let nested = await reader.lineage(of: deep, tables: TestTables.resolver)
            #expect(nested.problem == "It is nested too deeply to be read.")
        }
    }

    @Test("long chains of operators are read")
    func longChain() async throws {
        try await withReader { reader, _ in
            let chain = "SELECT " + [String](repeating: "name", count: 400).joined(separator: " || ") + " AS n"
            let lineage = await reader.lineage(of: chain + " FROM clean.account", tables: TestTables.resolver)
            #expect(lineage.written == ["n: clean.account.name computed"])
        }
    }
}
