internal import FrontDoor
internal import HTTPTypes
internal import Hummingbird
internal import JSON
internal import LookML
internal import QueryCompiler
internal import QueryRunner
internal import SemanticModel

/// The LookML data tests of a project: which there are, and running them.
struct DataTestRoutes: Sendable {
    let services: LookerServices

    func add(to routes: RouterGroup<SoundingsRequestContext>) {
        routes.get("projects/:project/lookml_tests", use: list)
        routes.get("projects/:project/lookml_tests/run", use: run)
    }

    @Sendable func list(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let project = services.project.current(for: try context.requireProject(services))
        let tests = try chosen(request, of: project).map { model, test -> JSONValue in
            [
                "model_name": .string(model), "name": .string(test.name),
                "explore_name": .string(test.source.explore),
                "query_url_params": .string("fields=" + test.source.columns.map(\.field).joined(separator: ",")),
                "file": .string(test.location.file), "line": .int(Int64(test.location.line)),
            ]
        }
        return .json(.array(tests))
    }

    /// Tests see what the caller sees: access filters and grants hold.
    @Sendable func run(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let caller = try context.requireProject(services)
        let project = services.project.current(for: caller)
        let query = services.context(for: caller)
        var results: [JSONValue] = []
        for (model, test) in try chosen(request, of: project) {
            let outcome = try await services.runner.run(test, of: model, on: project, context: query)
            results.append(Self.json(outcome))
        }
        return .json(.array(results))
    }

    private func chosen(_ request: Request, of project: Project) throws -> [(model: String, test: DataTest)] {
        let (file, name, model) = (
            request.parameter("file_id"), request.parameter("test"), request.parameter("model")
        )
        let all = project.models.flatMap { model in model.tests.map { (model.name, $0) } }
        let tests = all.filter { owner, test in
            (model ?? owner) == owner && (name ?? test.name) == test.name
                && (file ?? test.location.file) == test.location.file
        }
        if let name, tests.isEmpty {
            throw RequestFailure.invalid(
                "Validation Failed",
                [.init(field: "test", code: "invalid", message: "There is no test '\(name)' here.")])
        }
        return tests
    }

    private static func json(_ outcome: DataTestOutcome) -> JSONValue {
        let failed = outcome.assertions.count { !$0.passed }
        let errors = outcome.failures.map { failure in
            ProjectValidationRoutes.json(
                Diagnostic(code: "lookml-test", message: failure.message, location: failure.location))
        }
        return [
            "model_name": .string(outcome.model), "test_name": .string(outcome.test.name),
            "assertions_count": .int(Int64(outcome.test.assertions.count)),
            "assertions_failed": .int(Int64(outcome.problem == nil ? failed : outcome.test.assertions.count)),
            "errors": .array(errors), "warnings": [], "success": .bool(outcome.passed),
        ]
    }
}
