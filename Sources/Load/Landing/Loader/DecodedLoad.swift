/// What the bodies of one load held, in order.
struct DecodedLoad: Sendable {
    struct Item: Sendable {
        var event: Event
        var project: ProjectID
        var receivedAt: Timestamp
        /// `nil` where the sender gave no id.
        var id: EventID?
    }

    var events: [Item] = []
    var pings: [(ping: Ping, receivedAt: Timestamp)] = []
    var rejects: [(seq: Int64, reject: Reject)] = []

    mutating func add(_ body: QueuedBody, decoder: (any BodyDecoder)?) {
        guard body.isIntact else {
            return reject(body, "the stored bytes don't have their checksum any more: the queue file is damaged")
        }
        guard let decoder else { return reject(body, "nothing here reads the format \(body.format)") }
        let decoded: DecodedBody
        do {
            decoded = try decoder.decode(body)
        } catch {
            return reject(body, error.reason)
        }
        for event in decoded.events {
            let id = event.insertID.map {
                EventID(project: body.project, device: ExactText(event.deviceID ?? ""), insertID: ExactText($0))
            }
            events.append(Item(event: event, project: body.project, receivedAt: body.receivedAt, id: id))
        }
        for ping in decoded.pings { pings.append((ping, body.receivedAt)) }
        for item in decoded.rejects {
            rejects.append(
                (
                    body.seq,
                    Reject(
                        at: body.receivedAt, format: body.format, project: body.project, key: "", reason: item.reason,
                        index: item.index, body: item.item)
                ))
        }
    }

    /// A body that was acknowledged is kept whole, so that it can be brought in again.
    private mutating func reject(_ body: QueuedBody, _ reason: String) {
        rejects.append(
            (
                body.seq,
                Reject(
                    at: body.receivedAt, format: body.format, project: body.project, key: "", reason: reason,
                    body: body.body, largest: body.body.count)
            ))
    }
}
