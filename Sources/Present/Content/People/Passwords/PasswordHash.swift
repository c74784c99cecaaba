import Crypto
import CryptoExtras
import Foundation

/// A password as it is kept: scrypt with N = 2^15, r = 8, p = 3 (RFC 7914; 32 MiB for each), in the PHC string format
/// `$scrypt$ln=15,r=8,p=3$salt$hash` with Base64 without padding, so that costs can rise and other methods stand beside it.
struct PasswordHash: Equatable {
    var logRounds: Int
    var blockSize: Int
    var parallelism: Int
    var salt: [UInt8]
    var hash: [UInt8]

    static let logRounds = 15
    static let blockSize = 8
    static let parallelism = 3
    private static let length = 32

    /// Hashes a password with a salt of its own. Takes some 100 ms and 32 MiB.
    static func of(_ password: String) throws -> PasswordHash {
        var generator = SystemRandomNumberGenerator()
        let salt = (0..<16).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
        var made = PasswordHash(
            logRounds: logRounds, blockSize: blockSize, parallelism: parallelism, salt: salt, hash: [])
        made.hash = try made.derive(password, length: length)
        return made
    }

    /// Reads one that was kept; `nil` for another method, and for costs that nobody may ask of us.
    init?(text: String) {
        let parts = text.split(separator: "$", omittingEmptySubsequences: false)
        guard parts.count == 5, parts[0].isEmpty, parts[1] == "scrypt" else { return nil }
        var costs: [Substring: Int] = [:]
        for pair in parts[2].split(separator: ",") {
            let sides = pair.split(separator: "=", maxSplits: 1)
            guard sides.count == 2, let value = Int(sides[1]) else { return nil }
            costs[sides[0]] = value
        }
        guard let logRounds = costs["ln"], (10...20).contains(logRounds), let blockSize = costs["r"],
            (1...16).contains(blockSize), let parallelism = costs["p"], (1...8).contains(parallelism),
            let salt = Self.bytes(parts[3]), let hash = Self.bytes(parts[4]), (16...64).contains(hash.count)
        else { return nil }
        self.init(logRounds: logRounds, blockSize: blockSize, parallelism: parallelism, salt: salt, hash: hash)
    }

    init(logRounds: Int, blockSize: Int, parallelism: Int, salt: [UInt8], hash: [UInt8]) {
        self.logRounds = logRounds
        self.blockSize = blockSize
        self.parallelism = parallelism
        self.salt = salt
        self.hash = hash
    }

    var text: String {
        "$scrypt$ln=\(logRounds),r=\(blockSize),p=\(parallelism)$\(Self.base64(salt))$\(Self.base64(hash))"
    }

    func matches(_ password: String) throws -> Bool {
        Secret.equal(try derive(password, length: hash.count), hash)
    }

    /// Whether it was made with lower costs than today's.
    var isOutdated: Bool { logRounds < Self.logRounds || blockSize < Self.blockSize || parallelism < Self.parallelism }

    private func derive(_ password: String, length: Int) throws -> [UInt8] {
        // One word typed on two machines may come in two Unicode forms.
        let bytes = Array(password.precomposedStringWithCanonicalMapping.utf8)
        let key = try KDF.Scrypt.deriveKey(
            from: bytes, salt: salt, outputByteCount: length, rounds: 1 << logRounds, blockSize: blockSize,
            parallelism: parallelism)
        return key.withUnsafeBytes { Array($0) }
    }

    private static func base64(_ bytes: [UInt8]) -> String {
        String(Data(bytes).base64EncodedString().prefix { $0 != "=" })
    }

    private static func bytes(_ text: Substring) -> [UInt8]? {
        let padding = String(repeating: "=", count: (4 - text.utf8.count % 4) % 4)
        return Data(base64Encoded: text + padding).map(Array.init)
    }
}
