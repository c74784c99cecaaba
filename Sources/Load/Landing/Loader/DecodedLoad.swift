/// What the bodies of one load held, in order.
struct DecodedLoad: Sendable {
    struct Item: Sendable {
        var event: Event
        var project: ProjectID
        var receivedAt: Timestamp
        /// `nil` where the sender gave no id.
        var id: EventID?
        /// Whether somebody released it from the quarantine: copies of it may be older than ids are remembered.
        var isReleased = false
    }

    var events: [Item] = []
    var pings: [(ping: Ping, receivedAt: Timestamp)] = []
    var mappings: [(mapping: UserMapping, project: ProjectID)] = []
    /// What is set aside, with the bodies that it came in.
    var held: [(body: QueuedBody, item: HeldItem)] = []

    mutating func add(_ body: QueuedBody, decoder: (any BodyDecoder)?, blocking blocked: Set<ExactText>) {
        guard body.isIntact else {
            return hold(
                body, .damaged, "the stored bytes don't have their checksum any more: the queue file is damaged")
        }
        guard let decoder else {
            return hold(body, .unknownFormat, "nothing here reads the format \(body.format)")
        }
        let decoded: DecodedBody
        do {
            decoded = try decoder.decode(body, blocking: blocked)
        } catch {
            return hold(body, .unreadable, error.reason)
        }
        for event in decoded.events {
            let id = event.insertID.map {
                EventID(project: body.project, device: ExactText(event.deviceID ?? ""), insertID: ExactText($0))
            }
            events.append(
                Item(
                    event: event, project: body.project, receivedAt: body.receivedAt, id: id,
                    isReleased: body.facts.releasedFrom != nil))
        }
        for ping in decoded.pings { pings.append((ping, body.receivedAt)) }
        for mapping in decoded.mappings { mappings.append((mapping, body.project)) }
        for item in decoded.held { held.append((body, item)) }
    }

    /// A body that was acknowledged is kept whole, so that it can be brought in again.
    private mutating func hold(_ body: QueuedBody, _ reason: HoldReason, _ detail: String) {
        held.append((body, HeldItem(reason: reason, detail: detail, item: body.body)))
    }
}
