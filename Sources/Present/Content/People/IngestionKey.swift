package import Foundation

/// What lets a program append events to one project. It can read nothing.
package struct IngestionKey: Sendable, Hashable {
    package var id: String
    /// Unique among all keys.
    package var name: String
    /// The project that events sent with this key belong to, from 1.
    package var projectID: Int64
    /// The first 8 characters of the key, to recognise it by.
    package var prefix: String
    package var createdAt: Date
    package var revokedAt: Date?
}

/// A key as it is made: the only time that its text is known.
package struct NewIngestionKey: Sendable {
    /// 32 hexadecimal digits.
    package var text: String
    package var key: IngestionKey
}

/// The keys that are valid at one moment, held in memory: the door where events come in asks this for each request.
package struct IngestionKeyRing: Sendable {
    private let keys: [[UInt8]: IngestionKey]

    init(_ keys: [(hash: [UInt8], key: IngestionKey)]) {
        self.keys = Dictionary(keys.map { ($0.hash, $0.key) }, uniquingKeysWith: { first, _ in first })
    }

    /// The key with this text; `nil` when there is none or it has been revoked.
    package func key(text: String) -> IngestionKey? {
        // Looked up by hash: what its time could tell is about the hash, from which the key does not follow.
        keys[Secret.hash(text)]
    }

    package var isEmpty: Bool { keys.isEmpty }
}
