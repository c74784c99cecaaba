/// The event stream of one instance on one day: whoever was active has at least one event that counts as activity.
struct EventDay {
    let history: InstanceHistory
    let day: Int
    /// On the public instance: what its organisations are planned to do.
    let organizations: [PlannedOrganization]
    private var random: Random
    private var writer: EventWriter

    private var instance: PlannedInstance { history.instance }

    init(
        history: InstanceHistory, accountSlug: String?, day: Int, organizations: [PlannedOrganization], random: Random
    ) {
        self.history = history
        self.day = day
        self.organizations = organizations
        self.random = random
        writer = EventWriter(
            siteID: history.instance.siteID, accountSlug: accountSlug,
            version: history.versions.version(on: day).text, prefix: "\(history.instance.siteID.prefix(8))-\(day)")
    }

    mutating func events() -> [StreamEvent] {
        let offset = day - instance.firstDay
        guard history.activeUsers.indices.contains(offset) else { return [] }
        for (word, set) in history.activeUsers[offset].enumerated() {
            var left = set
            while left != 0 {
                let bit = left.trailingZeroBitCount
                left &= left &- 1
                visit(Visitor(history, word << 6 + bit))
            }
        }
        if instance.isOpenToThePublic {
            lookInAtTheDoor()
            lookInBeforeSigningUp()
            OrganizationDay(history: history, organizations: organizations, day: day).write(to: &writer)
        }
        return writer.events
    }

    /// A moment between seven in the morning and eight in the evening.
    private mutating func moment() -> Int {
        (day * 86_400 + 25_200 + random.below(46_800)) * 1_000 + random.below(1_000)
    }

    private mutating func visit(_ visitor: Visitor) {
        let start = moment()
        guard instance.isOpenToThePublic else {
            return act(visitor.person, from: start, session: start, arrival: nil)
        }
        let age = visitor.joinedOn.map { day - $0 }
        let arrival = Arrival.any(&random)
        if visitor.isExtensionOnly, age != 0 { return hover(visitor.person, from: start) }
        guard age == 0, !visitor.isAnonymous else {
            // New people come to try things out.
            act(visitor.person, from: start, session: start, isNew: (age ?? 99) < 8, arrival: arrival)
            if let age, visitor.codeHostDelay == age {
                connect(visitor.person, at: start + 1_600_000, session: start)
            }
            return
        }
        signUp(visitor, at: start, arrival: arrival)
    }

    /// What one person does in one session of the day. New people begin with a search, and try for longer.
    private mutating func act(
        _ person: EventPerson, from start: Int, session: Int, isNew: Bool = false, arrival: Arrival?
    ) {
        var time = start
        var kind = isNew ? .search : EventKind.first(&random)
        let source: StaticString = random.below(7) == 0 ? "IDEEXTENSION" : "WEB"
        for step in 0..<(isNew ? 20 : 12) {
            writer.add(
                kind.name, of: person, at: time, session: session, source: source,
                page: step == 0 && arrival != nil ? "/search" : nil, arrival: step == 0 ? arrival : nil)
            guard random.chance(max(kind.goesOn, isNew ? 0.88 : 0)) else { return }
            kind = kind.next(&random)
            time += 4_000 + random.below(90_000)
        }
    }

    /// Somebody who uses the browser extension on a code host and is never on a page of ours.
    private mutating func hover(_ person: EventPerson, from start: Int) {
        for step in 0..<(1 + random.below(3)) {
            writer.add(
                "hover", of: person, at: start + step * 61_000, session: start, source: "CODEHOSTINTEGRATION")
        }
    }

    /// From the first page to an account, all on one device; what was done signed out is the same person's.
    private mutating func signUp(_ visitor: Visitor, at start: Int, arrival: Arrival) {
        var visitorSignedOut = visitor.person
        visitorSignedOut.userID = nil
        var time = start
        writer.add("ViewHome", of: visitorSignedOut, at: time, session: start, page: "/", arrival: arrival)
        if random.chance(0.72) {
            writer.add("SearchSubmitted", of: visitorSignedOut, at: time + 9_000, session: start)
            writer.add("SearchResultsFetched", of: visitorSignedOut, at: time + 10_500, session: start)
            time += 40_000
        }
        writer.add("ViewSignUp", of: visitorSignedOut, at: time + 12_000, session: start, page: "/sign-up")
        writer.add("SignupCompleted", of: visitor.person, at: time + 55_000, session: start)
        time += 70_000
        if visitor.codeHostDelay == 0 {
            connect(visitor.person, at: time, session: start)
            time += 30_000
        }
        act(visitor.person, from: time, session: start, isNew: true, arrival: nil)
    }

    private mutating func connect(_ person: EventPerson, at time: Int, session: Int) {
        let kind = random.pick(["GITHUB", "GITHUB", "GITLAB"])
        writer.add("CodeHostConnected", of: person, at: time, session: session) { $0.member("kind", kind) }
    }

    /// Visitors who see the sign-in page and go: no activity by the definition of an active user.
    private mutating func lookInAtTheDoor() {
        for visitor in 0..<(2 + random.below(5)) {
            let time = moment()
            let arrival = Arrival.any(&random)
            writer.add(
                "ViewSignIn", of: EventPerson(deviceID: "door-\(day)-\(visitor)"), at: time, session: time,
                page: "/sign-in", arrival: arrival)
        }
    }

    /// A third of the people look at the form on a day before they fill it in.
    private mutating func lookInBeforeSigningUp() {
        for (number, joined) in history.joinedOn.enumerated() {
            guard let joined, joined > day, joined <= day + 9 else { continue }
            let visitor = Visitor(history, number)
            guard !visitor.isAnonymous, visitor.daysOfThought == joined - day else { continue }
            let time = moment()
            let arrival = Arrival.any(&random)
            var person = visitor.person
            person.userID = nil
            writer.add("ViewSignUp", of: person, at: time, session: time, page: "/sign-up", arrival: arrival)
        }
    }
}

/// One person of an instance and the habits that go with the number.
struct Visitor {
    let person: EventPerson
    let isAnonymous: Bool
    let joinedOn: Int?
    /// Only ever comes through the browser extension.
    let isExtensionOnly: Bool
    /// Days from signing up to connecting a code host; `nil` for those who never do.
    let codeHostDelay: Int?
    /// Days from the first look to the account; 0 for most.
    let daysOfThought: Int

    init(_ history: InstanceHistory, _ number: Int) {
        let name = history.instance.userID(number)
        let word = number >> 6
        isAnonymous =
            history.anonymous.indices.contains(word) && history.anonymous[word] >> UInt64(number & 63) & 1 == 1
        joinedOn = history.joinedOn.indices.contains(number) ? history.joinedOn[number] : nil
        let isPublic = history.instance.isOpenToThePublic
        var dice = Random(seed: 0x5EED, .events, number)
        let hasNewHome = dice.chance(0.5)
        person = EventPerson(
            userID: isAnonymous ? nil : name, deviceID: isAnonymous ? "anon-" + name : "dev-" + name,
            isTeammate: isPublic && !isAnonymous && number % 113 == 7, hasNewHome: isPublic ? hasNewHome : nil)
        isExtensionOnly = isPublic && dice.chance(0.07)
        let delay = dice.chance(0.7) ? 0 : dice.between(1, 6)
        codeHostDelay = isPublic && !isAnonymous && dice.chance(0.56) ? delay : nil
        let thought = dice.between(1, 9)
        daysOfThought = dice.chance(0.3) ? thought : 0
    }
}
