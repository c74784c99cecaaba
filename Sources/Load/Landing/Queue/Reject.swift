/// Something that a door refused: its sender was told, and it is kept so that people can see why it does not show up. What
/// was acknowledged and can't be used is a ``HeldItem``.
package struct Reject: Sendable, Equatable {
    package var at: Timestamp
    package var format: String
    package var project: ProjectID
    /// The ingestion key's name or, when it is unknown, its beginning.
    package var key: String
    package var reason: String
    /// Where in its body it stood.
    package var index: Int?
    /// The bytes, cut to ``largestBody``.
    package var body: [UInt8]

    package static let largestBody = 4096

    /// - Parameter largest: How much of `body` is kept.
    package init(
        at: Timestamp, format: String, project: ProjectID, key: String, reason: String, index: Int? = nil,
        body: some Sequence<UInt8>, largest: Int = Self.largestBody
    ) {
        self.at = at
        self.format = format
        self.project = project
        self.key = String(key.unicodeScalars.prefix(64).map(Character.init))
        self.reason = reason
        self.index = index
        self.body = Array(body.prefix(largest))
    }
}
