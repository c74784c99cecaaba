internal import JSON

/// Turns decoded events and pings into rows, in the order in which they came.
///
/// Everything it asks for (people, groups, which ids are duplicates) has been read before: building a load does no I/O.
struct LoadBuilder {
    let people: People
    let groups: Groups
    let types: EventTypes
    let clock: EventClock
    let currency: ProjectCurrency
    private(set) var rowSeq: Int64
    private(set) var uuids: EventUUID
    private(set) var eventRows = EventRows()
    private(set) var pingRows = PingRows()
    private(set) var log = IdentifyLogRows()

    init(
        people: People, groups: Groups, types: EventTypes, clock: EventClock, currency: ProjectCurrency, rowSeq: Int64,
        uuids: EventUUID
    ) {
        self.people = people
        self.groups = groups
        self.types = types
        self.clock = clock
        self.currency = currency
        self.rowSeq = rowSeq
        self.uuids = uuids
    }

    mutating func append(_ event: Event, in project: ProjectID, receivedAt received: Timestamp) {
        rowSeq += 1
        var flags = event.flags
        let time = clock.time(of: event, receivedAt: received, flags: &flags)
        let person = people.person(
            userID: event.userID, deviceID: event.deviceIsDerived ? nil : event.deviceID, in: project, at: time)
        person.wasSeen(at: time, isFuture: flags.contains(.future))
        person.take(event.fields)
        if let operations = event.userOperations, person.apply(operations) { flags.insert(.truncated) }
        let groupProperties =
            event.groups.isEmpty ? nil : groups.apply(event, in: project, at: time, flags: &flags)

        let type = types.number(of: event.type, in: project, isActive: !event.isSystem, at: time)
        var extra = event.extra
        if type == EventTypes.others {
            extra = Self.adding(eventType: event.type, to: extra)
            flags.insert(.truncated)
        }
        let placement = EventPlacement(
            project: project, seq: rowSeq, uuid: uuids.next(at: received), type: type, uid: person.uid, time: time,
            receivedAt: received, flags: flags, userProperties: person.propertiesText,
            groupProperties: groupProperties, extra: extra,
            projectRevenue: currency.worth(of: event.revenue, in: event[.currency], on: time.day))
        eventRows.append(event, placement, campaign: person.campaign, startVersion: person.startVersion)
        log.append(event, uid: person.uid, in: project, seq: rowSeq, at: received)
    }

    mutating func append(_ ping: Ping, receivedAt received: Timestamp) {
        rowSeq += 1
        pingRows.append(ping, seq: rowSeq, receivedAt: received)
    }

    /// An event without a number of its own for its type keeps the type's name.
    private static func adding(eventType: String, to extra: String?) -> String {
        var members = extra.flatMap { try? JSONValue.parse($0) }?.objectValue ?? JSONObject()
        members["event_type"] = .string(eventType)
        return JSONValue.object(members).text
    }
}
