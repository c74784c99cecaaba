internal import Crypto
internal import JSON

/// A provider's addresses, as it publishes them (OpenID Connect Discovery 1.0).
struct ProviderAddresses: Sendable {
    var authorization: String
    var token: String
    var keys: String
    var userInfo: String?
    /// Whether the client's secret goes into the body instead of a header.
    var postsSecret: Bool

    /// - Throws: ``SignInError/unavailable(_:)``
    init(_ json: JSONValue, issuer: String) throws(SignInError) {
        // A document of another issuer would let that one sign in everybody of this one.
        guard let said = json["issuer"]?.stringValue, said.utf8.elementsEqual(issuer.utf8) else {
            throw .unavailable("its configuration is that of another issuer than \(issuer)")
        }
        guard let authorization = json["authorization_endpoint"]?.stringValue,
            let token = json["token_endpoint"]?.stringValue, let keys = json["jwks_uri"]?.stringValue
        else { throw .unavailable("its configuration lacks an address") }
        self.authorization = authorization
        self.token = token
        self.keys = keys
        userInfo = json["userinfo_endpoint"]?.stringValue
        let methods = json["token_endpoint_auth_methods_supported"]?.arrayValue?.compactMap(\.stringValue)
        postsSecret = methods.map { !$0.contains("client_secret_basic") && $0.contains("client_secret_post") } ?? false
    }
}

/// Talks to an identity provider: finds its addresses and keys, trades codes for tokens, checks these.
package actor Provider {
    package nonisolated let settings: ProviderSettings
    private let now: @Sendable () -> Int64
    private var addresses: (found: ProviderAddresses, at: Int64)?
    private var keys: (found: KeySet, at: Int64)?

    /// Seconds for which what was found is used again.
    private static let freshness: Int64 = 3_600
    /// Seconds between two looks for a key that is unknown.
    private static let patience: Int64 = 60

    /// - Parameter now: Seconds since 1970.
    package init(_ settings: ProviderSettings, now: @escaping @Sendable () -> Int64) {
        self.settings = settings
        self.now = now
    }

    /// Where a browser goes to sign in: authorization code flow with PKCE (RFC 7636).
    ///
    /// - Throws: ``SignInError/unavailable(_:)``
    func authorizationAddress(for pending: PendingSignIn, state: String) async throws(SignInError) -> String {
        let address = try await find().authorization
        let challenge = Base64URL.encode(SHA256.hash(data: Array(pending.verifier.utf8)))
        let query = FormText.write([
            ("response_type", "code"), ("client_id", settings.clientID), ("redirect_uri", pending.redirect),
            ("scope", settings.scopes.joined(separator: " ")), ("state", state), ("nonce", pending.nonce),
            ("code_challenge", challenge), ("code_challenge_method", "S256"),
        ])
        return address + (address.contains("?") ? "&" : "?") + query
    }

    /// Trades a code for what the provider says of somebody.
    ///
    /// - Throws: ``SignInError``
    func claims(code: String, for pending: PendingSignIn) async throws(SignInError) -> JSONValue {
        let addresses = try await find()
        var form = [
            ("grant_type", "authorization_code"), ("code", code), ("redirect_uri", pending.redirect),
            ("code_verifier", pending.verifier),
        ]
        var authorization: String?
        if let secret = settings.clientSecret, !addresses.postsSecret {
            let pair = FormText.encode(settings.clientID) + ":" + FormText.encode(secret)
            authorization = "Basic " + BasicText.encode(pair)
        } else {
            form.append(("client_id", settings.clientID))
            if let secret = settings.clientSecret { form.append(("client_secret", secret)) }
        }
        let reply = try await ProviderExchange.send(addresses.token, form: form, authorization: authorization)
        guard reply.status == 200 else {
            throw .refused(String((reply.json["error"]?.stringValue ?? "status \(reply.status)").prefix(100)))
        }
        guard let text = reply.json["id_token"]?.stringValue else { throw .badToken("there is none") }
        let token = try IDToken(text)
        try await checkSignature(of: token, at: addresses.keys)
        try token.check(
            issuer: settings.issuer, clientID: settings.clientID, nonce: pending.nonce, now: now())
        return try await completed(token.claims, accessToken: reply.json["access_token"]?.stringValue, addresses)
    }

    private func checkSignature(of token: IDToken, at address: String) async throws(SignInError) {
        guard ["RS256", "ES256"].contains(token.algorithm) else {
            throw .badToken("it is signed with \(token.algorithm.prefix(20))")
        }
        if let keys, keys.at > now() - Self.freshness, token.isSigned(by: keys.found.keys(id: token.keyID)) { return }
        // Perhaps the keys have changed; whoever sends made-up tokens must not make us ask all the time.
        if keys.map({ $0.at <= now() - Self.patience }) ?? true {
            let found = KeySet(try await ProviderExchange.send(address).json)
            keys = (found, now())
            if token.isSigned(by: found.keys(id: token.keyID)) { return }
        }
        throw .badToken("none of the provider's keys has signed it")
    }

    /// Adds what only the provider's other address says: some list groups there alone.
    private func completed(
        _ claims: JSONValue, accessToken: String?, _ addresses: ProviderAddresses
    ) async throws(SignInError) -> JSONValue {
        let lacksGroups = !settings.groups.isEmpty && claims[settings.groupsClaim] == nil
        guard lacksGroups || claims["email"] == nil, let address = addresses.userInfo, let accessToken,
            var object = claims.objectValue
        else { return claims }
        let more = try await ProviderExchange.send(address, authorization: "Bearer " + accessToken)
        // It must be about the same account (OpenID Connect Core §5.3.2).
        guard more.status == 200, let subject = more.json["sub"]?.stringValue,
            claims["sub"]?.stringValue?.utf8.elementsEqual(subject.utf8) == true
        else { return claims }
        for (name, value) in more.json.objectValue?.members ?? [] where object[name] == nil { object[name] = value }
        return .object(object)
    }

    private func find() async throws(SignInError) -> ProviderAddresses {
        if let addresses, addresses.at > now() - Self.freshness { return addresses.found }
        var base = settings.issuer
        while base.hasSuffix("/") { base.removeLast() }
        let reply = try await ProviderExchange.send(base + "/.well-known/openid-configuration")
        guard reply.status == 200 else { throw .unavailable("its configuration answers with \(reply.status)") }
        let found = try ProviderAddresses(reply.json, issuer: settings.issuer)
        addresses = (found, now())
        return found
    }
}
