/// The event stream of one instance on one day: whoever was active has at least one event that counts as activity.
struct EventDay {
    let history: InstanceHistory
    let accountSlug: String?
    let day: Int
    var random: Random

    /// One event and its time in milliseconds since 1970, to put several instances in order.
    struct Event {
        var time: Int
        var json: [UInt8]
    }

    private enum Person {
        case user(String)
        case visitor(String)
    }

    private var instance: PlannedInstance { history.instance }
    private var site: String { String(instance.siteID.prefix(8)) }

    mutating func events() -> [Event] {
        let offset = day - instance.firstDay
        guard history.activeUsers.indices.contains(offset) else { return [] }
        var events: [Event] = []
        for (word, set) in history.activeUsers[offset].enumerated() {
            var left = set
            while left != 0 {
                let bit = left.trailingZeroBitCount
                left &= left &- 1
                let number = word << 6 + bit
                let digits = String(number)
                let name = "\(site)-\(String(repeating: "0", count: max(0, 5 - digits.utf8.count)))\(digits)"
                let isAnonymous = history.anonymous[word] >> UInt64(bit) & 1 == 1
                visit(isAnonymous ? .visitor("anon-" + name) : .user(name), into: &events)
            }
        }
        if instance.isOpenToThePublic { lookInAtTheDoor(into: &events) }
        return events
    }

    /// What one person does in one session of the day.
    private mutating func visit(_ person: Person, into events: inout [Event]) {
        var time = (day * 86_400 + 25_200 + random.below(46_800)) * 1_000 + random.below(1_000)
        let session = time
        var kind = EventKind.first(&random)
        let more = instance.isOpenToThePublic ? 0.46 : 0.3
        for _ in 0..<8 {
            events.append(event(kind.name, of: person, at: time, session: session, number: events.count))
            guard random.chance(more) else { return }
            kind = kind.next(&random)
            time += 4_000 + random.below(150_000)
        }
    }

    /// Visitors who see the sign-in page and go: no activity by the definition of an active user.
    private mutating func lookInAtTheDoor(into events: inout [Event]) {
        for visitor in 0..<(2 + random.below(5)) {
            let time = (day * 86_400 + 25_200 + random.below(46_800)) * 1_000
            let person = Person.visitor("door-\(day)-\(visitor)")
            events.append(event("ViewSignIn", of: person, at: time, session: time, number: events.count))
        }
    }

    private mutating func event(
        _ name: StaticString, of person: Person, at time: Int, session: Int, number: Int
    ) -> Event {
        var json = TextBuffer(capacity: 360)
        json.object { event in
            event.key("event_type")
            event.text("\"")
            event.text(name)
            event.text("\"")
            switch person {
            case .user(let id):
                event.member("user_id", id)
                event.member("device_id", "dev-" + id)
            case .visitor(let id): event.member("device_id", id)
            }
            event.member("time", time)
            event.member("session_id", session)
            event.member("insert_id", "\(site)-\(day)-\(number)")
            event.member("platform", "Web")
            event.member("app_version", history.versions.version(on: day).text)
            event.object("groups") { groups in
                groups.member("instance", instance.siteID)
                if let accountSlug { groups.member("account", accountSlug) }
            }
            event.object("event_properties") { properties in
                properties.member("source", random.below(5) == 0 ? "IDEEXTENSION" : "WEB")
            }
            event.object("user_properties") { properties in
                if case .user = person {
                    properties.member("signed_in", true)
                } else {
                    properties.member("signed_in", false)
                }
            }
        }
        return Event(time: time, json: json.bytes)
    }
}
