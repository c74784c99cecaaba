internal import JSON
internal import ProductAnalytics

/// `/api/2/revenue/ltv`: what new people have paid within so many days.
struct RevenueRequest: AmplitudeChart {
    static let path = "/api/2/revenue/ltv"

    /// What `m` asks for.
    private enum Metric: Sendable { case perUser, perPayer, total, payers }

    private let query: ChartQuery
    private let metric: Metric
    private let definition: JSONValue
    /// The days of `r1d` to `r90d`.
    private static let days = 90

    init(_ query: ChartQuery) throws(AmplitudeFailure) {
        self.query = query
        metric = try query.fields.choice(
            "m", [("0", .perUser), ("1", .perPayer), ("2", .total), ("3", .payers)], or: .perUser)
        let interval = try query.interval([.day, .week, .month])
        guard query.groups.count <= 1 else { throw .invalid("Revenue is divided by one property at most.") }
        var more: [(String, JSONValue)] = [
            ("view", "new"), ("days", .int(Int64(Self.days - 1))), ("cohorts", "by_interval"),
            ("whole_cohorts", true), ("top", .int(Int64(try query.limit()))), ("other", "none"),
        ]
        if let group = query.groups.first { more.append(("group_by", .string(group))) }
        definition = query.definition("revenue_ltv", interval: interval, more)
    }

    var cost: Int { query.cost(weight: 1) }

    func answer(_ ask: ChartAsking) async throws -> [UInt8] {
        let reply = try await ask(definition)
        // A curve for each segment, cohort and group; lines of one segment and group belong together.
        var lines: [(key: [String], label: String, cohorts: [(date: String, curve: JSONValue)])] = []
        for curve in reply.series where query.groups.isEmpty || curve["group"] != nil {
            let label = curve.groupText ?? ""
            let key = [curve["segment"]?.stringValue ?? "", label]
            let cohort = (date: String((curve["cohort"]?.stringValue ?? "").prefix(10)), curve: curve)
            if let place = lines.firstIndex(where: { $0.key == key }) {
                lines[place].cohorts.append(cohort)
            } else {
                lines.append((key, label, [cohort]))
            }
        }
        return JSONWriter.data([
            ("seriesLabels", .texts(lines.map(\.label))),
            (
                "series",
                .array(
                    lines.map { line in
                        [
                            "dates": .texts(line.cohorts.map(\.date).reversed()),
                            "values": .object(JSONObject(line.cohorts.map { ($0.date, values($0.curve)) })),
                        ]
                    })
            ),
        ])
    }

    /// `r1d` to `r90d`, and what there is in all.
    private func values(_ curve: JSONValue) -> JSONValue {
        let key =
            switch metric {
            case .perUser: "arpu"
            case .perPayer: "arppu"
            case .total: "revenue"
            case .payers: "payers"
            }
        var members = JSONObject()
        for (day, value) in curve.numbers(key).enumerated() { members["r\(day + 1)d"] = value }
        members["count"] = curve.number("people")
        members["paid"] = curve.numbers("payers").last ?? 0
        members["total_amount"] = curve.numbers("revenue").last ?? 0
        return .object(members)
    }
}
