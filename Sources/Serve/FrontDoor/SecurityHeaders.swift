internal import HTTPTypes
package import Hummingbird

/// The headers that every answer carries.
///
/// Scripts come from our own origin only and never stand inside a page; styles may, since charts set them.
package struct SecurityHeaders: RouterMiddleware {
    package typealias Context = SoundingsRequestContext

    private static let contentPolicy =
        "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
        + "font-src 'self'; connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; "
        + "frame-ancestors 'none'"

    private let isSecure: Bool

    /// - Parameter isSecure: Whether browsers reach the server over TLS; then they are told to do so for a year.
    package init(isSecure: Bool) { self.isSecure = isSecure }

    package func handle(
        _ request: Request, context: SoundingsRequestContext,
        next: (Request, SoundingsRequestContext) async throws -> Response
    ) async throws -> Response {
        var response = try await next(request, context)
        response.headers[.xContentTypeOptions] = "nosniff"
        if isSecure { response.headers[.strictTransportSecurity] = "max-age=31536000" }
        if response.headers[.contentType]?.hasPrefix("text/html") == true {
            response.headers[.contentSecurityPolicy] = Self.contentPolicy
            if let name = HTTPField.Name("Referrer-Policy") { response.headers[name] = "same-origin" }
            if let name = HTTPField.Name("Cross-Origin-Opener-Policy") { response.headers[name] = "same-origin" }
        }
        return response
    }
}
