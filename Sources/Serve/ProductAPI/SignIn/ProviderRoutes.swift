internal import Content
package import FrontDoor
internal import HTTPTypes
package import Hummingbird
internal import JSON
internal import Logging
internal import OpenIDConnect

/// Signing in through an identity provider: `GET /oidc/start` sends the browser there, `GET /oidc/callback` takes it back.
///
/// Both are pages that a browser goes to, so what goes wrong leads to the sign-in page with a word for it.
package struct ProviderRoutes: Sendable {
    private let services: SignInServices
    /// The address that people open.
    private let address: @Sendable () -> String

    package init(_ services: SignInServices, address: @escaping @Sendable () -> String) {
        self.services = services
        self.address = address
    }

    /// Over TLS a name that browsers take from this host alone, as that of the session.
    private var cookieName: String { services.isSecure ? "__Host-soundings_sign_in" : "soundings_sign_in" }

    package func add(to router: Router<SoundingsRequestContext>) {
        router.get("oidc/start", use: start)
        router.get("oidc/callback", use: callback)
        router.group("api/v1").add(middleware: ProductErrors()).get("sign-in", use: ways)
    }

    /// How people may sign in, for the page that asks them.
    @Sendable func ways(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        .json([
            "passwords": .bool(services.takesPasswords),
            "provider": services.provider.map { ["label": .string($0.settings.label)] } ?? .null,
        ])
    }

    @Sendable func start(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        guard let provider = services.provider else { throw HTTPError(.notFound) }
        do {
            let begun = try await provider.begin(
                redirect: address() + "/oidc/callback", next: Self.local(request.parameter("next")))
            var response = Self.redirect(to: begun.address)
            response.headers[.setCookie] = cookie(begun.browser, seconds: 600)
            return response
        } catch {
            context.logger.error("Nobody can sign in through \(provider.settings.issuer): \(error)")
            return Self.redirect(to: "/?sign-in=unavailable")
        }
    }

    @Sendable func callback(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        guard let provider = services.provider else { throw HTTPError(.notFound) }
        AuditNotes.current?.action = .signIn
        AuditNotes.current?.add("with", .string(provider.settings.issuer))
        do {
            let (identity, next) = try await provider.end(
                code: request.parameter("code"), state: request.parameter("state"), issuer: request.parameter("iss"),
                refusal: request.parameter("error"), browser: Authentication.cookie(cookieName, in: request))
            AuditNotes.current?.userName = identity.email ?? identity.subject
            AuditNotes.current?.add("subject", .string(identity.subject))
            let outcome = try await services.people.signIn(
                as: ExternalIdentity(
                    issuer: identity.issuer, subject: identity.subject, email: identity.email,
                    firstName: identity.firstName, lastName: identity.lastName, groups: identity.groups),
                makesAccounts: provider.settings.makesAccounts,
                linksVerifiedAddress: provider.settings.linksVerifiedAddress && identity.emailIsVerified,
                replacing: context.session, from: SignInRoutes.place(request, context))
            switch outcome {
            case .session(let session):
                AuditNotes.current?.caller = await services.callers.caller(sessionID: session.token)
                var response = Self.redirect(to: next)
                response.headers[values: .setCookie] = [
                    Authentication.cookie(
                        session: session.token, seconds: Int(People.sessionLifetime), secure: services.isSecure),
                    cookie("", seconds: 0),
                ]
                return response
            case .unknown: return refused("unknown")
            case .addressTaken: return refused("address-taken")
            case .disabled: return refused("disabled")
            }
        } catch let error as SignInError {
            context.logger.notice("A sign-in through \(provider.settings.issuer) failed: \(error)")
            if case .stale = error { return refused("stale") }
            return refused("failed")
        }
    }

    /// Back to the sign-in page. The audit log has it as refused.
    private func refused(_ why: String) -> Response {
        AuditNotes.current?.add("refused", .string(why))
        AuditNotes.current?.isRefused = true
        var response = Self.redirect(to: "/?sign-in=" + why)
        response.headers[.setCookie] = cookie("", seconds: 0)
        return response
    }

    private func cookie(_ value: String, seconds: Int) -> String {
        let place = services.isSecure ? "/; Secure" : "/oidc"
        return "\(cookieName)=\(value); Path=\(place); HttpOnly; SameSite=Lax; Max-Age=\(seconds)"
    }

    private static func redirect(to address: String) -> Response {
        Response(status: .seeOther, headers: [.location: address, .cacheControl: "no-store"], body: ResponseBody())
    }

    /// A path of ours; `/` for anything else: a browser takes `//host` and `/\host` for other sites.
    static func local(_ text: String?) -> String {
        guard let text, text.utf8.count <= 2_000, text.utf8.first == UInt8(ascii: "/") else { return "/" }
        let second = text.utf8.dropFirst().first
        let isPlain = text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "\\") }
        return isPlain && second != UInt8(ascii: "/") ? text : "/"
    }
}
