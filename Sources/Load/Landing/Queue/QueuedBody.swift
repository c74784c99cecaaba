/// A request body to be queued, with everything that decoding it later needs to know.
package struct NewBody: Sendable {
    package var receivedAt: Timestamp
    /// Names the decoder that will read it ("amplitude-v2", "ping").
    package var format: String
    package var project: ProjectID
    /// The sender's address as the door understood it.
    package var clientAddress: String
    package var facts: RequestFacts
    /// The bytes as they came, after content-decoding.
    package var body: [UInt8]

    package init(
        receivedAt: Timestamp, format: String, project: ProjectID, clientAddress: String, facts: RequestFacts,
        body: [UInt8]
    ) {
        self.receivedAt = receivedAt
        self.format = format
        self.project = project
        self.clientAddress = clientAddress
        self.facts = facts
        self.body = body
    }

    /// What it counts against the limit of waiting bytes.
    var size: Int { body.count + 256 }
}

/// A body as it is read back.
package struct QueuedBody: Sendable {
    /// Grows with every body and is never used again.
    package var seq: Int64
    package var receivedAt: Timestamp
    package var format: String
    package var project: ProjectID
    package var clientAddress: String
    package var facts: RequestFacts
    package var body: [UInt8]
    /// Whether the bytes still have the checksum that they were stored with.
    package var isIntact: Bool

    package init(
        seq: Int64, receivedAt: Timestamp, format: String, project: ProjectID, clientAddress: String,
        facts: RequestFacts, body: [UInt8], isIntact: Bool = true
    ) {
        self.seq = seq
        self.receivedAt = receivedAt
        self.format = format
        self.project = project
        self.clientAddress = clientAddress
        self.facts = facts
        self.body = body
        self.isIntact = isIntact
    }
}
