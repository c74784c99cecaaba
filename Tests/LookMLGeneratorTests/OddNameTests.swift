import LookML
import LookMLGenerator
import QueryCompiler
import SemanticModel
import Testing
import Warehouse

/// Names that SQL has to quote and LookML can't have.
@Suite struct OddNameTests {
    private static let statements = [
        "CREATE SCHEMA \"Mixed Case\"", "CREATE SCHEMA crm",
        #"""
        CREATE TABLE "Mixed Case"."Order Lines" (
          "Line ID" INTEGER, "Order" INTEGER, "Größe" DOUBLE, "2nd Amount" INTEGER, "select" VARCHAR, "count" INTEGER,
          "say ""hi""" VARCHAR, "日本" VARCHAR, "北京" VARCHAR, "createdAt" TIMESTAMP, created VARCHAR,
          "updated" DATE, "updated on" TIMESTAMP, "new\#n line" VARCHAR, "a{{b" VARCHAR, "b;;" VARCHAR,
          "total_x" INTEGER, "x" INTEGER, "total amount" INTEGER, "it's" VARCHAR, "${TABLE}" VARCHAR)
        """#,
        #"""
        INSERT INTO "Mixed Case"."Order Lines" ("Line ID", "2nd Amount", "count", "new\#n line", "say ""hi""", "select")
        VALUES (1, 10, 3, 'n', 'h', 's'), (2, 20, 4, 'n', 'h', 's')
        """#,
        "CREATE TABLE \"order\" (\"ID\" INTEGER, \"userId\" INTEGER)", "INSERT INTO \"order\" VALUES (1, 7), (2, 7)",
        "CREATE TABLE users (id INTEGER)", "INSERT INTO users VALUES (7)",
        "CREATE TABLE crm.\"Users\" (id INTEGER)", "INSERT INTO crm.\"Users\" VALUES (8)",
        "CREATE TABLE \"{{x}}\" (id INTEGER)", "CREATE TABLE \"2024\" (id INTEGER)",
    ]

    @Test func `views, fields and files have valid names, each once`() async throws {
        try await withWarehouse(Self.statements) { warehouse in
            let generated = try await LookMLGenerator.generate(from: warehouse)
            #expect(
                generated.files.map(\.path) == [
                    "warehouse.model.lkml", "views/order_lines.view.lkml", "views/crm_users.view.lkml",
                    "views/table_2024.view.lkml", "views/order_table.view.lkml", "views/main_users.view.lkml",
                ])
            let project = resolve(generated)
            #expect(project.diagnostics == [])
            let fields = project.models.first?.explore("order_lines")?.fields.map(\.name) ?? []
            let plain = fields.filter {
                !$0.hasPrefix("order_lines.updated") && !$0.hasPrefix("order_lines.created_at_")
            }
            #expect(
                plain.sorted()
                    == [
                        "column", "column_2", "column_2nd_amount", "count", "count_value", "created", "grosse", "it_s",
                        "line_id", "new_line", "order", "say_hi", "select", "sum_amount", "total_2nd_amount",
                        "total_amount", "total_count", "total_grosse", "total_x", "x",
                    ].map { "order_lines." + $0 })
            #expect(fields.contains("order_lines.created_at_date"))
            #expect(fields.contains("order_lines.updated_date") && fields.contains("order_lines.updated_on_time"))
            #expect(generated.joins == ["order_table.user_id = main_users.id (many_to_one)"])
        }
    }

    @Test func `what LookML can't name is left out with a reason`() async throws {
        try await withWarehouse(Self.statements) { warehouse in
            let generated = try await LookMLGenerator.generate(from: warehouse)
            let reason = "which means something else in LookML."
            #expect(generated.remarks.contains("main.{{x}} is left out: its name contains `{{`, \(reason)"))
            for (name, marker) in [("a{{b", "{{"), ("b;;", ";;"), ("${TABLE}", "${")] {
                #expect(
                    generated.remarks.contains(
                        "Mixed Case.Order Lines: \(name) is left out: its name contains `\(marker)`, \(reason)"))
            }
        }
    }

    @Test func `every field can be asked for`() async throws {
        try await withWarehouse(Self.statements) { warehouse in
            let project = resolve(try await LookMLGenerator.generate(from: warehouse))
            for explore in try #require(project.models.first).explores {
                let query = ExploreQuery(
                    model: "warehouse", explore: explore.name, fields: explore.fields.map(\.name))
                let compiled = try QueryCompiler.compile(
                    query, project: project,
                    context: QueryContext(now: 1_526_668_202_000_000, projectTimezone: "UTC", userAttributes: [:]),
                    dialect: warehouse.dialect)
                let found = try await rows(
                    compiled.sql, compiled.parameters, warehouse, columns: compiled.fields.count)
                #expect(explore.name == "table_2024" || !found.isEmpty, "\(explore.name)")
            }
        }
    }
}
