/// Why something that was acknowledged did not become a row.
package enum HoldReason: String, Sendable, CaseIterable {
    /// The plan of its project says that events of this type are not wanted.
    case blocked
    /// It breaks a rule of its wire format.
    case invalid
    /// Its body can't be read at all.
    case unreadable
    /// The stored bytes don't have their checksum any more.
    case damaged
    /// No decoder here reads the format.
    case unknownFormat = "unknown_format"
}

/// Something that was acknowledged and could not be loaded, or should not: the loader sets it aside, whole, until somebody
/// releases or discards it.
package struct HeldItem: Sendable, Equatable {
    package var reason: HoldReason
    /// What is wrong with it, for people.
    package var detail: String
    /// Where in its body it stood; `nil` is the whole body.
    package var index: Int?
    package var eventType: String?
    package var userID: String?
    package var deviceID: String?
    /// The ingestion key that it came with, as far as that is known.
    package var key: String?
    /// The bytes as they came.
    package var item: [UInt8]
    /// What stands around the item in a body of its own, so that it can be loaded alone.
    package var envelope: BodyEnvelope

    package init(
        reason: HoldReason, detail: String, index: Int? = nil, eventType: String? = nil, userID: String? = nil,
        deviceID: String? = nil, key: String? = nil, item: [UInt8], envelope: BodyEnvelope = BodyEnvelope()
    ) {
        self.reason = reason
        self.detail = detail
        self.index = index
        self.eventType = eventType
        self.userID = userID
        self.deviceID = deviceID
        self.key = key
        self.item = item
        self.envelope = envelope
    }
}

/// The bytes of a body before and after its one item.
package struct BodyEnvelope: Sendable, Equatable {
    package var before: [UInt8]
    package var after: [UInt8]

    package init(before: [UInt8] = [], after: [UInt8] = []) {
        self.before = before
        self.after = after
    }
}

/// An entry of the quarantine.
package struct QuarantineEntry: Sendable {
    package enum State: Int64, Sendable, CaseIterable {
        case held, released, discarded
    }

    package var id: Int64
    package var state: State
    package var receivedAt: Timestamp
    package var heldAt: Timestamp
    package var format: String
    package var project: ProjectID
    package var clientAddress: String
    package var facts: RequestFacts
    /// Without its bytes once it is decided.
    package var item: HeldItem
    /// Bytes of the item, whether they are here or not.
    package var size: Int
    /// When and by whom it was released or discarded.
    package var decidedAt: Timestamp?
    package var decidedBy: String?

    /// Whether it had been released before and came back.
    package var isReturned: Bool { facts.releasedFrom != nil }
}
