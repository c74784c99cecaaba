internal import JSON
internal import Landing

/// What is wrong with one event, in the words of Amplitude's answers.
enum AmplitudeProblem: Equatable {
    case missing(String)
    case invalid(String)
    case shortID(String)
    case notAnObject

    var reason: String {
        switch self {
        case .missing(let field): "\(field) is missing"
        case .invalid(let field): "\(field) has an invalid value"
        case .shortID(let field): "\(field) is too short"
        case .notAnObject: "the event is not an object"
        }
    }
}

/// The ids of an event once placeholders and ids that are too short are gone.
struct AmplitudeIDs {
    var user: String?
    var device: String?
    var isReplaced = false
}

/// The rules that an event of Amplitude's HTTP V2 API has to keep. The door and the decoder share them.
struct AmplitudeEvent {
    let view: JSONView
    /// Ids with fewer characters are removed.
    let shortestID: Int
    let ids: AmplitudeIDs
    let problems: [AmplitudeProblem]

    static let defaultShortestID = 5
    /// The type of what sets properties of groups.
    static let groupIdentify = "$groupidentify"
    /// Longer ids are refused: cut, two of them could become one.
    static let longestID = 1023
    /// Milliseconds, and nothing that would be seconds or microseconds.
    private static let milliseconds: Range<Int64> = 100_000_000_000..<100_000_000_000_000

    init(_ view: JSONView, shortestID: Int) {
        self.view = view
        self.shortestID = shortestID
        guard view.kind == .object else {
            ids = AmplitudeIDs()
            problems = [.notAnObject]
            return
        }
        var problems: [AmplitudeProblem] = []
        switch Self.text(view["event_type"]) {
        case .none: problems.append(.missing("event_type"))
        case .text(let type): if type.isEmpty { problems.append(.missing("event_type")) }
        case .invalid: problems.append(.invalid("event_type"))
        }
        ids = Self.readIDs(view, shortestID: shortestID, problems: &problems)
        if case .invalid = Self.id(view["insert_id"]) { problems.append(.invalid("insert_id")) }
        if case .invalid = Self.time(view["time"]) { problems.append(.invalid("time")) }
        for name in ["price", "quantity", "revenue"] {
            if case .invalid = Self.number(view[name]) { problems.append(.invalid(name)) }
        }
        for name in ["event_properties", "user_properties", "groups", "group_properties"] {
            if let value = view[name], value.kind != .object, !value.isNull { problems.append(.invalid(name)) }
        }
        self.problems = problems
    }

    enum Read<Value> {
        case none
        case value(Value)
        case invalid
    }

    enum ReadText {
        case none
        case text(String)
        case invalid
    }

    /// Text; whole numbers count as their digits.
    static func text(_ view: JSONView?) -> ReadText {
        guard let view, !view.isNull else { return .none }
        if let text = view.stringValue { return .text(text) }
        if let number = view.intValue { return .text(String(number)) }
        if let number = view.uintValue { return .text(String(number)) }
        return .invalid
    }

    static func id(_ view: JSONView?) -> ReadText {
        let read = text(view)
        if case .text(let id) = read {
            if id.isEmpty { return .none }
            if id.utf8.count > longestID || id.utf8.contains(0) { return .invalid }
        }
        return read
    }

    static func time(_ view: JSONView?) -> Read<Timestamp> {
        guard let view, !view.isNull else { return .none }
        if let text = view.stringValue { return ISOTime.parse(text).map(Read.value) ?? .invalid }
        guard let number = view.intValue ?? view.doubleValue.flatMap({ Int64(exactly: $0.rounded(.down)) }),
            milliseconds.contains(number), let time = Timestamp(milliseconds: number)
        else { return .invalid }
        return .value(time)
    }

    static func number(_ view: JSONView?) -> Read<Double> {
        guard let view, !view.isNull else { return .none }
        if let number = view.doubleValue { return .value(number) }
        guard let text = view.stringValue, text.utf8.allSatisfy({ "0123456789+-.eE".utf8.contains($0) }),
            let number = Double(text), number.isFinite
        else { return .invalid }
        return .value(number)
    }

    private static func readIDs(
        _ view: JSONView, shortestID: Int, problems: inout [AmplitudeProblem]
    ) -> AmplitudeIDs {
        var ids = AmplitudeIDs()
        var removed: [AmplitudeProblem] = []
        var isInvalid = false
        for name in ["user_id", "device_id"] {
            switch id(view[name]) {
            case .none: break
            case .invalid:
                problems.append(.invalid(name))
                isInvalid = true
            case .text(let id):
                if PlaceholderID.contains(id) {
                    removed.append(.invalid(name))
                } else if id.unicodeScalars.count < shortestID {
                    removed.append(.shortID(name))
                } else if name == "user_id" {
                    ids.user = id
                } else {
                    ids.device = id
                }
            }
        }
        ids.isReplaced = !removed.isEmpty
        if ids.user == nil, ids.device == nil, !isInvalid, !(removed.isEmpty && isOfGroups(view)) {
            problems.append(contentsOf: removed.isEmpty ? [.missing("user_id")] : removed)
        }
        return ids
    }

    /// The properties of groups: the SDK for Python sends them without anybody's id.
    private static func isOfGroups(_ view: JSONView) -> Bool {
        view["event_type"]?.stringValue == groupIdentify && view["groups"]?.hasMembers == true
    }
}
