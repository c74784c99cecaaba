internal import Crypto
internal import CryptoExtras
internal import Foundation
internal import JSON

/// A key with which a provider signs: RS256 or ES256 (RFC 7518), as its key set lists it (RFC 7517).
///
/// Which of the two a key is for follows from the key. What a token says of itself never chooses.
enum SigningKey: Sendable {
    case rsa(_RSA.Signing.PublicKey)
    case p256(P256.Signing.PublicKey)

    var algorithm: String {
        switch self {
        case .rsa: "RS256"
        case .p256: "ES256"
        }
    }

    /// `nil` for keys of other kinds and uses, and for weak ones.
    init?(_ json: JSONValue) {
        func bytes(_ name: String) -> [UInt8]? { json[name]?.stringValue.flatMap(Base64URL.decode) }
        if let use = json["use"]?.stringValue, use != "sig" { return nil }
        let algorithm = json["alg"]?.stringValue
        switch json["kty"]?.stringValue {
        case "RSA":
            guard algorithm == nil || algorithm == "RS256", let n = bytes("n"), let e = bytes("e"),
                n.drop(while: { $0 == 0 }).count >= 256, n.count <= 1_024,
                let key = try? _RSA.Signing.PublicKey(n: n, e: e)
            else { return nil }
            self = .rsa(key)
        case "EC":
            guard algorithm == nil || algorithm == "ES256", json["crv"]?.stringValue == "P-256", let x = bytes("x"),
                let y = bytes("y"), x.count == 32, y.count == 32,
                let key = try? P256.Signing.PublicKey(x963Representation: [4] + x + y)
            else { return nil }
            self = .p256(key)
        default: return nil
        }
    }

    func verifies(_ signature: [UInt8], of message: [UInt8]) -> Bool {
        switch self {
        case .rsa(let key):
            return key.isValidSignature(
                _RSA.Signing.RSASignature(rawRepresentation: signature), for: message, padding: .insecurePKCS1v1_5)
        case .p256(let key):
            guard let parsed = try? P256.Signing.ECDSASignature(rawRepresentation: signature) else { return false }
            return key.isValidSignature(parsed, for: message)
        }
    }
}

/// The keys of a provider, by their ids.
struct KeySet: Sendable {
    private let keys: [(id: String?, key: SigningKey)]

    init(_ json: JSONValue) {
        keys = (json["keys"]?.arrayValue ?? []).prefix(100).compactMap { json in
            SigningKey(json).map { (json["kid"]?.stringValue, $0) }
        }
    }

    /// The keys that a token with this key id may be signed with: of a token without one, all.
    func keys(id: String?) -> [SigningKey] {
        keys.filter { id == nil || $0.id == id }.map(\.key)
    }
}
