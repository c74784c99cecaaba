internal import Content
package import FrontDoor
internal import HTTPTypes
package import Hummingbird
internal import JSON
internal import LookML
internal import ModelCheck
internal import ProblemReports
internal import QueryCompiler
internal import SemanticModel
internal import Warehouse

/// Our own API, `/api/v1`: what Looker's does not have. The page's session and signing in, what the data comes from and how
/// fresh it is, the problems of the project, and the metrics catalogue.
package struct ProductRoutes: Sendable {
    private let services: ProductServices

    package init(_ services: ProductServices) {
        self.services = services
    }

    package func add(to router: Router<SoundingsRequestContext>) {
        let routes = router.group("api/v1").add(middleware: ProductErrors())
        SignInRoutes(services: services.signIn, describe: describe).add(to: routes)
        routes.get("problems", use: problems)
        MetricRoutes(services: services).add(to: routes)
        LineageRoutes(services: services).add(to: routes)
        SavedContentRoutes(content: services.content).add(to: routes)
        StatementRoutes(content: services.content).add(to: routes)
    }

    /// What is wrong with the project's files as they are on disk; with `warehouse=yes` also what the warehouse says of the
    /// SQL of the model that is served.
    @Sendable func problems(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let caller = try context.requireCaller(may: "see_lookml")
        var problems = try await services.problems()
        if ["yes", "true", "1"].contains(request.uri.queryParameters["warehouse"].map(String.init)) {
            // Messages of the database hold SQL, and planning it all is work.
            guard caller.may("develop") else { throw RequestFailure.forbidden("develop") }
            problems += try await warehouseProblems()
            problems.sort { ($0.location, $0.code) < ($1.location, $1.code) }
        }
        return .json(["problems": .array(problems.map(\.json))])
    }

    private func warehouseProblems() async throws -> [Diagnostic] {
        let check = ModelCheck(
            warehouse: services.warehouse,
            context: QueryContext(now: services.now(), projectTimezone: services.timezone),
            timeLimit: Self.checkTimeLimit)
        return try await check.run(services.project.current).problems
    }

    private static let checkTimeLimit = Duration.seconds(60)

    @Sendable private func describe(_ caller: Caller) -> JSONValue {
        let instance = services.instance.current
        return [
            "user": [
                "id": .string(caller.userID), "display_name": .string(caller.displayName),
                "email": JSONValue(caller.email), "role": .string(caller.role),
            ],
            "visitor": .bool(caller.isVisitor), "acting": .bool(caller.sudoUserID != nil),
            "workspace": .string(caller.workspace),
            "permissions": .array(caller.permissions.sorted().map(JSONValue.string)),
            "project": [
                "name": .string(services.projectName), "label": .string(instance.label ?? services.projectLabel),
                "timezone": .string(services.timezone),
            ],
            "home": JSONValue(instance.home), "contact": JSONValue(instance.contact),
        ]
    }
}
