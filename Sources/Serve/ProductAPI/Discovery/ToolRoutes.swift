package import Discovery
internal import Foundation
package import FrontDoor
internal import HTTPTypes
package import Hummingbird
internal import JSON
internal import Presentation
package import QueryCompiler
package import QueryRunner
package import SemanticModel
internal import Warehouse

/// "Which data tool should I use for this instance?": an answer from the account's telemetry status as it is now, with
/// links that have the account filled in.
package struct ToolRoutes: Sendable {
    let settings: ToolSettings
    let project: LiveProject
    let runner: QueryRunner
    let discovery: Discovery
    let reader: @Sendable (Caller) async throws -> SearchReader
    /// What the queries of a caller compile against: their row-level rules hold.
    let context: @Sendable (Caller) -> QueryContext

    package init(
        _ settings: ToolSettings, project: LiveProject, runner: QueryRunner, discovery: Discovery,
        reader: @escaping @Sendable (Caller) async throws -> SearchReader,
        context: @escaping @Sendable (Caller) -> QueryContext
    ) {
        self.settings = settings
        self.project = project
        self.runner = runner
        self.discovery = discovery
        self.reader = reader
        self.context = context
    }

    package func add(to router: Router<SoundingsRequestContext>) {
        let routes = router.group("api/v1").add(middleware: ProductErrors())
        routes.get("accounts", use: accounts)
        routes.get("instances/:id/tools", use: instance)
        routes.get("accounts/:id/tools", use: account)
    }

    /// `GET /accounts[?q=…][&limit=…]`: accounts with their statuses by name, those alone whose names hold `q`.
    @Sendable func accounts(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let caller = try asking(context)
        let limit = try limit(request)
        let accounts = settings.accounts
        let query = ExploreQuery(
            model: settings.model, explore: accounts.explore, fields: [accounts.name, accounts.status],
            filters: [accounts.name: "-NULL"], sorts: [accounts.name], limit: Self.mostAccounts)
        let known = try await texts(query, caller, "account").compactMap(AccountLine.init)
        let found = AccountLine.named(request.parameter("q") ?? "", among: known)
        return .json([
            "accounts": .array(
                found.prefix(limit).map { line in
                    let level = settings.levels.firstIndex { $0.status == line.status }
                    return [
                        "name": .string(line.name), "status": JSONValue(line.status),
                        "level": level.map { .int(Int64($0)) } ?? .null,
                    ]
                }),
            "count": .int(Int64(found.count)),
            "partial": .bool(known.count >= Self.mostAccounts),
        ])
    }

    /// Names of more accounts than these are not looked through.
    private static let mostAccounts = 5_000

    private func limit(_ request: Request) throws -> Int {
        guard let text = request.parameter("limit") else { return 100 }
        guard let limit = Int(text), (1...1_000).contains(limit) else {
            throw RequestFailure.invalid(
                "Validation Failed",
                [.init(field: "limit", code: "invalid", message: "limit must be a number from 1 to 1000.")])
        }
        return limit
    }

    @Sendable func instance(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let caller = try asking(context)
        let id = try name(context)
        guard let instances = settings.instances else { throw RequestFailure.notFound("instance") }
        let rows = try await rows(
            instances.explore, [instances.id, instances.account], where: instances.id, is: id, caller, "instance")
        guard let row = rows.first else { throw RequestFailure.notFound("instance") }
        let account = row.count > 1 ? row[1] : nil
        return .json(try await answer(account: account, instance: id, caller))
    }

    @Sendable func account(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let caller = try asking(context)
        let name = try name(context)
        let accounts = settings.accounts
        let rows = try await rows(accounts.explore, [accounts.name], where: accounts.name, is: name, caller, "account")
        guard !rows.isEmpty else { throw RequestFailure.notFound("account") }
        return .json(try await answer(account: name, instance: nil, caller))
    }

    /// Whoever may ask the model at all.
    private func asking(_ context: SoundingsRequestContext) throws -> Caller {
        let caller = try context.requireCaller(may: "access_data")
        guard caller.may("access_data", in: settings.model) else { throw RequestFailure.notFound("account") }
        return caller
    }

    private func name(_ context: SoundingsRequestContext) throws -> String {
        guard let raw = context.parameters.get("id") else { throw RequestFailure.notFound("account") }
        return String(raw).removingPercentEncoding ?? String(raw)
    }

    // MARK: The answer

    private func answer(account: String?, instance: String?, _ caller: Caller) async throws -> JSONValue {
        var status: String?
        if let account {
            let accounts = settings.accounts
            let rows = try await rows(
                accounts.explore, [accounts.name, accounts.status], where: accounts.name, is: account, caller, "account"
            )
            status = rows.first.flatMap { $0.count > 1 ? $0[1] : nil }
        }
        let level = settings.levels.firstIndex { $0.status == status }
        let links = try await discovery.links(
            toDashboards: settings.links.compactMap(\.dashboard), model: settings.model, field: settings.accounts.name,
            value: account ?? "", as: try await reader(caller))
        return [
            "account": JSONValue(account), "instance": JSONValue(instance), "status": JSONValue(status),
            "level": level.map { .int(Int64($0)) } ?? .null,
            "says": .string(says(account: account, status: status, level: level)),
            "tools": .array(settings.links.compactMap { json($0, level: level, links: links) }),
            "levels": .array(
                settings.levels.map { ["status": .string($0.status), "says": .string($0.says)] }),
        ]
    }

    private func says(account: String?, status: String?, level: Int?) -> String {
        if let level { return settings.levels[level].says }
        guard account != nil else {
            return
                "Nobody knows whose instance this is. Link it to its account, and this page says what can be known of it."
        }
        guard let status else { return "The account has no telemetry status." }
        return "The settings don't know the status '\(status)'. Add it to tools.levels in soundings.yaml."
    }

    /// `nil` for a dashboard that the caller doesn't see.
    private func json(
        _ link: ToolSettings.Link, level: Int?, links: [String: Discovery.DashboardLink]
    ) -> JSONValue? {
        let needed = link.from.flatMap { from in settings.levels.firstIndex { $0.status == from } } ?? 0
        let isAvailable = link.from == nil || (level ?? -1) >= needed
        let url: String
        if let dashboard = link.dashboard {
            guard let found = links[dashboard] else { return nil }
            url = found.path
        } else {
            url = link.page ?? "/"
        }
        return [
            "title": .string(link.title), "url": .string(url), "kind": link.dashboard == nil ? "page" : "dashboard",
            "available": .bool(isAvailable),
            "why": isAvailable ? .null : .string("It needs \(link.from ?? "") of the account."),
        ]
    }

    // MARK: Queries

    /// Texts of a few rows; no rows where the caller's model has no such fields.
    private func rows(
        _ explore: String, _ fields: [String], where field: String, is value: String, _ caller: Caller, _ what: String
    ) async throws -> [[String?]] {
        let query = ExploreQuery(
            model: settings.model, explore: explore, fields: fields, filters: [field: FilterWriter.exact(value)],
            sorts: [], limit: 2)
        return try await texts(query, caller, what)
    }

    private func texts(_ query: ExploreQuery, _ caller: Caller, _ what: String) async throws -> [[String?]] {
        let answer = try await run(query, caller, what)
        var rows: [[String?]] = []
        for batch in answer.rows.batches {
            for row in 0..<batch.rowCount {
                rows.append(query.fields.indices.map { batch.columns[$0].text(row: row) })
            }
        }
        return rows
    }

    private func run(_ query: ExploreQuery, _ caller: Caller, _ what: String) async throws -> QueryAnswer {
        do {
            return try await runner.run(
                query, on: project.current(for: caller), context: context(caller),
                label: "tools for user " + caller.userID)
        } catch {
            switch error {
            case .invalid: throw RequestFailure.notFound(what)
            case .failed: throw RequestFailure.invalid("The warehouse could not say what is known of this \(what).", [])
            default: throw error
            }
        }
    }
}
