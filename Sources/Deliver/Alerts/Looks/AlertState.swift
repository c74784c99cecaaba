package import JSON

/// What is known of an alert from its looks. Times are microseconds since 1970-01-01 UTC.
package struct AlertState: Sendable, Equatable {
    /// The newest due time that was taken.
    package var due: Int64?
    package var lookedAt: Int64?
    package var isMet = false
    package var value: Double?
    package var shown: String?
    package var earlier: Double?
    package var period: String?
    package var gap: AlertReading.Gap?
    /// The last number that any look has found: what the next one compares with.
    package var known: Double?
    /// The newest period of a time series that people were told of.
    package var toldPeriod: String?
    package var toldAt: Int64?
    /// Why the last look did not work out.
    package var failure: String?
    /// Whether it is up to somebody to change that.
    package var isRefused = false
    /// Looks in a row that did not work out.
    package var failures = 0

    /// After so many failed looks in a row the owner is told, once.
    package static let toldFailures = 3

    /// What people are to be told after a look.
    package enum News: Sendable, Equatable {
        case met
        case failing
    }

    package init() {}

    /// The state after a look.
    ///
    /// A condition that stays met is news once; of a time series, once for each period; and a change is news each time, since
    /// each is another one.
    package func after(
        _ outcome: Result<AlertReading, AlertTrouble>, of condition: AlertCondition, at moment: Int64
    ) -> (state: AlertState, news: News?) {
        var state = self
        state.lookedAt = moment
        switch outcome {
        case .success(let reading):
            state.take(reading)
            (state.failure, state.isRefused, state.failures) = (nil, false, 0)
            guard reading.isMet else { return (state, nil) }
            let isNews =
                reading.period.map { $0 > (toldPeriod ?? "") } ?? (condition.comparison.isChange || !isMet)
            guard isNews else { return (state, nil) }
            state.toldPeriod = reading.period ?? toldPeriod
            state.toldAt = moment
            return (state, .met)
        case .failure(let trouble):
            state.failure = trouble.words
            if case .refused = trouble { state.isRefused = true } else { state.isRefused = false }
            state.failures += 1
            return (state, state.failures == Self.toldFailures ? .failing : nil)
        }
    }

    private mutating func take(_ reading: AlertReading) {
        isMet = reading.isMet
        (value, shown, earlier) = (reading.value, reading.shown, reading.earlier)
        (period, gap) = (reading.period, reading.gap)
        known = reading.value ?? known
    }
}

extension AlertState {
    /// Of an alert as the store has it. An alert that was made elsewhere may say which period it has seen.
    package init(of alert: JSONObject) {
        self.init(alert[Self.member]?.objectValue ?? JSONObject())
        toldPeriod =
            toldPeriod ?? alert["time_series_condition_state"]?["latest_time_series_id"]?.stringValue
    }

    /// Where it stands in the body of an alert.
    package static let member = "look"

    /// As ``json`` has it; what it lacks is as at the beginning.
    package init(_ json: JSONObject) {
        due = json["due"]?.intValue
        lookedAt = json["looked_at"]?.intValue
        isMet = json["met"]?.boolValue ?? false
        value = json["value"]?.doubleValue
        shown = json["shown"]?.stringValue
        earlier = json["earlier"]?.doubleValue
        period = json["period"]?.stringValue
        gap = json["gap"]?.stringValue.flatMap(AlertReading.Gap.init)
        known = json["known"]?.doubleValue
        toldPeriod = json["told_period"]?.stringValue
        toldAt = json["told_at"]?.intValue
        failure = json["failure"]?.stringValue
        isRefused = json["refused"]?.boolValue ?? false
        failures = Int(exactly: json["failures"]?.intValue ?? 0) ?? 0
    }

    package var json: JSONObject {
        var json = JSONObject()
        json["due"] = due.map(JSONValue.int)
        json["looked_at"] = lookedAt.map(JSONValue.int)
        json["met"] = .bool(isMet)
        json["value"] = value.map(JSONValue.double)
        json["shown"] = shown.map(JSONValue.string)
        json["earlier"] = earlier.map(JSONValue.double)
        json["period"] = period.map(JSONValue.string)
        json["gap"] = gap.map { .string($0.rawValue) }
        json["known"] = known.map(JSONValue.double)
        json["told_period"] = toldPeriod.map(JSONValue.string)
        json["told_at"] = toldAt.map(JSONValue.int)
        json["failure"] = failure.map(JSONValue.string)
        if isRefused { json["refused"] = true }
        if failures > 0 { json["failures"] = .int(Int64(failures)) }
        return json
    }
}
