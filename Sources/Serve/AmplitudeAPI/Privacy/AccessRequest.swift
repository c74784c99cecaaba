internal import JSON
internal import ProductAnalytics
internal import Warehouse

/// `/api/2/dsar/requests`: all that somebody did in some days, for whoever asks what is known of them.
struct AccessRequest: Sendable {
    let person: Int64
    let start: ChartRange.CivilDay
    let end: ChartRange.CivilDay

    /// - Parameter fields: `userId` or `amplitudeId`; `startDate` and `endDate`, both days included.
    init(_ fields: FormFields, warehouse: any Warehouse, project: Int) async throws {
        let source = try await CanonicalEvents.read(project: project, from: warehouse)
        let ids = PersonIDs(source: source, warehouse: warehouse, label: "amplitude: access request")
        let found: Int64?
        if let user = fields["userId"] {
            found = try await ids.people(userIDs: [user])[user]
        } else if let number = fields["amplitudeId"].flatMap({ Int64($0) }) {
            found = try await ids.people(numbers: [number])[number]
        } else {
            throw AmplitudeFailure.invalid("Name somebody by userId or amplitudeId.")
        }
        guard let found else { throw AmplitudeFailure.notFound("Nobody has this id.") }
        person = found
        func day(_ name: String) throws(AmplitudeFailure) -> ChartRange.CivilDay {
            guard let day = fields[name].flatMap({ ChartRange.CivilDay($0) }) else {
                throw .invalid("\(name) has to be a day such as 2026-03-01.")
            }
            return day
        }
        (start, end) = (try day("startDate"), try day("endDate"))
    }

    /// - Parameter body: As ``body`` made it; `nil` for anything else.
    init?(_ body: JSONObject) {
        guard let person = body["person"]?.intValue,
            let start = body["start"]?.stringValue.flatMap({ ChartRange.CivilDay($0) }),
            let end = body["end"]?.stringValue.flatMap({ ChartRange.CivilDay($0) })
        else { return nil }
        (self.person, self.start, self.end) = (person, start, end)
    }

    var body: JSONObject {
        JSONObject([
            ("person", .int(person)), ("start", .string(start.description)), ("end", .string(end.description)),
        ])
    }

    /// Microseconds, UTC: the first moment and the end.
    var bounds: (from: Int64, until: Int64) {
        func moment(_ day: ChartRange.CivilDay) -> Int64 {
            ChartCalendar().start(year: day.year, month: day.month, day: day.day) ?? 0
        }
        return (moment(start), moment(end) + ChartCalendar.day)
    }
}
