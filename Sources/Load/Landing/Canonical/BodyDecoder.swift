/// Turns queued bodies of one wire format into canonical values.
///
/// A decoder must be a function of the body and what is stored beside it: a body is decoded again when the load that
/// it was part of failed.
package protocol BodyDecoder: Sendable {
    /// What ``QueuedBody/format`` says of the bodies that this decoder reads.
    var format: String { get }

    /// - Throws: ``DecodingProblem`` where the whole body can't be read; the loader puts it with the rejects and goes on.
    func decode(_ body: QueuedBody) throws(DecodingProblem) -> DecodedBody
}

/// What a body held.
package struct DecodedBody: Sendable {
    package var events: [Event]
    package var pings: [Ping]
    /// Single items that could not be used.
    package var rejects: [RejectedItem]

    package init(events: [Event] = [], pings: [Ping] = [], rejects: [RejectedItem] = []) {
        self.events = events
        self.pings = pings
        self.rejects = rejects
    }
}

/// One item of a body that could not be used, and why.
package struct RejectedItem: Sendable {
    package var index: Int
    package var reason: String
    package var item: [UInt8]

    package init(index: Int, reason: String, item: [UInt8]) {
        self.index = index
        self.reason = reason
        self.item = item
    }
}

/// Why a body could not be read.
package struct DecodingProblem: Error, Sendable, CustomStringConvertible {
    package var reason: String

    package init(_ reason: String) { self.reason = reason }

    package var description: String { reason }
}
