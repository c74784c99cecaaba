internal import DataActions
internal import FrontDoor
internal import HTTPTypes
internal import Hummingbird
internal import JSON
internal import NIOCore
internal import Presentation
internal import QueryCompiler
internal import QueryRunner
internal import SemanticModel
internal import Warehouse

/// Answers a query in the format that was asked for: the one way from a query object to bytes, for inline runs, Looks
/// and addresses alike.
struct QueryAnswerer: Sendable {
    let services: LookerServices
    /// What may be answered from kept results.
    private var cache = CacheUse.fresh

    init(services: LookerServices) {
        self.services = services
    }

    /// - Parameter label: What runs, for the log and the list of running queries ("look 1519").
    func answer(
        _ body: QueryBody, as format: ResultFormat, request: Request, caller: Caller, label: String
    ) async throws -> Response {
        let project = services.project(for: caller)
        AuditNotes.current?.object = "\(body.query.model)::\(body.query.explore)"
        var context = services.context(for: caller)
        var compiled = try services.runner.compile(body.query, on: project, context: context)
        if request.flag("rebuild_pdts") == true, caller.may("develop"), format != .sql {
            await services.tables.rebuild(compiled.tables)
            context = services.context(for: caller)
            compiled = try services.runner.compile(body.query, on: project, context: context)
        }
        if format != .sql { await services.tables.request(compiled.tables.wanted) }
        var answerer = self
        answerer.cache = Self.cacheUse(request)
        return try await answerer.answer(
            compiled, body, as: format, context: context, request: request, caller: caller, project: project,
            label: label)
    }

    /// `cache=false` runs the query whatever is kept, `cache_only` never runs it.
    private static func cacheUse(_ request: Request) -> CacheUse {
        if request.flag("cache_only") == true { return .only }
        return request.flag("cache") == false ? .refresh : .fresh
    }

    private func answer(
        _ query: CompiledQuery, _ body: QueryBody, as format: ResultFormat, context: QueryContext, request: Request,
        caller: Caller, project: Project, label: String
    ) async throws -> Response {
        var compiled = query
        var decorator: CellDecorator?
        if let facts = facts(of: compiled, body.query, project, context) {
            compiled = ShownLabels.applied(to: compiled, facts)
            let offers = ActionOffers(
                services.actions.seal, to: caller, model: facts.model.name, explore: facts.explore,
                fields: compiled.fields, now: services.now())
            decorator = CellDecorator(
                compiled, facts: facts, addsLinks: request.flag("generate_drill_links") ?? false,
                token: offers.map { $0.token })
        }
        let formatted = request.flag("apply_formatting")
        let label = label + " for user " + caller.userID
        switch format {
        case .sql:
            guard caller.may("see_sql", in: body.query.model) else { throw RequestFailure.forbidden("see_sql") }
            return .body(Array(compiled.readableSQL.utf8), contentType: format.contentType)
        case .json, .jsonLabel:
            return try await rows(compiled, format, formatted: formatted ?? false, label: label)
        case .jsonDetail:
            return try await detail(
                compiled, body, decorator: decorator, project: project, caller: caller, label: label)
        case .jsonBI:
            return try await business(
                compiled, body, showsSQL: caller.may("see_sql", in: body.query.model), label: label)
        case .csv, .txt:
            return try await text(compiled, format, formatted: formatted ?? false, label: label)
        case .html, .md, .xlsx:
            return try await table(compiled, format, label: label)
        }
    }

    /// What labels, HTML and links may know of the query.
    private func facts(
        of compiled: CompiledQuery, _ query: ExploreQuery, _ project: Project, _ context: QueryContext
    ) -> QueryFacts? {
        guard let model = project.model(query.model),
            let explore = model.explore(query.explore, attributes: context.userAttributes)
        else { return nil }
        return QueryFacts(
            compiled, filters: query.filters, model: model, explore: explore, context: context, dialect: "duckdb")
    }

    private func rows(
        _ compiled: CompiledQuery, _ format: ResultFormat, formatted: Bool, label: String
    ) async throws -> Response {
        let rows = JSONRows(compiled, labelled: format == .jsonLabel, formatted: formatted)
        var writer = JSONWriter(capacity: 16 * 1_024)
        do {
            let answer = try await services.runner.run(compiled, label: label, cache: cache)
            rows.write(answer, to: &writer)
        } catch QueryFailure.failed(let error, _) {
            // Looker answers 200 here, with the error in the place of the rows; its clients look for it there.
            writer = JSONWriter()
            writer.value([["looker_error": .string(LookerErrors.description(of: error, showsDetails: false))]])
        }
        return .json(bytes: writer.bytes)
    }

    private func detail(
        _ compiled: CompiledQuery, _ body: QueryBody, decorator: CellDecorator?, project: Project, caller: Caller,
        label: String
    ) async throws -> Response {
        guard let model = project.model(body.query.model),
            let explore = model.explore(body.query.explore, attributes: caller.attributes)
        else { throw RequestFailure.notFound("explore") }
        let showsSQL = caller.may("see_sql", in: body.query.model)
        var surroundings = JSONDetail.Surroundings(
            id: services.newID(), explore: explore, showsSQL: showsSQL, ranAt: services.now(), asked: body.query)
        surroundings.place = FieldPlace(explore: explore, model: model, project: project.name)
        surroundings.decorator = decorator
        let detail = JSONDetail(compiled, in: surroundings)
        var writer = JSONWriter(capacity: 16 * 1_024)
        do {
            detail.write(try await services.runner.run(compiled, label: label, cache: cache), to: &writer)
        } catch QueryFailure.failed(let error, _) {
            writer = JSONWriter()
            detail.write(
                failure: LookerErrors.description(of: error, showsDetails: showsSQL), details: nil, to: &writer)
        }
        return .json(bytes: writer.bytes)
    }

    private func business(
        _ compiled: CompiledQuery, _ body: QueryBody, showsSQL: Bool, label: String
    ) async throws -> Response {
        let format = JSONBI(compiled, asked: body.query, showsSQL: showsSQL)
        var writer = JSONWriter(capacity: 16 * 1_024)
        do {
            format.write(try await services.runner.run(compiled, label: label, cache: cache), to: &writer)
        } catch QueryFailure.failed(let error, _) {
            writer = JSONWriter()
            format.write(failure: LookerErrors.description(of: error, showsDetails: showsSQL), to: &writer)
        }
        return .json(bytes: writer.bytes)
    }

    private func table(_ compiled: CompiledQuery, _ format: ResultFormat, label: String) async throws -> Response {
        let answer = try await services.runner.run(compiled, label: label, cache: cache)
        let bytes: [UInt8]
        switch format {
        case .html: bytes = Array(MarkupTable.html(answer).utf8)
        case .md: bytes = Array(MarkupTable.markdown(answer).utf8)
        default:
            do {
                bytes = try Workbook.bytes(answer)
            } catch {
                throw RequestFailure.badRequest(error.description)
            }
        }
        return .body(bytes, contentType: format.contentType)
    }

    /// Text leaves batch by batch, so that a download of any length takes little memory, unless something is done to its
    /// rows that needs the others.
    private func text(
        _ compiled: CompiledQuery, _ format: ResultFormat, formatted: Bool, label: String
    ) async throws -> Response {
        let text = DelimitedText(compiled, tabSeparated: format == .txt, formatted: formatted)
        if !compiled.canStream || compiled.limit.map({ $0 <= 10_000 }) == true {
            // Text has no totals, so their statements need not run.
            var compiled = compiled
            if compiled.plan.calculations == nil {
                (compiled.totals, compiled.rowTotals, compiled.grandTotals) = (nil, nil, nil)
            }
            compiled.subtotals = []
            let answer = try await services.runner.run(compiled, label: label, cache: cache)
            return .body(text.document(answer), contentType: format.contentType)
        }
        let runner = services.runner
        let stream = ResponseBody { writer in
            try await writer.write(ByteBuffer(bytes: text.header))
            try await runner.stream(compiled, label: label) { batch in
                try await writer.write(ByteBuffer(bytes: text.lines(batch)))
            }
            try await writer.finish(nil)
        }
        return Response(
            status: .ok, headers: [.contentType: format.contentType, .cacheControl: "no-store"], body: stream)
    }
}
