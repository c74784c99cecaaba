internal import FrontDoor
internal import HTTPTypes
internal import Hummingbird
internal import JSON
internal import LookML
internal import Synchronization

/// `validate` of a project: run, and its last result.
struct ProjectValidationRoutes: Sendable {
    let services: LookerServices
    private let last = LastValidation()

    init(services: LookerServices) { self.services = services }

    func add(to routes: RouterGroup<SoundingsRequestContext>) {
        routes.post("projects/:project/validate", use: validate)
        routes.get("projects/:project/validate", use: result)
    }

    @Sendable func validate(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let validator = try await validator(for: try context.requireProject(services))
        let started = ContinuousClock.now
        let digest = validator.digest()
        let problems = try await validator.problems()
        let result = LastValidation.Result(
            problems: problems, digest: digest, seconds: (ContinuousClock.now - started) / .seconds(1))
        last.keep(result, of: validator.folder)
        return .json(selecting(.object(Self.json(result)), request))
    }

    @Sendable func result(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let validator = try await validator(for: try context.requireProject(services))
        guard let result = last.result(of: validator.folder) else { return .empty(.noContent) }
        var json = Self.json(result)
        json["stale"] = .bool(result.digest != validator.digest())
        return .json(selecting(.object(json), request))
    }

    /// Of what is served or, in development mode, of the caller's branch.
    private func validator(for caller: Caller) async throws -> ProjectValidator {
        try await services.developedRoot(of: caller).map { services.branches.validator($0) } ?? services.validator
    }

    private static func json(_ result: LastValidation.Result) -> JSONObject {
        JSONObject([
            ("errors", .array(result.problems.map(json))), ("project_digest", .string(result.digest)),
            ("models_not_validated", []), ("computation_time", .double(result.seconds)),
        ])
    }

    /// `ProjectError`
    static func json(_ problem: Diagnostic) -> JSONValue {
        let message = problem.message + (problem.suggestion.map { " (\($0))" } ?? "")
        return [
            "code": .string(problem.code), "severity": .string(problem.severity.rawValue),
            "kind": .string(problem.code.hasPrefix("syntax-") ? "syntax" : "lookml"), "message": .string(message),
            "field_name": .null, "file_path": .string(problem.location.file),
            "line_number": .int(Int64(problem.location.line)), "model_id": .null, "explore": .null,
            "help_url": "docs/reference/problems.md", "params": .object(JSONObject()),
            "sanitized_message": .string(message),
        ]
    }
}

extension SoundingsRequestContext {
    /// The caller, who may work on the project that the path names.
    func requireProject(_ services: LookerServices) throws -> Caller {
        let caller = try requireCaller(may: "develop")
        guard try name("project") == services.project.current.name else { throw RequestFailure.notFound("project") }
        return caller
    }
}

/// What the last run of `validate` found; gone when the server ends.
private final class LastValidation: Sendable {
    struct Result: Sendable {
        var problems: [Diagnostic]
        var digest: String
        var seconds: Double
    }

    /// By the folders of the project and its branches.
    private let state = Mutex<[String: Result]>([:])

    func result(of folder: String) -> Result? { state.withLock { $0[folder] } }

    func keep(_ result: Result, of folder: String) { state.withLock { $0[folder] = result } }
}
