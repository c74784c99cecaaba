package import FrontDoor
internal import JSON
package import Presentation
internal import QueryCompiler
internal import QueryRunner
internal import SemanticModel

extension QueryDesk {
    /// Runs the queries of a merge, each under the caller's rules, and writes what they give side by side.
    /// - Throws: as ``answer(_:as:_:for:origin:id:)``; ``RequestFailure/badRequest(_:)`` for what can't be merged.
    package func answer(
        _ merge: MergeDefinition, as format: ResultFormat, _ options: RunOptions, for caller: Caller,
        origin: QueryOrigin, id: String? = nil
    ) async throws -> QueryOutput {
        var details = QueryRun.Details()
        details.model = merge.sources.first?.query.model ?? ""
        details.explore = merge.sources.map(\.query.explore).joined(separator: ", ")
        details.format = format.rawValue
        let showsSQL = merge.sources.allSatisfy { caller.may("see_sql", in: $0.query.model) }
        let run = book.begin(origin, by: caller, id: id, details)
        return try await book.during(run) {
            var sources: [MergedQuery.Source] = []
            var statements: [String] = []
            for source in merge.sources {
                let asked = try await prepare(source.body, format, options, for: caller, origin: origin, run)
                statements.append(asked.compiled.readableSQL)
                run.note { $0.sql = statements.joined(separator: "\n\n") }
                guard format != .sql else { continue }
                sources.append(
                    .init(
                        name: source.name, answer: try await rows(of: asked),
                        mergeFields: source.mergeFields))
            }
            if format == .sql {
                guard showsSQL else { throw RequestFailure.forbidden("see_sql") }
                return QueryOutput(
                    .bytes(Array(statements.joined(separator: ";\n\n").utf8)), contentType: format.contentType)
            }
            run.watch.enter(.writing)
            let merged = try Self.merged(
                MergedQuery(
                    sources, calculations: merge.calculations, sorts: merge.sorts, limit: merge.limit, now: now()))
            run.watch.note(rows: merged.rows.rowCount)
            return try write(
                merged, as: format, options, asked: ExploreQuery(model: "", explore: "", fields: []),
                showsSQL: showsSQL, id: run.id)
        }
    }

    private static func merged(_ query: MergedQuery) throws -> QueryAnswer {
        do {
            return try query.answer()
        } catch {
            throw RequestFailure.badRequest(error.description)
        }
    }

    /// Writes an answer that no single explore stands behind.
    func write(
        _ answer: QueryAnswer, as format: ResultFormat, _ options: RunOptions, asked: ExploreQuery, showsSQL: Bool,
        id: String
    ) throws -> QueryOutput {
        let formatted = options.appliesFormatting
        var writer = JSONWriter(capacity: 16 * 1_024)
        switch format {
        case .json, .jsonLabel, .inlineJSON:
            JSONRows(
                answer.query, labelled: format != .json, formatted: formatted ?? (format == .inlineJSON)
            ).write(answer, to: &writer)
        case .jsonDetail, .jsonFE:
            JSONDetail(
                answer.query,
                in: JSONDetail.Surroundings(id: id, explore: nil, showsSQL: showsSQL, ranAt: now(), asked: asked)
            ).write(answer, to: &writer)
        case .jsonBI: JSONBI(answer.query, asked: asked, showsSQL: showsSQL).write(answer, to: &writer)
        case .csv, .txt:
            let text = DelimitedText(answer.query, tabSeparated: format == .txt, formatted: formatted ?? false)
            return QueryOutput(.bytes(text.document(answer)), contentType: format.contentType)
        case .html, .md, .xlsx:
            return QueryOutput(.bytes(try Self.table(answer, format)), contentType: format.contentType)
        case .sql: writer.null()
        }
        return QueryOutput(.bytes(writer.bytes), contentType: format.contentType)
    }
}
