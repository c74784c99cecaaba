internal import HTTPTypes
package import Hummingbird

/// Finds out who makes a request: by `Authorization` header, else by session cookie. Anonymous requests pass; routes
/// say what they need.
///
/// A request that changes something and comes with a cookie must carry the header `X-Soundings-Request`, which a page of
/// another site can't send, and must not say that it comes from another site.
package struct Authentication: RouterMiddleware {
    package static let cookieName = "soundings_session"
    /// Over TLS: the browser takes a cookie of such a name only from this host itself (RFC 6265bis, cookie prefixes).
    package static let secureCookieName = "__Host-soundings_session"
    package static let proofHeader = "X-Soundings-Request"

    private let directory: any CallerDirectory
    private let cookieName: String

    /// - Parameter isSecure: Whether browsers reach the server over TLS. Then a session is taken from the guarded cookie
    ///   alone: a neighbouring host could set the other one, and so sign a browser in as somebody else.
    package init(directory: any CallerDirectory, isSecure: Bool) {
        self.directory = directory
        cookieName = isSecure ? Self.secureCookieName : Self.cookieName
    }

    package func handle(
        _ request: Request, context: SoundingsRequestContext,
        next: (Request, SoundingsRequestContext) async throws -> Response
    ) async throws -> Response {
        var context = context
        if let authorization = request.headers[.authorization] {
            if let token = Self.token(in: authorization) { context.caller = await directory.caller(accessToken: token) }
            AuditNotes.current?.caller = context.caller
        } else if let session = Self.cookie(cookieName, in: request) {
            context.session = session
            context.caller = await directory.caller(sessionID: session)
            AuditNotes.current?.caller = context.caller
            if context.caller != nil, Self.changesSomething(request.method), !Self.isFromOwnPage(request) {
                throw RequestFailure.forged
            }
        }
        return try await next(request, context)
    }

    /// The token of an `Authorization` header: `Bearer TOKEN` as the SDKs send it, `token TOKEN` as Looker documents it.
    package static func token(in authorization: String) -> String? {
        let parts = authorization.split(separator: " ", maxSplits: 1)
        guard parts.count == 2, ["bearer", "token"].contains(parts[0].lowercased()) else { return nil }
        return parts[1].trimmingPrefix(" ").description
    }

    /// The value of a cookie.
    package static func cookie(_ name: String, in request: Request) -> String? {
        for header in request.headers[values: .cookie] {
            for pair in header.split(separator: ";") {
                let parts = pair.split(separator: "=", maxSplits: 1).map { $0.drop { $0 == " " } }
                if parts.count == 2, parts[0] == name { return String(parts[1]) }
            }
        }
        return nil
    }

    /// The cookie that keeps a session: out of reach of scripts, and not sent along from other sites' forms.
    /// - Parameter seconds: How long the browser keeps it; 0 takes it away.
    package static func cookie(session: String, seconds: Int, secure: Bool) -> String {
        "\(secure ? secureCookieName : cookieName)=\(session); Path=/; HttpOnly; SameSite=Lax; Max-Age=\(seconds)"
            + (secure ? "; Secure" : "")
    }

    private static func changesSomething(_ method: HTTPRequest.Method) -> Bool {
        ![.get, .head, .options].contains(method)
    }

    /// Whether a request carries what only a page of ours can send along with it.
    package static func isFromOwnPage(_ request: Request) -> Bool {
        guard let name = HTTPField.Name(proofHeader), request.headers[name] != nil else { return false }
        if let fetchSite = HTTPField.Name("Sec-Fetch-Site").flatMap({ request.headers[$0] }) {
            return fetchSite == "same-origin" || fetchSite == "none"
        }
        guard let origin = request.headers[.origin], let host = request.head.authority else { return true }
        return origin.hasSuffix("://" + host)
    }
}
