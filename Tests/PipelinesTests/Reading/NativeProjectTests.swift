import Testing
import Warehouse

@testable import Pipelines

@Suite struct NativeProjectTests {
    @Test func theFirstFolderIsTheSchema() async throws {
        let project = try await read([
            "clean/account.sql": "-- Accounts.\nselect 1 as id",
            "models/marts/deep/sales.sql": "-- kind: view\n-- tags: [a, b]\nselect * from clean.account",
            "single.sql": "select id from account",
            "named.sql": "{{ config(schema='other', alias='renamed', kind='table') }} select 1 as x",
        ])
        #expect(project.errors == [])
        #expect(project.layout == .native)
        #expect(project.models[id("model.project.account")]?.relation == TableName(schema: "clean", "account"))
        #expect(project.models[id("model.project.account")]?.kind == .table)
        let sales = try #require(project.models[id("model.project.sales")])
        #expect(sales.relation == TableName(schema: "marts", "sales"))
        #expect(sales.kind == .view)
        #expect(sales.settings.tags == ["a", "b"])
        #expect(sales.inputs == [id("model.project.account")])
        #expect(project.models[id("model.project.named")]?.relation == TableName(schema: "other", "renamed"))
        let graph = NodeGraph(project)
        let names = graph.order.compactMap { project.models[$0]?.name }
        #expect(Set(names) == ["account", "named", "sales", "single"])
        let account = try #require(names.firstIndex(of: "account"))
        let use = try #require(names.firstIndex(of: "sales"))
        #expect(account < use)
    }

    @Test func bareNamesOfModelsBecomeTheirTables() async throws {
        let project = try await read([
            "clean/account.sql": "select 1 as id",
            "clean/use.sql": """
            -- account in a comment
            with x as (select 'from account' as t, account.id from account)
            select * from x join clean.account a on a.id = x.id, account
            """,
        ])
        #expect(project.errors == [])
        var context = CompilationContext()
        let plain = try await NodeCompiler(project: project, context: context).compile(id("model.project.use"))
        #expect(
            tokens(plain.sql)
                == tokens(
                    """
                    with x as (select 'from account' as t, account.id from "clean"."account" as account)
                    select * from x join clean.account a on a.id = x.id, "clean"."account" as account
                    """))
        context.relations[id("model.project.account")] = "staging.t1"
        let staged = try await NodeCompiler(project: project, context: context).compile(id("model.project.use"))
        #expect(
            tokens(staged.sql)
                == tokens(
                    """
                    with x as (select 'from account' as t, account.id from staging.t1 as account)
                    select * from x join staging.t1 a on a.id = x.id, staging.t1 as account
                    """))
    }

    @Test func settingsAreInheritedByFolderAndDeeperOnesWin() async throws {
        let project = try await read([
            "pipelines.yaml": """
            name: growth
            schema: main
            vars: {start: "2024-01-01"}
            models:
              +kind: view
              +retries: 5
              marts:
                +kind: table
                +timeout: 2h
                +meta: {team: a, level: 1}
            """,
            "models/a.sql": "select '{{ var('start') }}' as d",
            "models/marts/b.sql": "{{ config(meta={'level': 2}) }} select 1 as x",
        ])
        #expect(project.problems == [])
        #expect(project.name == "growth")
        let first = try #require(project.models[id("model.growth.a")])
        #expect(first.kind == .view)
        #expect(first.relation == TableName(schema: "main", "a"))
        let second = try #require(project.models[id("model.growth.b")])
        #expect(second.kind == .table)
        #expect(second.settings.retries == 5)
        #expect(second.settings.timeout == .seconds(7200))
        #expect(second.settings.meta["team"] == "a")
        #expect(second.settings.meta["level"] == 2)
        #expect(
            second.settings.origin(of: "timeout")
                == FilePosition(file: "pipelines/pipelines.yaml", line: 9, column: 5))
        #expect(try await project.compiled("model.growth.a") == "select '2024-01-01' as d")
    }

    @Test func inputsWithATimeAreReadWithinTheInterval() async throws {
        let project = try await read([
            "clean/ping.sql": "{{ config(time='received_at') }} select now() as received_at, 1 as id",
            "clean/dim.sql": "select 1 as id",
            "clean/day.sql": """
            {{ config(kind='incremental', time='day', inputs={'ping': {'lead': '7d'}}) }}
            select * from {{ ref('ping') }}, {{ ref('dim') }}, {{ ref('ping', all=true) }} w
            -- {{ start_ds }} {{ end_ts }}
            """,
        ])
        #expect(project.errors == [])
        let sql = try await project.compiled("model.project.day") { context in
            context.target.database = nil
            context.interval = .init(
                start: .init(timeIntervalSince1970: 1_767_225_600), end: .init(timeIntervalSince1970: 1_767_312_000))
        }
        #expect(
            sql == """
                select * from (select * from "clean"."ping" where received_at >= '2025-12-25 00:00:00' and received_at < \
                '2026-01-02 00:00:00'), "clean"."dim", "clean"."ping" w
                -- 2026-01-01 2026-01-02 00:00:00
                """)
    }
}
