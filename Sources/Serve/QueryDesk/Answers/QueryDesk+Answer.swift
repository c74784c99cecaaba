package import FrontDoor
internal import JSON
package import Presentation
internal import QueryCompiler
internal import QueryRunner
internal import SemanticModel
internal import Warehouse

extension QueryDesk {
    /// A query as it runs for one caller.
    struct Asked: Sendable {
        var compiled: CompiledQuery
        var query: ExploreQuery
        var context: QueryContext
        var project: Project
        var caller: Caller
        var options: RunOptions
        /// Of the picture, for ``RunOptions/appliesVis``.
        var vis: JSONObject
        var ask: QueryAsk

        /// Whether what the database says of a failure may hold values of rows that the caller may not see.
        var hidesDetails: Bool

        var showsSQL: Bool { caller.may("see_sql", in: query.model) }

        /// Text has no totals, so their statements need not run.
        var withoutTotals: Asked {
            var asked = self
            if compiled.plan.calculations == nil {
                (asked.compiled.totals, asked.compiled.rowTotals, asked.compiled.grandTotals) = (nil, nil, nil)
            }
            asked.compiled.subtotals = []
            return asked
        }
    }

    /// Answers a query in the format that was asked for: the one way from a query object to bytes.
    /// - Throws: ``QueryFailure``, ``RequestFailure``, and `CancellationError` when the caller has gone or somebody has
    ///   stopped the query.
    package func answer(
        _ body: QueryBody, as format: ResultFormat, _ options: RunOptions, for caller: Caller, origin: QueryOrigin,
        id: String? = nil
    ) async throws -> QueryOutput {
        var details = QueryRun.Details()
        (details.model, details.explore, details.format) = (body.query.model, body.query.explore, format.rawValue)
        AuditNotes.current?.object = "\(body.query.model)::\(body.query.explore)"
        let run = book.begin(origin, by: caller, id: id, details)
        return try await book.during(run) {
            let asked = try await prepare(body, format, options, for: caller, origin: origin, run)
            run.note { $0.sql = asked.compiled.readableSQL }
            return try await write(asked, as: format, run)
        }
    }

    /// Compiles a query under the caller's rules and limits.
    func prepare(
        _ body: QueryBody, _ format: ResultFormat, _ options: RunOptions, for caller: Caller, origin: QueryOrigin,
        _ run: QueryRun
    ) async throws -> Asked {
        let query = limited(body.query, options, for: caller)
        let project = self.project(for: caller)
        var context = self.context(for: caller)
        var compiled = try runner.compile(query, on: project, context: context)
        // Tables are kept for what is served: a branch computes those of its own that are others.
        let keepsTables = caller.branchOwner == nil && format != .sql
        if options.rebuildsTables, caller.may("develop"), keepsTables {
            await tables.rebuild(compiled.tables)
            context = self.context(for: caller)
            compiled = try runner.compile(query, on: project, context: context)
        }
        if keepsTables { await tables.request(compiled.tables.wanted) }
        var ask = self.ask(origin.label, for: caller, watch: run.watch)
        ask.cache = options.cache
        ask.priority = options.priority
        return Asked(
            compiled: compiled, query: query, context: context, project: project, caller: caller, options: options,
            vis: body.visConfig, ask: ask,
            hidesDetails: hidesDetails(of: query, project, context, from: caller))
    }

    private func hidesDetails(
        of query: ExploreQuery, _ project: Project, _ context: QueryContext, from caller: Caller
    ) -> Bool {
        // Who sees SQL of no model is told nothing anyway; here is who sees that of others only.
        if caller.may("see_sql"), !caller.may("see_sql", in: query.model) { return true }
        return hasRowRules(query, project, context) && !caller.may("develop", in: query.model)
    }

    private func hasRowRules(_ query: ExploreQuery, _ project: Project, _ context: QueryContext) -> Bool {
        let explore = project.model(query.model)?.explore(query.explore, attributes: context.userAttributes)
        return explore?.accessFilters.isEmpty == false || explore?.sqlAlwaysWhere != nil
    }

    /// The query with the limits of the call and of the caller's role.
    private func limited(_ query: ExploreQuery, _ options: RunOptions, for caller: Caller) -> ExploreQuery {
        var query = query
        if let limit = options.limit { query.limit = limit < 0 ? nil : limit }
        if let most = limits.limit(of: caller).rows { query.limit = min(query.limit ?? most, most) }
        guard !options.calculates else { return query }
        let calculations = Set(
            query.dynamicFields.compactMap { field in
                if case .tableCalculation = field.kind { field.name } else { nil }
            })
        query.dynamicFields.removeAll { calculations.contains($0.name) }
        query.fields.removeAll(where: calculations.contains)
        query.sorts.removeAll { sort in
            sort.split(separator: " ").first.map { calculations.contains(String($0)) } ?? false
        }
        return query
    }

    private func write(_ asked: Asked, as format: ResultFormat, _ run: QueryRun) async throws -> QueryOutput {
        var asked = asked
        var decorator: CellDecorator?
        if let facts = self.facts(of: asked) {
            asked.compiled = ShownLabels.applied(to: asked.compiled, facts)
            let offers = ActionOffers(
                actions.seal, to: asked.caller, model: facts.model.name, explore: facts.explore,
                fields: asked.compiled.fields, now: now())
            decorator = CellDecorator(
                asked.compiled, facts: facts, addsLinks: asked.options.addsDrillLinks, token: offers.map { $0.token })
        }
        if asked.options.appliesVis { asked.compiled = VisColumns(asked.vis).named(asked.compiled) }
        let formatted = asked.options.appliesFormatting
        switch format {
        case .sql:
            guard asked.showsSQL else { throw RequestFailure.forbidden("see_sql") }
            return QueryOutput(.bytes(Array(asked.compiled.readableSQL.utf8)), contentType: format.contentType)
        case .json, .jsonLabel: return try await rows(asked, format, formatted: formatted ?? false, run)
        case .inlineJSON: return try await rows(asked, format, formatted: formatted ?? true, run)
        case .jsonDetail, .jsonFE: return try await detail(asked, format, decorator: decorator, run)
        case .jsonBI: return try await business(asked, run)
        case .csv, .txt: return try await text(asked, format, formatted: formatted ?? false)
        case .html, .md, .xlsx: return try await table(asked, format)
        }
    }

    /// What labels, HTML and links may know of the query.
    private func facts(of asked: Asked) -> QueryFacts? {
        guard let model = asked.project.model(asked.query.model),
            let explore = model.explore(asked.query.explore, attributes: asked.context.userAttributes)
        else { return nil }
        return QueryFacts(
            asked.compiled, filters: asked.query.filters, model: model, explore: explore, context: asked.context,
            dialect: "duckdb")
    }

    /// The rows, or a failure that says no more than the caller may know.
    func rows(of asked: Asked) async throws(QueryFailure) -> QueryAnswer {
        do {
            return try await runner.run(asked.compiled, asked.ask)
        } catch {
            throw asked.hidesDetails ? error.withoutDetails : error
        }
    }

    private func answer(to asked: Asked) async throws(QueryFailure) -> QueryAnswer {
        let answer = try await rows(of: asked)
        return asked.options.appliesVis ? VisColumns(asked.vis).shown(answer) : answer
    }

    private func rows(
        _ asked: Asked, _ format: ResultFormat, formatted: Bool, _ run: QueryRun
    ) async throws -> QueryOutput {
        var writer = JSONWriter(capacity: 16 * 1_024)
        do {
            let answer = try await self.answer(to: asked)
            JSONRows(answer.query, labelled: format != .json, formatted: formatted).write(answer, to: &writer)
        } catch QueryFailure.failed(let error, let sql) {
            guard !error.isEnding else { throw QueryFailure.failed(error, sql: sql) }
            // Looker answers 200 here, with the error in the place of the rows; its clients look for it there.
            run.note { $0.problem = error.description }
            writer = JSONWriter()
            writer.value([["looker_error": .string(FailureText.description(of: error, showsDetails: false))]])
        }
        return QueryOutput(.bytes(writer.bytes), contentType: format.contentType)
    }

    private func detail(
        _ asked: Asked, _ format: ResultFormat, decorator: CellDecorator?, _ run: QueryRun
    ) async throws -> QueryOutput {
        guard let model = asked.project.model(asked.query.model),
            let explore = model.explore(asked.query.explore, attributes: asked.caller.attributes)
        else { throw RequestFailure.notFound("explore") }
        var surroundings = JSONDetail.Surroundings(
            id: run.id, explore: explore, showsSQL: asked.showsSQL, ranAt: now(), asked: asked.query)
        surroundings.place = FieldPlace(explore: explore, model: model, project: asked.project.name)
        surroundings.decorator = decorator
        let detail = JSONDetail(asked.compiled, in: surroundings)
        var writer = JSONWriter(capacity: 16 * 1_024)
        do {
            detail.write(try await rows(of: asked), to: &writer)
        } catch QueryFailure.failed(let error, let sql) {
            guard !error.isEnding else { throw QueryFailure.failed(error, sql: sql) }
            run.note { $0.problem = error.description }
            writer = JSONWriter()
            detail.write(
                failure: FailureText.description(of: error, showsDetails: asked.showsSQL), details: nil, to: &writer)
        }
        return QueryOutput(.bytes(writer.bytes), contentType: format.contentType)
    }

    private func business(_ asked: Asked, _ run: QueryRun) async throws -> QueryOutput {
        let format = JSONBI(asked.compiled, asked: asked.query, showsSQL: asked.showsSQL)
        var writer = JSONWriter(capacity: 16 * 1_024)
        do {
            format.write(try await rows(of: asked), to: &writer)
        } catch QueryFailure.failed(let error, let sql) {
            guard !error.isEnding else { throw QueryFailure.failed(error, sql: sql) }
            run.note { $0.problem = error.description }
            writer = JSONWriter()
            format.write(failure: FailureText.description(of: error, showsDetails: asked.showsSQL), to: &writer)
        }
        return QueryOutput(.bytes(writer.bytes), contentType: ResultFormat.jsonBI.contentType)
    }

    private func table(_ asked: Asked, _ format: ResultFormat) async throws -> QueryOutput {
        QueryOutput(
            .bytes(try Self.table(try await answer(to: asked), format)), contentType: format.contentType)
    }

    /// - Throws: ``RequestFailure/badRequest(_:)`` for what no workbook can hold.
    static func table(_ answer: QueryAnswer, _ format: ResultFormat) throws -> [UInt8] {
        switch format {
        case .html: return Array(MarkupTable.html(answer).utf8)
        case .md: return Array(MarkupTable.markdown(answer).utf8)
        default:
            do {
                return try Workbook.bytes(answer)
            } catch {
                throw RequestFailure.badRequest(error.description)
            }
        }
    }

    /// Text leaves batch by batch, so that a download of any length takes little memory, unless something is done to its
    /// rows that needs the others.
    private func text(_ asked: Asked, _ format: ResultFormat, formatted: Bool) async throws -> QueryOutput {
        let compiled = asked.compiled
        let mustHold = !compiled.canStream || compiled.limit.map { $0 <= 10_000 } == true || asked.options.appliesVis
        if mustHold || asked.options.cache == .only {
            let answer = try await self.answer(to: asked.withoutTotals)
            let text = DelimitedText(answer.query, tabSeparated: format == .txt, formatted: formatted)
            return QueryOutput(.bytes(text.document(answer)), contentType: format.contentType)
        }
        let text = DelimitedText(compiled, tabSeparated: format == .txt, formatted: formatted)
        return QueryOutput(
            stream(asked, text), contentType: format.contentType)
    }

    private func stream(_ asked: Asked, _ text: DelimitedText) -> QueryOutput.Body {
        let (runner, compiled, ask, hidesDetails) = (runner, asked.compiled, asked.ask.inBackground, asked.hidesDetails)
        return .stream { write in
            try await write(text.header)
            do {
                try await runner.stream(compiled, ask) { batch in try await write(text.lines(batch)) }
            } catch let failure as QueryFailure {
                throw hidesDetails ? failure.withoutDetails : failure
            }
        }
    }
}

extension QueryAsk {
    /// Behind the queries that people wait for.
    fileprivate var inBackground: QueryAsk {
        var ask = self
        ask.priority = .background
        return ask
    }
}

extension QueryFailure {
    /// The same failure without the words of the database.
    var withoutDetails: QueryFailure {
        guard case .failed(let error, _) = self else { return self }
        let hidden =
            "What the database says is not shown, since it may hold values of rows that you may not see. A developer of the "
            + "model can look at it."
        return switch error {
        case .rejected(let label, _, _): .failed(.rejected(label: label, message: hidden, sql: ""), sql: "")
        case .exhausted(let label, _): .failed(.exhausted(label: label, message: hidden), sql: "")
        default: .failed(error, sql: "")
        }
    }
}

extension WarehouseError {
    /// Whether nobody waits any more for what it would say.
    var isEnding: Bool { if case .cancelled = self { true } else { false } }
}
