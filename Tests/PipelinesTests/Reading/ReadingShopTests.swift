import JSON
import Testing
import Warehouse

@testable import Pipelines

/// What dbt 1.10 says of the same project (its manifest and compiled files) is what stands here.
@Suite struct ReadingShopTests {
    @Test func nodesHaveDBTsNamesKindsAndPlaces() async throws {
        try await withWarehouse { warehouse in
            let shop = await readShop(warehouse)
            #expect(shop.problems.isEmpty, "\(shop.problems)")
            #expect(shop.layout == .dbt)
            #expect(shop.name == "shop")
            let orders = try #require(shop.models[id("model.shop.orders")])
            #expect(orders.kind == .incremental)
            #expect(orders.relation == TableName(schema: "clean", "orders"))
            #expect(orders.settings.tags == ["all", "mart", "hourly"])
            #expect(orders.settings.key == ["id"])
            #expect(orders.settings.onSchemaChange == .ignore)
            #expect(orders.fullName == ["shop", "marts", "orders"])
            #expect(orders.properties.description == "One row per *order*.")
            #expect(orders.properties.owner == "Ana")
            #expect(orders.macros.map(\.text) == ["macro.shop.cents", "macro.shop.duckdb__cents"])
            let staged = try #require(shop.models[id("model.shop.stg_orders")])
            #expect(staged.kind == .view)
            #expect(staged.relation == TableName(schema: "clean_stg", "stg_orders"))
            #expect(staged.inputs == [id("source.shop.crm.orders")])
            #expect(shop.models[id("seed.shop.countries")]?.kind == .seed)
            let source = try #require(shop.sources[id("source.shop.crm.orders")])
            #expect(source.relation == TableName(schema: "raw_crm", "crm_orders"))
            #expect(source.freshness?.warnAfter?.duration == .seconds(6 * 3600))
            #expect(source.freshness?.errorAfter?.duration == .seconds(86_400))
            let exposure = try #require(shop.exposures[id("exposure.shop.weekly")])
            #expect(exposure.references.compactMap(\.resolved) == [orders.id, source.id])
            let unit = try #require(shop.unitTests[id("unit_test.shop.doubled.doubles")])
            #expect(unit.model == id("model.shop.doubled"))
            #expect(unit.given.map(\.node) == [staged.id])
        }
    }

    @Test func snapshotsComeFromBlocksAndFromProperties() async throws {
        try await withWarehouse { warehouse in
            let shop = await readShop(warehouse)
            let orders = try #require(shop.models[id("snapshot.shop.orders_history")])
            #expect(orders.relation == TableName(schema: "hist", "orders_history"))
            #expect(orders.snapshot?.strategy == .timestamp)
            #expect(orders.snapshot?.updatedAt == "ordered_at")
            #expect(orders.snapshot?.columns.validFrom == "dbt_valid_from")
            #expect(orders.inputs == [id("model.shop.stg_orders")])
            #expect(orders.position.line == 1)
            let countries = try #require(shop.models[id("snapshot.shop.countries_history")])
            #expect(countries.snapshot?.checked == .all)
            #expect(countries.snapshot?.hardDeletes == .invalidate)
            #expect(countries.inputs == [id("seed.shop.countries")])
        }
    }

    @Test func testsHaveDBTsNames() async throws {
        try await withWarehouse { warehouse in
            let shop = await readShop(warehouse)
            #expect(
                shop.tests.keys.map(\.text).sorted() == [
                    "test.shop.accepted_values_orders_id__False__1__2__it_s.b9b8c5ad5a",
                    "test.shop.my_name.091f166f87", "test.shop.no_negative_cents",
                    "test.shop.not_null_orders_id.84ef11d8fe", "test.shop.positive_orders_cents__1.60e8857885",
                    "test.shop.positive_orders_id.8e2c26946d",
                    "test.shop.relationships_orders_id__id__ref_stg_orders_.d0933588ce",
                    "test.shop.source_not_null_crm_orders_id.a4696a21ad",
                    "test.shop.source_unique_crm_orders_id.44a27fcf9f", "test.shop.unique_orders_id.1360ecc70e",
                ])
            let related = try #require(
                shop.tests[id("test.shop.relationships_orders_id__id__ref_stg_orders_.d0933588ce")])
            #expect(Set(related.inputs) == [id("model.shop.orders"), id("model.shop.stg_orders")])
            let notNull = try #require(shop.tests[id("test.shop.not_null_orders_id.84ef11d8fe")])
            #expect(notNull.settings.severity == .warn)
            #expect(notNull.settings.filter == "id > 1")
            // 63 characters at most: of longer names the first thirty of test and model, and the hash of all.
            let names = GenericTestName.names(
                type: "accepted_values", target: "a_model_with_a_long_name",
                arguments: JSONObject([("column_name", "status"), ("values", ["one", "two", "three"])]))
            #expect(names.full == "accepted_values_a_model_with_a_long_name_status__one__two__three")
            #expect(names.short == "accepted_values_a_model_with_a_" + Checksum.md5(names.full))
        }
    }

    @Test func sqlIsDBTs() async throws {
        try await withWarehouse { warehouse in
            let shop = await readShop(warehouse)
            let doubled = """
                __dbt__cte__doubled as (select id, amount * 2 as doubled from "dev"."clean_stg"."stg_orders")
                """
            let staged = try await shop.compiled("model.shop.stg_orders")
            #expect(
                staged == """
                    select id, customer_id, cast(ordered_at as timestamp) as ordered_at, amount
                    from "dev"."raw_crm"."crm_orders"

                    where ordered_at >= '2024-01-01'
                    """)
            let days = try await shop.compiled("model.shop.order_days")
            #expect(
                tokens(days)
                    == tokens(
                        """
                        with \(doubled), days as (
                            select date_trunc('day', ordered_at) as day, *
                            from __dbt__cte__doubled join "dev"."clean_stg"."stg_orders" using (id)
                        )
                        select
                            md5(cast(coalesce(cast(day as TEXT), '_dbt_utils_surrogate_key_null_') || '-' ||
                                coalesce(cast(customer_id as TEXT), '_dbt_utils_surrogate_key_null_') as TEXT)) as day_key,
                            sum(case when tier = 'gold' then doubled end) as gold_doubled,
                            sum(case when tier = 'silver' then doubled end) as silver_doubled
                        from days group by 1
                        """))
            let body = """
                select cast(o.amount * 100 as int) as cents, o.*
                from "dev"."clean_stg"."stg_orders" o join __dbt__cte__big_orders b using (id)
                """
            let big = """
                __dbt__cte__big_orders as (
                    with a as (select * from __dbt__cte__doubled) select id, doubled from a where doubled > 100
                )
                """
            #expect(tokens(try await shop.compiled("model.shop.orders")) == tokens("with \(doubled), \(big) \(body)"))
            let later = try await shop.compiled("model.shop.orders") { $0.isIncremental = true }
            #expect(
                tokens(later)
                    == tokens(
                        "with \(doubled), \(big) \(body) where ordered_at > "
                            + "(select max(ordered_at) from \"dev\".\"clean\".\"orders\")"))
            #expect(
                tokens(try await shop.compiled("test.shop.positive_orders_cents__1.60e8857885"))
                    == tokens("select cents from \"dev\".\"clean\".\"orders\" where cents <= 1"))
            #expect(
                tokens(try await shop.compiled("snapshot.shop.countries_history"))
                    == tokens("select * from \"dev\".\"clean\".\"countries\""))
        }
    }

    @Test func linesOfTheSQLLeadBackToTheirSource() async throws {
        try await withWarehouse { warehouse in
            let shop = await readShop(warehouse)
            let compiler = NodeCompiler(project: shop, context: CompilationContext())
            let orders = try await compiler.compile(id("model.shop.orders"))
            let lines = orders.sql.split(separator: "\n", omittingEmptySubsequences: false)
            let join = try #require(lines.firstIndex { $0.contains("using (id)") })
            #expect(
                orders.position(line: join + 1)
                    == FilePosition(file: "pipelines/models/marts/orders.sql", line: 5))
            let inner = try #require(lines.firstIndex { $0.contains("amount * 2") })
            #expect(
                orders.position(line: inner + 1)
                    == FilePosition(file: "pipelines/models/staging/doubled.sql", line: 2))
        }
    }

    @Test func argumentsOfTestsAreRendered() async throws {
        try await withWarehouse { warehouse in
            let shop = await readShop(warehouse)
            let compiler = NodeCompiler(project: shop, context: CompilationContext())
            let related = try #require(
                shop.tests[id("test.shop.relationships_orders_id__id__ref_stg_orders_.d0933588ce")])
            let arguments = try await compiler.arguments(of: related)
            #expect(arguments["to"] == .string("\"clean_stg\".\"stg_orders\""))
            #expect(arguments["model"] == .string("\"clean\".\"orders\""))
            #expect(arguments["column_name"] == "id")
            let filtered = try #require(shop.tests[id("test.shop.not_null_orders_id.84ef11d8fe")])
            #expect(
                try await compiler.arguments(of: filtered)["model"]
                    == .string("(select * from \"clean\".\"orders\" where id > 1) dbt_subquery"))
        }
    }
}
