/// Turns queued bodies of one wire format into canonical values.
///
/// A decoder must be a function of the body and what is stored beside it: a body is decoded again when the load that
/// it was part of failed.
package protocol BodyDecoder: Sendable {
    /// What ``QueuedBody/format`` says of the bodies that this decoder reads.
    var format: String { get }

    /// - Parameter blocked: Types of events to be set aside. Almost always none.
    /// - Throws: ``DecodingProblem`` where the whole body can't be read; the loader sets it aside and goes on.
    func decode(_ body: QueuedBody, blocking blocked: Set<ExactText>) throws(DecodingProblem) -> DecodedBody
}

extension BodyDecoder {
    /// Decodes a body of whose events no type is blocked.
    package func decode(_ body: QueuedBody) throws(DecodingProblem) -> DecodedBody {
        try decode(body, blocking: [])
    }
}

/// What a body held.
package struct DecodedBody: Sendable {
    package var events: [Event]
    package var pings: [Ping]
    package var mappings: [UserMapping]
    /// Single items that can't be used, or that nobody wants.
    package var held: [HeldItem]

    package init(events: [Event] = [], pings: [Ping] = [], mappings: [UserMapping] = [], held: [HeldItem] = []) {
        self.events = events
        self.pings = pings
        self.mappings = mappings
        self.held = held
    }
}

/// Why a body could not be read.
package struct DecodingProblem: Error, Sendable, CustomStringConvertible {
    package var reason: String

    package init(_ reason: String) { self.reason = reason }

    package var description: String { reason }
}
