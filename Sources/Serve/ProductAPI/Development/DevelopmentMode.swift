package import FrontDoor
package import Hummingbird

/// Answers whoever works in development mode with the model of their branch. Comes right after ``Authentication``, so that
/// nobody else has to know of branches: see ``LiveProject/current(for:)``.
package struct DevelopmentMode: RouterMiddleware {
    package typealias Context = SoundingsRequestContext

    private let branches: Branches

    package init(_ branches: Branches) { self.branches = branches }

    package func handle(
        _ request: Request, context: SoundingsRequestContext,
        next: (Request, SoundingsRequestContext) async throws -> Response
    ) async throws -> Response {
        guard let caller = context.caller, caller.workspace == "dev" else { return try await next(request, context) }
        var context = context
        context.caller = await branches.settled(caller)
        return try await next(request, context)
    }
}
