internal import Foundation
internal import JSON
internal import ProductAnalytics

/// The parameters that all charts share, read once.
struct ChartQuery: Sendable {
    let project: Int
    let fields: FormFields
    let calendar: ChartCalendar
    /// Microseconds.
    let now: Int64
    /// The first and the last day, both included.
    let start: ChartRange.CivilDay
    let end: ChartRange.CivilDay
    let days: Int
    /// Each as charts write it, by the name of its place: `"0"`, `"1"` …
    let segments: [JSONObject]
    private let conditions: Int
    /// User properties that divide the segment, as charts write them; two at most.
    let groups: [String]

    init(
        _ fields: FormFields, project: Int, calendar: ChartCalendar, now: Int64, cohorts: [String: String] = [:]
    ) throws(AmplitudeFailure) {
        self.project = project
        self.fields = fields
        self.calendar = calendar
        self.now = now
        start = try Self.day(fields, "start")
        end = try Self.day(fields, "end")
        let (from, to) = (Self.moment(start), Self.moment(end))
        guard from <= to else { throw .invalid("start is after end.") }
        days = Int((to - from) / ChartCalendar.day) + 1
        guard days <= 3_700 else { throw .invalid("A request is about at most ten years.") }

        var segments: [JSONObject] = []
        var conditions = 0
        let texts = fields.all("s") + (2...9).flatMap { fields.all("s\($0)") }
        for (index, text) in texts.enumerated() {
            let segment = try SegmentParameter(
                text, texts.count == 1 ? "s" : "s (number \(index + 1))", cohorts: cohorts)
            segments.append(segment.segment)
            conditions += segment.conditions
        }
        if segments.isEmpty { segments = [JSONObject()] }
        for index in segments.indices { segments[index]["name"] = .string(String(index)) }
        self.segments = segments

        var groups: [String] = []
        for text in fields.all("g") + fields.all("g2") {
            // Some clients send a list, or what they send in the group_by of an event.
            let names: [JSONValue]
            switch try? JSONValue.parse(text) {
            case .array(let list)?: names = list
            case .object(let one)?: names = [.object(one)]
            default: names = [.string(text)]
            }
            for name in names { groups.append(try PropertyNames.dividing(name)) }
        }
        guard groups.count <= 2 else { throw .invalid("g names more than two properties.") }
        self.groups = groups
        self.conditions = segments.count + conditions + 4 * groups.count
    }

    /// Days times conditions times the weight of the kind, as Amplitude counts.
    func cost(weight: Int) -> Int { days * conditions * weight }

    /// The keys of a definition that all charts have.
    func definition(_ chart: String, interval: ChartInterval, _ more: [(String, JSONValue)]) -> JSONValue {
        .object(
            JSONObject(
                [
                    ("chart", .string(chart)), ("source", ["project": .int(Int64(project))]),
                    ("range", ["from": .string(start.description), "to": .string(end.description)]),
                    ("interval", .string(interval.rawValue)), ("segments", .array(segments.map(JSONValue.object))),
                ] + more))
    }

    /// The parameter `i`: one of these lengths in days, or minus milliseconds.
    func interval(_ known: [ChartInterval]) throws(AmplitudeFailure) -> ChartInterval {
        let names: [(String, ChartInterval)] = [
            ("-300000", .realTime), ("-3600000", .hour), ("1", .day), ("7", .week), ("30", .month), ("90", .quarter),
        ]
        let interval = try fields.choice("i", names.filter { known.contains($0.1) }, or: .day)
        if interval == .realTime, days > 31 { throw .invalid("Intervals of 5 minutes are for at most 31 days.") }
        return interval
    }

    /// How many groups are wanted.
    func limit() throws(AmplitudeFailure) -> Int { try fields.integer("limit", in: 1...1_000, or: 100) }

    /// Every `name`, in order.
    func events(_ names: [String]) throws(AmplitudeFailure) -> [EventParameter] {
        var events: [EventParameter] = []
        for name in names {
            for text in fields.all(name) { events.append(try EventParameter(text, name)) }
        }
        guard !events.isEmpty else {
            throw .invalid("\(names[0]) is missing: name an event, {\"event_type\":\"buy\"}.")
        }
        return events
    }

    private static func day(_ fields: FormFields, _ name: String) throws(AmplitudeFailure) -> ChartRange.CivilDay {
        let text = try fields.required(name)
        let digits = text.replacing("-", with: "")
        guard digits.utf8.count == 8, digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
            let day = ChartRange.CivilDay(
                "\(digits.prefix(4))-\(digits.dropFirst(4).prefix(2))-\(digits.suffix(2))")
        else { throw .invalid("\(name) is \"\(text.prefix(40))\", which is no day. Write it as 20260301.") }
        return day
    }

    private static func moment(_ day: ChartRange.CivilDay) -> Int64 {
        ChartCalendar().start(year: day.year, month: day.month, day: day.day) ?? 0
    }
}
