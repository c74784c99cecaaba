internal import JSON

/// A signed token, taken apart and not believed yet (RFC 7519).
struct IDToken {
    let algorithm: String
    let keyID: String?
    let claims: JSONValue
    private let signed: [UInt8]
    private let signature: [UInt8]

    /// - Throws: ``SignInError/badToken(_:)``
    init(_ text: String) throws(SignInError) {
        guard text.utf8.count <= 64 << 10 else { throw .badToken("it is too long") }
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3, let head = Base64URL.decode(parts[0]), let body = Base64URL.decode(parts[1]),
            let signature = Base64URL.decode(parts[2]), let header = try? JSONValue.parse(head),
            let claims = try? JSONValue.parse(body), claims.objectValue != nil,
            let algorithm = header["alg"]?.stringValue
        else { throw .badToken("it is no signed token") }
        // What a header says is critical and we don't know must not be passed over (RFC 7515 §4.1.11).
        guard header["crit"] == nil else { throw .badToken("it asks for something that is not known") }
        self.algorithm = algorithm
        keyID = header["kid"]?.stringValue
        self.claims = claims
        self.signature = signature
        signed = Array((parts[0] + "." + parts[1]).utf8)
    }

    /// Whether one of these keys has signed it, with the algorithm that the key is for.
    func isSigned(by keys: [SigningKey]) -> Bool {
        keys.contains { $0.algorithm == algorithm && $0.verifies(signature, of: signed) }
    }

    /// Checks what the token says (OpenID Connect Core §3.1.3.7).
    ///
    /// - Parameter now: Seconds since 1970. Clocks may differ by a minute.
    /// - Throws: ``SignInError/badToken(_:)``
    func check(issuer: String, clientID: String, nonce: String, now: Int64) throws(SignInError) {
        guard let said = claims["iss"]?.stringValue, said.utf8.elementsEqual(issuer.utf8) else {
            throw .badToken("it is of another issuer")
        }
        let audience = claims["aud"]?.stringValue.map { [$0] } ?? claims["aud"]?.arrayValue?.compactMap(\.stringValue)
        guard let audience, audience.contains(where: { $0.utf8.elementsEqual(clientID.utf8) }) else {
            throw .badToken("it is for somebody else")
        }
        let party = claims["azp"]?.stringValue
        guard party == nil ? audience.count == 1 : party?.utf8.elementsEqual(clientID.utf8) == true else {
            throw .badToken("it was made for somebody else")
        }
        guard let end = claims["exp"]?.doubleValue, end > Double(now) - 60 else { throw .badToken("it has expired") }
        guard let made = claims["iat"]?.doubleValue, made < Double(now) + 60, made > Double(now) - 86_400 else {
            throw .badToken("it was not made just now")
        }
        guard let said = claims["nonce"]?.stringValue, said.utf8.elementsEqual(nonce.utf8) else {
            throw .badToken("it was made for another sign-in")
        }
        guard let subject = claims["sub"]?.stringValue, (1...255).contains(subject.utf8.count) else {
            throw .badToken("it does not say whom it is about")
        }
    }
}
