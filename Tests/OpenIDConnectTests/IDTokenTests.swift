import Crypto
import CryptoExtras
import Foundation
import JSON
import Testing

@testable import OpenIDConnect

/// Tokens made here with keys of our own, as providers and those who forge them make them.
@Suite struct IDTokenTests {
    private static let rsa = try? _RSA.Signing.PrivateKey(keySize: .bits2048)
    private static let now: Int64 = 1_800_000_000

    private func claims(_ changes: [(String, JSONValue?)] = []) -> JSONValue {
        var object = JSONObject([
            ("iss", "https://id.example.com"), ("aud", "soundings"), ("sub", "42"), ("nonce", "n"),
            ("exp", .int(Self.now + 300)), ("iat", .int(Self.now)),
        ])
        for (name, value) in changes { object[name] = value }
        return .object(object)
    }

    private func token(
        _ claims: JSONValue, algorithm: String = "RS256", sign: ([UInt8]) throws -> [UInt8]
    ) throws -> IDToken {
        let head: JSONValue = ["alg": .string(algorithm), "kid": "k"]
        let signed = Base64URL.encode(head.serialized()) + "." + Base64URL.encode(claims.serialized())
        return try IDToken(signed + "." + Base64URL.encode(try sign(Array(signed.utf8))))
    }

    private func rsaSigned(_ claims: JSONValue) throws -> IDToken {
        let key = try #require(Self.rsa)
        return try token(claims) { bytes in
            Array(try key.signature(for: bytes, padding: .insecurePKCS1v1_5).rawRepresentation)
        }
    }

    private func rsaKeys() throws -> KeySet {
        let primitives = try #require(Self.rsa).publicKey.getKeyPrimitives()
        return KeySet([
            "keys": [
                [
                    "kty": "RSA", "kid": "k", "use": "sig", "alg": "RS256",
                    "n": .string(Base64URL.encode(primitives.modulus)),
                    "e": .string(Base64URL.encode(primitives.publicExponent)),
                ]
            ]
        ])
    }

    private func check(_ token: IDToken) throws {
        try token.check(issuer: "https://id.example.com", clientID: "soundings", nonce: "n", now: Self.now)
    }

    @Test func `a token of the provider is taken, signed by RSA or P-256`() throws {
        let keys = try rsaKeys()
        let token = try rsaSigned(claims())
        #expect(token.isSigned(by: keys.keys(id: "k")))
        #expect(!token.isSigned(by: keys.keys(id: "other")))
        try check(token)

        let curve = P256.Signing.PrivateKey()
        let point = Array(curve.publicKey.x963Representation)
        let elliptic = KeySet([
            "keys": [
                [
                    "kty": "EC", "crv": "P-256", "kid": "k", "x": .string(Base64URL.encode(point[1..<33])),
                    "y": .string(Base64URL.encode(point[33..<65])),
                ]
            ]
        ])
        let second = try self.token(claims(), algorithm: "ES256") { bytes in
            Array(try curve.signature(for: bytes).rawRepresentation)
        }
        #expect(second.isSigned(by: elliptic.keys(id: "k")))
        #expect(!second.isSigned(by: keys.keys(id: "k")))
    }

    @Test func `a token without signature, or signed with the public key as a secret, is nobody's`() throws {
        let keys = try rsaKeys().keys(id: "k")
        let unsigned = try token(claims(), algorithm: "none") { _ in [] }
        #expect(!unsigned.isSigned(by: keys))
        let modulus = try #require(Self.rsa).publicKey.pemRepresentation
        let confused = try token(claims(), algorithm: "HS256") { bytes in
            Array(HMAC<SHA256>.authenticationCode(for: bytes, using: SymmetricKey(data: Data(modulus.utf8))))
        }
        #expect(!confused.isSigned(by: keys))
        let genuine = try rsaSigned(claims())
        let other = try token(claims([("sub", "1")])) { _ in [UInt8](repeating: 1, count: 256) }
        #expect(genuine.isSigned(by: keys) && !other.isSigned(by: keys))
    }

    @Test(arguments: [
        ("iss", JSONValue.string("https://id.example.com.evil")), ("iss", .null), ("aud", .string("another")),
        ("aud", .array([])), ("aud", .array(["soundings", "another"])), ("azp", .string("another")),
        ("exp", .int(now - 61)), ("exp", .null), ("exp", .string("never")), ("iat", .int(now + 61)), ("iat", .null),
        ("nonce", .string("m")), ("nonce", .null), ("sub", .string("")), ("sub", .null), ("sub", .int(42)),
    ])
    func `a token that says something else is refused`(_ name: String, _ value: JSONValue) throws {
        let token = try rsaSigned(claims([(name, value.isNull ? nil : value)]))
        #expect(throws: SignInError.self) { try check(token) }
    }

    @Test func `several audiences need the party that it was made for`() throws {
        try check(try rsaSigned(claims([("aud", ["soundings", "another"]), ("azp", "soundings")])))
    }

    @Test(arguments: ["", "a.b", "a.b.c.d", "..", "e30.e30.", "e30.e30.AA==", String(repeating: "x", count: 70_000)])
    func `what is no token is refused`(_ text: String) {
        #expect(throws: SignInError.self) { try IDToken(text) }
    }

    @Test func `weak keys and keys for other uses are left out`() {
        let short = Base64URL.encode([UInt8](repeating: 255, count: 128))
        let keys = KeySet([
            "keys": [
                ["kty": "RSA", "n": .string(short), "e": "AQAB"], ["kty": "oct", "k": "AAAA"], "nonsense", 7,
                ["kty": "RSA", "use": "enc", "n": .string(short + short), "e": "AQAB"],
            ]
        ])
        #expect(keys.keys(id: nil).isEmpty)
    }

    @Test func `a sign-in that was begun ends once, in the same browser, within ten minutes`() {
        let pending = PendingSignIns()
        func begin(_ state: String) {
            pending.add(
                PendingSignIn(
                    nonce: "n", verifier: "v", redirect: "r", next: "/",
                    browser: Array(SHA256.hash(data: Array("b".utf8))),
                    begunAt: 1_000), state: state)
        }
        begin("a")
        #expect(pending.take(state: "a", browser: "other", now: 1_001) == nil)
        #expect(pending.take(state: "a", browser: "b", now: 1_001) == nil, "it was used up")
        begin("b")
        #expect(pending.take(state: "b", browser: "b", now: 1_001) != nil)
        #expect(pending.take(state: "b", browser: "b", now: 1_001) == nil)
        begin("c")
        #expect(pending.take(state: "c", browser: "b", now: 1_601) == nil)
        #expect(pending.take(state: "d", browser: "b", now: 1_001) == nil)
    }

    @Test func `groups of the provider become ours by the map`() {
        var settings = ProviderSettings(issuer: "i", clientID: "c", clientSecret: nil, label: "l")
        func groups(_ claims: JSONValue) -> Set<String>? {
            ProviderSignIn(settings, now: { 0 }).identity(claims).groups
        }
        #expect(groups(["groups": ["eng"]]) == nil, "without a map the provider says nothing of groups")
        settings.groups = ["eng": ["Developers", "Explorers"], "sales": ["Sales"]]
        #expect(groups(["groups": ["eng", "unknown"]]) == ["Developers", "Explorers"])
        #expect(groups(["groups": "sales"]) == ["Sales"])
        #expect(groups([:]) == [])
    }
}
