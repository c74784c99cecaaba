package import Content
internal import Development
package import FrontDoor
internal import HTTPTypes
package import Hummingbird
internal import JSON
internal import ProblemReports
package import QueryDesk
internal import SemanticModel

/// Work on the project's files: each developer on a branch of their own, until it is deployed.
///
/// Whoever changes the model decides what everybody sees, so all of it takes the permission for every model.
package struct DevelopmentRoutes: Sendable {
    private let branches: Branches
    /// Where the saved numbers of both versions are asked for.
    private let queries: QueryDesk
    private let content: ContentStore

    package init(_ branches: Branches, queries: QueryDesk, content: ContentStore) {
        self.branches = branches
        self.queries = queries
        self.content = content
    }

    private var desk: DevelopmentDesk { branches.desk }

    package func add(to router: Router<SoundingsRequestContext>) {
        let routes = router.group("api/v1/develop").add(middleware: ProductErrors()).add(
            middleware: DevelopmentErrors())
        routes.get("", use: state)
        routes.post("", use: open)
        routes.get("files", use: files)
        routes.get("file", use: read)
        routes.put("file", use: write)
        routes.delete("file", use: remove)
        routes.post("rename", use: rename)
        routes.get("explores", use: explores)
        routes.get("problems", use: problems)
        routes.get("diff", use: diff)
        routes.get("numbers", use: numbers)
        routes.post("commit", use: commit)
        routes.post("update", use: update)
        routes.post("abandon-update", use: abandonUpdate)
        routes.post("discard", use: discard)
        routes.post("deploy", use: deploy)
    }

    // MARK: The branch

    /// `GET /develop`: `{"branch": null}` before it is begun; `{"available": false, "message": …}` where there are no
    /// branches.
    @Sendable func state(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let (developer, caller) = try developer(context)
        do {
            guard let state = try await desk.state(of: developer) else {
                return .json(["available": true, "branch": .null, "can_deploy": .bool(caller.mayEverywhere("deploy"))])
            }
            return .json(json(state, for: caller))
        } catch let error where error.reason == .noRepository {
            return .json(["available": false, "message": .string(error.message)])
        }
    }

    @Sendable func open(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let (developer, caller) = try developer(context)
        return .json(json(try await desk.open(developer), for: caller))
    }

    /// `POST /develop/commit`: `{"message": …}`
    @Sendable func commit(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let (developer, caller) = try developer(context)
        let body = try await request.json(upTo: 64 * 1_024)
        let message = Self.trimmed(body["message"]?.stringValue ?? "")
        guard !message.isEmpty else {
            throw RequestFailure.invalid(
                "Say what you changed.",
                [.init(field: "message", code: "missing_field", message: "Say what you changed, and why.")])
        }
        try await desk.commit(message, of: developer)
        return .json(json(try await desk.open(developer), for: caller))
    }

    @Sendable func update(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let (developer, caller) = try developer(context)
        try await desk.update(developer)
        return .json(json(try await desk.open(developer), for: caller))
    }

    @Sendable func abandonUpdate(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let (developer, caller) = try developer(context)
        try await desk.abandonUpdate(developer)
        return .json(json(try await desk.open(developer), for: caller))
    }

    /// `POST /develop/discard`: `{"path": …}`, or `{"all": true}` for the committed changes, too.
    @Sendable func discard(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let (developer, caller) = try developer(context)
        let body = try await request.json(upTo: 64 * 1_024)
        if let path = body["path"]?.stringValue {
            try await desk.discard(try ProjectPath(path), of: developer)
        } else if body["all"]?.boolValue == true {
            try await desk.discard(nil, of: developer)
        } else {
            throw RequestFailure.badRequest("Say which file: {\"path\": …}, or {\"all\": true}.")
        }
        return .json(json(try await desk.open(developer), for: caller))
    }

    /// `POST /develop/deploy`. Refused while the branch has errors that what is served has not.
    @Sendable func deploy(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let caller = try context.requireCaller()
        return .json(json(try await branches.deploy(caller), for: caller))
    }

    // MARK: Files

    @Sendable func files(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let (developer, _) = try developer(context)
        let files = try await desk.files(of: developer)
        return .json([
            "files": .array(files.map { ["path": .string($0.text), "type": .string($0.type)] })
        ])
    }

    /// `GET /develop/file?path=…`
    @Sendable func read(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let (developer, _) = try developer(context)
        return .json(Self.json(try await desk.read(try path(request), of: developer)))
    }

    /// `PUT /develop/file`: `{"path": …, "text": …, "version": …}`; no version for a file that is new. 409 when it is
    /// another by now.
    @Sendable func write(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let (developer, caller) = try developer(context)
        let body = try await request.json(upTo: 5 * 1_024 * 1_024)
        guard let path = body["path"]?.stringValue, let text = body["text"]?.stringValue else {
            throw RequestFailure.badRequest("A file is written with its path and its text.")
        }
        let written = try await desk.write(
            try changeable(path, by: caller), text, over: body["version"]?.stringValue, of: developer)
        AuditNotes.current?.object = "project/" + path
        return .json(["path": .string(written.path.text), "version": .string(written.version)])
    }

    @Sendable func remove(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let (developer, caller) = try developer(context)
        let path = try changeable(try path(request).text, by: caller)
        AuditNotes.current?.object = "project/" + path.text
        try await desk.remove(path, of: developer)
        return .empty(.noContent)
    }

    /// `POST /develop/rename`: `{"path": …, "to": …}`
    @Sendable func rename(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let (developer, caller) = try developer(context)
        let body = try await request.json(upTo: 64 * 1_024)
        guard let path = body["path"]?.stringValue, let to = body["to"]?.stringValue else {
            throw RequestFailure.badRequest("A file is renamed with its path, and to what.")
        }
        try await desk.rename(
            try changeable(path, by: caller), to: try changeable(to, by: caller), of: developer)
        return .empty(.noContent)
    }

    // MARK: What it would do

    /// `GET /develop/explores?path=…`: where what a file of the branch says can be looked at.
    @Sendable func explores(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let (developer, caller) = try developer(context)
        let path = try path(request).text
        let project = try await branches.model(of: developer).opened(to: caller.attributes)
            .keepingModels { caller.may("explore", in: $0) }
        let explores = project.explores(showing: path).prefix(Self.mostExplores)
        return .json([
            "explores": .array(
                explores.map {
                    ["model": .string($0.model), "name": .string($0.name), "label": .string($0.label)]
                })
        ])
    }

    private static let mostExplores = 40

    @Sendable func problems(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let (developer, _) = try developer(context)
        return .json(["problems": .array(try await branches.problems(of: developer).map(\.json))])
    }

    @Sendable func diff(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let (developer, _) = try developer(context)
        return .json(["diff": .string(try await desk.diff(of: developer))])
    }

    /// `GET /develop/numbers`: which saved numbers would change, as ``ModelComparison`` writes it.
    @Sendable func numbers(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let caller = try context.requireCaller()
        let project = try await branches.model(of: try branches.runner(caller))
        guard !project.hasErrors else {
            throw DevelopmentError(.notReady, "The branch has errors. Mend those first: they are among its problems.")
        }
        let access = try await content.folderAccess(
            for: ContentReader(userID: caller.userID, groupIDs: caller.groupIDs, isAdmin: caller.isAdmin))
        var dashboards: [Dashboard] = []
        for summary in try await content.dashboards() where access.maySee(summary.folderID) {
            if let dashboard = try await content.dashboard(summary.id) { dashboards.append(dashboard) }
        }
        let looks = try await content.looks().filter { access.maySee($0.folderID) }
        let questions = ComparedQuestion.all(looks: looks, dashboards: dashboards)
        let comparison = ModelComparison(queries, with: project, for: caller)
        return QueryOutput(
            .stream { write in
                try await context.whileClientWaits { try await comparison.run(questions, write) }
            }, contentType: "application/x-ndjson"
        ).response
    }

    // MARK: Parts

    private func developer(_ context: SoundingsRequestContext) throws -> (Developer, Caller) {
        let caller = try context.requireCaller()
        return (try branches.developer(caller), caller)
    }

    /// A file that somebody may change. The settings say how people sign in, what programs reach and where data may be sent:
    /// with them a developer could make themselves an administrator.
    private func changeable(_ text: String, by caller: Caller) throws -> ProjectPath {
        let path = try ProjectPath(text)
        guard path.text != "soundings.yaml" || caller.isAdmin else {
            throw RequestFailure.refused("The settings of the server are changed by administrators.")
        }
        return path
    }

    private func path(_ request: Request) throws -> ProjectPath {
        guard let text = request.parameter("path"), !text.isEmpty else {
            throw RequestFailure.invalid(
                "Say which file.", [.init(field: "path", code: "missing_field", message: "path is required.")])
        }
        return try ProjectPath(text)
    }

    private func json(_ state: WorkspaceState, for caller: Caller) -> JSONValue {
        [
            "available": true, "branch": .string(state.branch), "production_branch": JSONValue(state.productionBranch),
            "production_commit": .string(state.productionCommit), "ahead": JSONValue(state.ahead),
            "behind": JSONValue(state.behind), "is_merging": .bool(state.isMerging),
            "can_deploy": .bool(caller.mayEverywhere("deploy")),
            "edited_in_production": .array(state.editedInProduction.map(JSONValue.string)),
            "changes": .array(
                state.changes.map { change in
                    [
                        "path": .string(change.path), "kind": .string(change.kind.rawValue),
                        "is_committed": .bool(!change.isUncommitted),
                    ]
                }),
        ]
    }

    private static func json(_ file: ProjectFile) -> JSONValue {
        [
            "path": .string(file.path.text), "type": .string(file.path.type), "text": .string(file.text),
            "version": .string(file.version),
        ]
    }

    private static func trimmed(_ text: String) -> String {
        var part = Substring(text)
        while part.first?.isWhitespace == true { part.removeFirst() }
        while part.last?.isWhitespace == true { part.removeLast() }
        return String(part)
    }
}
