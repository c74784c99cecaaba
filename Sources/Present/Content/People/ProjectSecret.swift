package import Foundation

/// What lets a program read the events of one project, together with an ingestion key of the same project. It can write
/// nothing but what Amplitude's APIs keep: cohorts, a taxonomy, annotations; and delete people if it says so.
package struct ProjectSecret: Sendable, Hashable {
    package var id: String
    /// Unique among all secrets.
    package var name: String
    package var projectID: Int64
    /// Whether it also permits deleting people.
    package var mayErase: Bool
    /// The first 8 characters, to recognise it by.
    package var prefix: String
    package var createdAt: Date
    package var revokedAt: Date?
}

/// A secret as it is made: the only time that its text is known.
package struct NewProjectSecret: Sendable {
    /// 32 hexadecimal digits.
    package var text: String
    package var secret: ProjectSecret
}

/// The secrets that are valid at one moment, held in memory.
package struct ProjectSecretRing: Sendable {
    private let secrets: [[UInt8]: ProjectSecret]

    init(_ secrets: [(hash: [UInt8], secret: ProjectSecret)]) {
        self.secrets = Dictionary(secrets.map { ($0.hash, $0.secret) }, uniquingKeysWith: { first, _ in first })
    }

    /// The secret with this text; `nil` when there is none or it has been revoked.
    package func secret(text: String) -> ProjectSecret? {
        // Looked up by hash: what its time could tell is about the hash, from which the secret does not follow.
        secrets[Secret.hash(text)]
    }
}
