import Content
import JSON
import ProductAPI
import ProductAnalytics

/// What a command wants of cohorts and people, as it goes through the control socket: `{"do": "cohort-list", …}`.
struct AnalyticsOrder: Sendable {
    enum Work: String, Sendable {
        case list = "cohort-list"
        case show = "cohort-show"
        case members = "cohort-members"
        case compute = "cohort-compute"
        case bringIn = "cohort-import"
        case find = "people-find"
        case person = "people-show"
        case events = "people-events"
        case erase = "people-erase"

        /// Whether something is written.
        var writes: Bool { self == .compute || self == .bringIn || self == .erase }
    }

    var work: Work
    var values: JSONObject

    init(_ work: Work, _ values: [(String, JSONValue)] = []) {
        self.work = work
        self.values = JSONObject(values)
    }

    var json: JSONValue {
        var members = values
        members["do"] = .string(work.rawValue)
        return .object(members)
    }

    init?(_ json: JSONValue) {
        guard let work = json["do"]?.stringValue.flatMap(Work.init), let values = json.objectValue else { return nil }
        self.work = work
        self.values = values
    }

    /// - Throws: ``CommandFailure`` or whatever stands in the way, with a sentence for people.
    func perform(at house: AnalyticsHouse) async throws -> JSONValue {
        let name = text("name") ?? ""
        let cohorts = house.cohorts
        switch work {
        case .list: return ["cohorts": .array(try await cohorts.list(for: .owner))]
        case .show: return try await cohorts.show(name, version: number("version"), for: .owner)
        case .compute: return try await cohorts.compute(name, for: .owner)
        case .members:
            let limit = number("limit") ?? ChartAsk.defaultLimit
            let found = try await cohorts.page(
                name, version: number("version"), after: text("after"), limit: limit, for: .owner)
            return text("format") == "csv"
                ? ["csv": .string(found.page.csv), "next": JSONValue(found.page.next)] : found.json
        case .bringIn:
            let kind = text("kind").flatMap { ImportedIDs.Kind(rawValue: $0) }
            let read = ImportedIDs.read(Array((text("list") ?? "").utf8), kind: kind)
            guard let list = read.list else { throw CommandFailure(read.problem ?? "The list can't be taken.") }
            return try await cohorts.bringIn(
                list, named: name, description: text("description"), countBy: text("count_by"),
                source: number("project").map { .events(project: $0) }, note: text("note") ?? "",
                by: .program, for: .owner)
        case .find:
            return [
                "people": .array(
                    try await house.people.find(
                        name, property: text("property"), project: number("project"), limit: number("limit") ?? 20,
                        label: Self.label))
            ]
        case .person: return try found(await house.people.page(of: person, label: Self.label))
        case .erase: return try found(await house.erasure.erase(person, requester: "the command line"))
        case .events:
            var stretch = PeopleDesk.Stretch()
            stretch.limit = number("limit") ?? ChartAsk.defaultLimit
            stretch.types = text("type").map { [$0] }
            stretch.includesInactive = values["inactive"]?.boolValue ?? false
            if let after = text("after") {
                stretch.after = ActivityPage.Cursor(after)
                if stretch.after == nil { throw CommandFailure("--after is what the page before had as next.") }
            }
            return try found(await house.people.activity(of: person, stretch, label: Self.label))
        }
    }

    private static let label = "people on the command line"

    private var person: PeopleDesk.Name {
        PeopleDesk.Name(
            text("name") ?? "", kind: text("by").flatMap { PeopleDesk.Name.Kind(rawValue: $0) },
            project: number("project"))
    }

    private func found(_ answer: JSONValue?) throws -> JSONValue {
        guard let answer else { throw CommandFailure("There is nobody with the id \(text("name") ?? "").") }
        return answer
    }

    private func text(_ key: String) -> String? { values[key]?.stringValue }
    private func number(_ key: String) -> Int? { values[key]?.intValue.map { Int(clamping: $0) } }
}

extension AnalyticsOrder {
    /// Lets the server that holds the state directory do it, or does it on the files.
    func answer(_ state: StateOptions, project: String) async throws -> JSONValue {
        let directory = StateDirectory.absolute(state.state)
        guard try StateDirectory.exists(directory), StateDirectory.isHeld(directory) else {
            let isOfPeople = [.find, .person, .events, .erase].contains(work)
            // Only cohorts of explores need one.
            let model = isOfPeople ? nil : try? ProjectReader.read(root: project).project
            let stored = try await StoredAnalytics.open(
                state, project: project, model: model, writes: work.writes, erases: work == .erase)
            return try await stored.run { try await perform(at: $0) }
        }
        var answer: JSONValue?
        try ControlSocket(path: StateDirectory.socketPath(in: directory)).send(json, to: "analytics") { json in
            if let message = json["error"]?.stringValue { throw CommandFailure(message) }
            answer = json
        }
        guard let answer else {
            throw CommandFailure("The server at \(directory) stopped answering. Is it of another version?")
        }
        return answer
    }
}
