import Testing

@testable import Pipelines

@Suite struct RunTests {
    private static let raw = [
        "CREATE SCHEMA raw", "CREATE TABLE raw.orders AS SELECT * FROM (VALUES (1, 10), (2, 20)) AS t(id, amount)",
    ]
    private static let files = [
        "clean/orders.sql": "select id, amount from raw.orders",
        "clean/totals.sql": "select sum(amount) as amount from clean.orders",
        "clean/other.sql": "select 1 as one",
    ]

    @Test func whatIsReadIsBuiltFirstAndNothingIsBuiltTwice() async throws {
        try await withHouse(Self.files, before: Self.raw) { (house) async throws in
            #expect(try await house.run().states == ["orders ok", "other ok", "totals ok"])
            #expect(try await house.lines("SELECT * FROM clean.totals") == ["30"])
            let second = try await house.run()
            #expect(second.states == ["orders unchanged", "other unchanged", "totals unchanged"])
            #expect(second.run.state == .unchanged)
        }
    }

    @Test func onlyWhatHasOtherInputsIsBuiltAgain() async throws {
        try await withHouse(Self.files, before: Self.raw) { (house) async throws in
            _ = try await house.run()
            try await house.execute("UPDATE raw.orders SET amount = 21 WHERE id = 2")
            #expect(try await house.run().states == ["orders ok", "other unchanged", "totals ok"])
            #expect(try await house.lines("SELECT * FROM clean.totals") == ["31"])
            try house.write("clean/totals.sql", "select sum(amount) as amount, count(*) as n from clean.orders")
            #expect(try await house.run().states == ["orders unchanged", "other unchanged", "totals ok"])
            // A comment and other spaces change nothing.
            try house.write(
                "clean/totals.sql", "-- all\nselect sum(amount)  as amount,\n count(*) AS n from clean.orders")
            #expect(try await house.run().run.state == .unchanged)
        }
    }

    @Test func aFailureKeepsTheOldTableAndStopsWhatReadsIt() async throws {
        try await withHouse(Self.files, before: Self.raw) { (house) async throws in
            _ = try await house.run()
            try house.write(
                "clean/orders.sql", "select id, amount / (id - id) as amount, 'x'::int as x from raw.orders")
            let run = try await house.run()
            #expect(run.states == ["orders failed", "other unchanged", "totals skipped"])
            #expect(run.run.state == .failed)
            #expect(run.message("orders").contains("Could not convert string 'x' to INT32"))
            #expect(run.message("totals") == "model.project.orders failed")
            #expect(try await house.lines("SELECT * FROM clean.orders ORDER BY 1") == ["1 | 10", "2 | 20"])
            #expect(
                try await house.lines("SELECT node, state FROM pipelines.run_node WHERE state <> 'ok' ORDER BY 1")
                    == [
                        "model.project.orders | failed", "model.project.other | unchanged",
                        "model.project.totals | skipped",
                    ])
        }
    }

    @Test func aMissingColumnUpstreamIsNamed() async throws {
        try await withHouse(Self.files, before: Self.raw) { (house) async throws in
            _ = try await house.run()
            try await house.execute("ALTER TABLE raw.orders DROP COLUMN amount")
            let run = try await house.run()
            #expect(run.message("orders").contains("Referenced column \"amount\" not found"))
            #expect(try await house.lines("SELECT * FROM clean.totals") == ["30"])
        }
    }

    @Test func aCycleIsToldAndTheRestIsBuilt() async throws {
        let files = [
            "clean/a.sql": "select * from clean.b", "clean/b.sql": "select * from clean.a",
            "clean/c.sql": "select * from clean.b", "clean/d.sql": "select 1 as x",
        ]
        try await withHouse(files) { (house) async throws in
            let run = try await house.run()
            #expect(run.states == ["a failed", "b failed", "c skipped", "d ok"])
            #expect(run.message("a").contains("→"))
        }
    }

    @Test func aReferenceToNothingIsTold() async throws {
        try await withHouse(["clean/a.sql": "select * from {{ ref('nothing') }}", "clean/d.sql": "select 1 as x"]) {
            (house) async throws in
            let run = try await house.run()
            #expect(run.states == ["a failed", "d ok"])
            #expect(run.message("a").contains("nothing"))
        }
    }

    @Test func aFailingTestKeepsTheOldTable() async throws {
        var files = Self.files
        files["clean/orders.yml"] = """
            version: 2
            models:
              - name: orders
                columns:
                  - {name: id, data_tests: [unique, not_null]}
                  - name: amount
                    data_tests: [{not_null: {config: {severity: warn}}}]
            """
        try await withHouse(files, before: Self.raw) { (house) async throws in
            #expect(try await house.run().states == ["orders ok", "other ok", "totals ok"])
            try await house.execute("INSERT INTO raw.orders VALUES (2, 5), (NULL, NULL)")
            let broken = try await house.run()
            #expect(broken.states == ["orders failed", "other unchanged", "totals skipped"])
            #expect(try await house.lines("SELECT count(*) FROM clean.orders") == ["2"])
            #expect(
                try await house.lines(
                    "SELECT test, node, number, value FROM pipelines.test_failure ORDER BY test"
                ).map {
                    String($0.drop { $0 != "|" })
                } == [
                    "| model.project.orders | 1 | {\"id\":null,\"amount\":null}",
                    "| model.project.orders | 1 | {\"id\":null,\"amount\":null}",
                    "| model.project.orders | 1 | {\"unique_field\":2,\"n_records\":2}",
                ])
            try await house.execute("DELETE FROM raw.orders WHERE amount = 5 OR id IS NULL")
            try await house.execute("INSERT INTO raw.orders VALUES (3, NULL)")
            let warned = try await house.run()
            #expect(warned.states == ["orders warned", "other unchanged", "totals ok"])
            #expect(warned.run.state == .warned)
        }
    }

    @Test func sourcesAreTestedBeforeTheModelsThatReadThem() async throws {
        let files = [
            "clean/orders.sql": "select id, amount from {{ source('shop', 'orders') }}",
            "clean/s.yml": """
            version: 2
            sources:
              - name: shop
                schema: raw
                tables:
                  - name: orders
                    columns:
                      - {name: id, data_tests: [unique, not_null]}
                      - {name: amount, data_tests: [not_null]}
            """,
        ]
        try await withHouse(files, before: Self.raw) { (house) async throws in
            let first = try await house.run()
            #expect(first.states == ["orders ok"])
            #expect(first.nodes.filter { $0.node.hasPrefix("test.") }.map(\.state) == [.ok, .ok, .ok])
            try await house.execute("INSERT INTO raw.orders VALUES (2, 5)")
            let broken = try await house.run()
            #expect(broken.states == ["orders skipped"])
            #expect(broken.nodes.filter { $0.state == .failed }.count == 1)
        }
    }

    @Test func aRelationshipTestWaitsForBothSides() async throws {
        let files = [
            // By name the child would be built first.
            "clean/a_child.sql": "select id, parent_id from raw.child",
            "clean/z_parent.sql": "select id from raw.parent",
            "clean/m.yml": """
            version: 2
            models:
              - name: a_child
                columns:
                  - name: parent_id
                    data_tests: [{relationships: {to: ref('z_parent'), field: id}}]
            """,
        ]
        let raw = [
            "CREATE SCHEMA raw", "CREATE TABLE raw.child AS SELECT 1 AS id, 7 AS parent_id",
            "CREATE TABLE raw.parent AS SELECT 7 AS id",
        ]
        try await withHouse(files, before: raw) { (house) async throws in
            #expect(try await house.run().states == ["a_child ok", "z_parent ok"])
            try await house.execute("INSERT INTO raw.child VALUES (2, 8)")
            #expect(try await house.run().states == ["a_child failed", "z_parent unchanged"])
            try await house.execute("INSERT INTO raw.parent VALUES (8)")
            #expect(try await house.run().states == ["a_child ok", "z_parent ok"])
        }
    }

    @Test func blueGreenPublishesAllOrNothing() async throws {
        try await withHouse(Self.files, before: Self.raw) { (house) async throws in
            _ = try await house.run()
            try await house.execute("UPDATE raw.orders SET amount = 100")
            try house.write("clean/totals.sql", "select error('no') as amount from clean.orders")
            let broken = try await house.run { $0.isBlueGreen = true }
            #expect(broken.states == ["orders skipped", "other unchanged", "totals failed"])
            #expect(try await house.lines("SELECT sum(amount) FROM clean.orders") == ["30"])
            try house.write("clean/totals.sql", "select sum(amount) as amount from clean.orders")
            let whole = try await house.run { $0.isBlueGreen = true }
            #expect(whole.states == ["orders ok", "other unchanged", "totals ok"])
            #expect(try await house.lines("SELECT amount FROM clean.totals") == ["200"])
        }
    }

    @Test func aCancelledRunLeavesTheOldTable() async throws {
        try await withHouse(Self.files, before: Self.raw) { (house) async throws in
            _ = try await house.run()
            try house.write(
                "clean/orders.sql", "select r.range as id, 1 as amount from range(100000000000) as r, raw.orders")
            let environment = try await house.environment()
            let request = RunRequest(
                .build, Set(environment.graph.order), trigger: RunTrigger(.manual))
            let handle = try await house.engine.start(request, environment)
            for await event in handle.events {
                if case .nodeBegan(let node, _) = event, node.text.hasSuffix("orders") {
                    try await Task.sleep(for: .milliseconds(50))
                    await house.engine.cancel(handle.id)
                }
            }
            let summary = await handle.summary()
            #expect(summary.run.state == .cancelled)
            #expect(try await house.lines("SELECT sum(amount) FROM clean.orders") == ["30"])
            #expect(
                try await house.lines("SELECT state FROM pipelines.run WHERE id = '\(handle.id)'") == ["cancelled"])
        }
    }

    @Test func twoRunsAtOnceBuildEachModelOnce() async throws {
        try await withHouse(Self.files, before: Self.raw) { (house) async throws in
            let environment = try await house.environment()
            let nodes = Set(environment.graph.order)
            var forced = RunRequest(.build, nodes, trigger: RunTrigger(.manual))
            forced.stopsAtFailure = true
            let first = try await house.engine.start(forced, environment)
            let other = RunRequest(.run, nodes, trigger: RunTrigger(.schedule))
            let second = try await house.engine.start(other, environment)
            let states = await [first.summary(), second.summary()].flatMap(\.nodes).filter { $0.state == .ok }
            #expect(Dictionary(grouping: states, by: \.node).allSatisfy { $0.value.count == 1 })
            #expect(try await house.lines("SELECT amount FROM clean.totals") == ["30"])
        }
    }

    @Test func aRequestForTheSameJoinsTheOneThatWaits() async throws {
        try await withHouse(Self.files, before: Self.raw) { (house) async throws in
            let environment = try await house.environment()
            let request = RunRequest(.build, Set(environment.graph.order), trigger: RunTrigger(.manual))
            let first = try await house.engine.start(request, environment)
            let second = try await house.engine.start(request, environment)
            #expect(second.id == first.id || !second.hasJoined)
            _ = await (first.summary(), second.summary())
        }
    }

    @Test func aRunThatADeadProcessHasLeftIsCancelledAndNothingOfItIsThere() async throws {
        try await withHouse(Self.files, before: Self.raw) { (house) async throws in
            _ = try await house.run()
            try await house.execute(
                "INSERT INTO pipelines.run (id, state, started) VALUES ('dead', 'running', now()::TIMESTAMP)")
            try await house.execute("CREATE SCHEMA staging_pipelines")
            try await house.execute("CREATE TABLE staging_pipelines.half AS SELECT 1 AS x")
            _ = try await house.environment()
            #expect(try await house.lines("SELECT state FROM pipelines.run WHERE id = 'dead'") == ["cancelled"])
            #expect(
                try await house.lines(
                    "SELECT count(*) FROM information_schema.tables WHERE table_schema = 'staging_pipelines'") == ["0"])
        }
    }

    @Test func anOlderStateGetsTheColumnsThatItLacks() async throws {
        let old = [
            "CREATE SCHEMA pipelines", "CREATE TABLE pipelines.version (node VARCHAR, fingerprint VARCHAR)",
            "INSERT INTO pipelines.version VALUES ('model.project.gone', 'f')",
        ]
        try await withHouse(Self.files, before: Self.raw + old) { (house) async throws in
            #expect(try await house.run().run.state == .ok)
            #expect(try await house.plan().removed.map(\.node) == ["model.project.gone"])
        }
    }

    @Test func protectedModelsAreNotMadeFromScratchUnlessNamed() async throws {
        let files = [
            "clean/log.sql": """
            {{ config(kind='incremental', key='id', protected=true) }}
            select id from raw.orders
            """
        ]
        try await withHouse(files, before: Self.raw) { (house) async throws in
            _ = try await house.run()
            try await house.execute("DELETE FROM raw.orders WHERE id = 1")
            let message = await failure { _ = try await house.run { $0.isFullRefresh = true } }
            #expect(message.hasPrefix("log is protected and can't be made from scratch."))
            #expect(try await house.lines("SELECT count(*) FROM clean.log") == ["2"])
            _ = try await house.run {
                $0.isFullRefresh = true
                $0.overridden = $0.nodes
            }
            #expect(try await house.lines("SELECT count(*) FROM clean.log") == ["1"])
        }
    }

    @Test func hooksRunInTheTransactionOfTheModel() async throws {
        let files = [
            "clean/a.sql": """
            {{ config(pre_hook="insert into raw.log values ('before')",
                post_hook="insert into raw.log select 'rows ' || count(*) from {{ this }}") }}
            select id from raw.orders
            """
        ]
        let raw = Self.raw + ["CREATE TABLE raw.log (line VARCHAR)"]
        try await withHouse(files, before: raw) { (house) async throws in
            let run = try await house.run()
            #expect(run.states == ["a ok"], "\(run.message("a"))")
            #expect(try await house.lines("SELECT * FROM raw.log") == ["before", "rows 2"])
        }
    }

    @Test func aBrokenContractIsToldColumnByColumn() async throws {
        let files = [
            "clean/a.sql": "select 1 as id, 'x' as name, 2 as extra",
            "clean/a.yml": """
            version: 2
            models:
              - name: a
                config: {contract: {enforced: true}}
                columns:
                  - {name: id, data_type: varchar}
                  - {name: name, data_type: string}
                  - {name: gone, data_type: int}
            """,
        ]
        try await withHouse(files) { (house) async throws in
            #expect(
                try await house.run().message("a")
                    == "The contract of a is broken: id is INTEGER and is declared as varchar; gone is missing; "
                    + "extra is not declared.")
        }
    }
}
