internal import Content
package import FrontDoor
internal import HTTPTypes
package import Hummingbird

/// The web app: its files, and its page for every address that is the app's own.
struct PageRoutes: Sendable {
    let services: ProductServices

    /// Answers `GET` of a file or a page; `nil` for what is neither, such as an unknown API path.
    func answer(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response? {
        guard request.method == .get || request.method == .head else { return nil }
        let path = request.uri.path
        guard let site = services.site else {
            guard path == "/" else { return nil }
            return .text("The web app is not built. Run scripts/build-web, then start Soundings again.", status: .ok)
        }
        if let file = site.file(path) { return StaticSite.response(file, to: request) }
        let belongsToAPI = ["/api/", "/.api/", "/assets/", "/2/", "/batch", "/updates"].contains { path.hasPrefix($0) }
        guard !belongsToAPI, request.headers[.accept].map({ $0.contains("text/html") || $0.contains("*/*") }) ?? true
        else { return nil }
        var response =
            try await OldLinks(content: services.content).target(request).map(Response.redirect(to:))
            ?? StaticSite.response(site.page, to: request)
        if services.welcomesVisitors, context.caller == nil {
            // The visitor gets a session together with the page, so that there is no wizard before the first picture.
            let session = try await services.people.startVisitorSession()
            response.headers[.setCookie] = Authentication.cookie(
                session: session.token, seconds: Int(People.sessionLifetime), secure: services.isSecure)
        }
        return response
    }
}

/// Falls back to the web app where no route matched.
package struct WebApp: RouterMiddleware {
    package typealias Context = SoundingsRequestContext

    private let pages: PageRoutes

    package init(_ services: ProductServices) {
        pages = PageRoutes(services: services)
    }

    package func handle(
        _ request: Request, context: SoundingsRequestContext,
        next: (Request, SoundingsRequestContext) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch let error as any HTTPResponseError where error.status == .notFound {
            guard let page = try await pages.answer(request, context) else { throw error }
            return page
        }
    }
}

extension Response {
    /// To another page of ours.
    /// - Parameter path: Begins with one slash.
    static func redirect(to path: String) -> Response {
        Response(
            status: .found, headers: [.location: path, .cacheControl: "no-store"], body: ResponseBody())
    }
}
