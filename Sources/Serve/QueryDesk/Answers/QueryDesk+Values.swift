package import FrontDoor
internal import Presentation
package import QueryCompiler
internal import QueryRunner
internal import Warehouse

extension QueryDesk {
    /// The values of a query's first column, as for suggestions: under the caller's rules and limits like any other query.
    /// - Throws: as ``answer(_:as:_:for:origin:id:)``.
    package func values(
        of query: ExploreQuery, for caller: Caller, origin: QueryOrigin
    ) async throws -> (values: [String], isCached: Bool) {
        var details = QueryRun.Details()
        (details.model, details.explore) = (query.model, query.explore)
        let run = book.begin(origin, by: caller, details)
        return try await book.during(run) {
            let asked = try await prepare(QueryBody(query), .json, RunOptions(), for: caller, origin: origin, run)
            run.note { $0.sql = asked.compiled.readableSQL }
            let answer = try await rows(of: asked)
            var values: [String] = []
            for batch in answer.rows.batches {
                guard let column = batch.columns.first else { continue }
                for row in 0..<batch.rowCount { if let text = column.text(row: row) { values.append(text) } }
            }
            return (values, answer.cached != nil)
        }
    }
}
