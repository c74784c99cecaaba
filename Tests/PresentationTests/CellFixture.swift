import LookML
import Presentation
import QueryCompiler
import SQL
import SemanticModel
import Testing
import Warehouse

/// A query on a model with a result that the test makes up.
struct CellFixture {
    let query: CompiledQuery
    let facts: QueryFacts

    init(
        _ model: String, fields: [String], filters: [String: String] = [:], pivots: [String] = [],
        attributes: [String: String] = [:], zone: String? = nil
    ) throws {
        let project = ProjectResolver.resolve(
            name: "test", files: [SourceFile(path: "shop.model.lkml", text: model)])
        for problem in project.diagnostics where problem.severity == .error {
            Issue.record("the test's own model: \(problem.code) at \(problem.location): \(problem.message)")
        }
        let first = try #require(project.model("shop"))
        let explore = try #require(first.explores.first)
        let context = QueryContext(now: 0, projectTimezone: "UTC", userAttributes: attributes)
        let asked = ExploreQuery(
            model: "shop", explore: explore.name, fields: fields, pivots: pivots, filters: filters, timezone: zone)
        let compiled = try QueryCompiler.compile(asked, project: project, context: context, dialect: .duckDB)
        facts = QueryFacts(
            compiled, filters: filters, model: first, explore: explore, context: context, dialect: "duckdb")
        query = ShownLabels.applied(to: compiled, facts)
    }

    /// One row of text and whole numbers.
    static func row(_ values: (any Sendable)?...) -> ColumnBatch {
        ColumnBatch(
            columns: values.map { value in
                switch value {
                case let number as Int: Column(.int([Int64(number)]))
                case let text as String: Column(.text([text]))
                default: Column(.text([""]), nulls: [true])
                }
            }, rowCount: 1)
    }

    func decorator(addsLinks: Bool = true) -> CellDecorator {
        CellDecorator(query, facts: facts, addsLinks: addsLinks)
    }

    func html(_ column: Int = 0, _ row: ColumnBatch) -> String? { decorator().html(of: column, in: row, row: 0) }

    func links(_ column: Int = 0, _ row: ColumnBatch) -> [CellLink] {
        decorator().links(of: column, in: row, row: 0)
    }
}
