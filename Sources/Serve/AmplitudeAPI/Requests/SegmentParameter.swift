internal import JSON

/// A segment as requests write it: a list of conditions that all have to hold,
/// `[{"prop": "country", "op": "is", "values": ["Italy"]}]`.
struct SegmentParameter: Sendable {
    /// As charts write it, without a name.
    var segment = JSONObject()
    /// How many conditions there are; the cost of a request grows with them.
    let conditions: Int

    /// - Parameter cohorts: The names of cohorts by their ids.
    init(_ text: String, _ name: String, cohorts: [String: String]) throws(AmplitudeFailure) {
        guard let value = try? JSONValue.parse(text),
            let list = value.arrayValue ?? value.objectValue.map({ [.object($0)] })
        else { throw .invalid("\(name) has to be a JSON list of conditions, encoded for a URL.") }
        conditions = list.count
        var filters: [JSONValue] = []
        var who: [JSONValue] = []
        var excluded: [JSONValue] = []
        for (index, condition) in list.enumerated() {
            let place = "\(name)[\(index)]"
            if condition["type"]?.stringValue == "event" {
                who.append(try Self.clause(condition, place))
                continue
            }
            let prop = condition["prop"]?.stringValue ?? ""
            guard !prop.isEmpty else { throw .invalid("\(place) has no prop.") }
            guard prop == "userdata_cohort" else {
                let type = condition["type"]?.stringValue?.lowercased() ?? condition["prop_type"]?.stringValue ?? "user"
                let property = try PropertyNames.property(prop, type: type == "property" ? "user" : type)
                filters.append(
                    try FilterParameter.filter(
                        property, operation: condition["op"], values: condition["values"], at: place))
                continue
            }
            let names = FilterParameter.texts(condition["values"]).map { cohorts[$0] ?? $0 }
            guard !names.isEmpty else { throw .invalid("\(place) names no cohort.") }
            switch condition["op"]?.stringValue ?? "is" {
            case "is":
                let clauses = names.map { ["clause": "in_cohort", "cohort": .string($0)] as JSONValue }
                who.append(clauses.count == 1 ? clauses[0] : ["any_of": .array(clauses)])
            case "is not": excluded += names.map(JSONValue.string)
            default: throw .invalid("\(place): of a cohort one asks \"is\" or \"is not\".")
            }
        }
        if !filters.isEmpty { segment["filters"] = .array(filters) }
        if !who.isEmpty { segment["who"] = ["all_of": .array(who)] }
        if !excluded.isEmpty { segment["not_in_cohorts"] = .array(excluded) }
    }

    /// `{"type": "event", "event_type": "buy", "filters": [], "op": ">=", "value": 2, "time_type": "forEachInterval",
    /// "time_value": 30}`
    private static func clause(_ condition: JSONValue, _ place: String) throws(AmplitudeFailure) -> JSONValue {
        let event = try EventParameter(condition, place)
        let operation = condition["op"]?.stringValue ?? ">="
        guard [">=", ">", "=", "!=", "<=", "<"].contains(operation) else {
            throw .invalid("\(place).op is \"\(operation.prefix(40))\"; there are >=, >, =, !=, <= and <.")
        }
        let value = try number(condition, "value", place) ?? 1
        let days = try days(condition, place)
        let nobody =
            (operation == "=" && value == 0) || (operation == "<=" && value == 0) || (operation == "<" && value <= 1)
        var clause: JSONObject
        if event.isNew {
            let atLeastOnce = [">=", "="].contains(operation) && value == 1 || operation == ">" && value == 0
            guard nobody || atLeastOnce else { throw .invalid("\(place): somebody is new once.") }
            guard event.event["occurrence_filters"] == nil else {
                throw .invalid("\(place).filters: of who is new only the time is asked.")
            }
            clause = JSONObject([("clause", "new")])
            if nobody { clause["not"] = true }
        } else {
            clause = JSONObject([("clause", nobody ? "did_not" : "did"), ("event", .object(event.event))])
            if !nobody {
                clause["op"] = .string(operation)
                clause["value"] = .double(value)
            }
        }
        switch condition["time_type"]?.stringValue ?? "allTime" {
        case "allTime", "all_time": break
        case "currentInterval": clause["window"] = ["each_interval": true]
        case "forEachInterval":
            clause["window"] = days.map { ["days_before_interval_end": .int($0)] } ?? ["each_interval": true]
        case "rolling": clause["window"] = ["last": .int(days ?? 30), "unit": "day"]
        case let other:
            throw .invalid(
                "\(place).time_type is \"\(other.prefix(40))\"; there are forEachInterval, currentInterval, rolling and allTime."
            )
        }
        return .object(clause)
    }

    /// A number, also where it was sent as a text; `nil` if there is none.
    private static func number(
        _ condition: JSONValue, _ key: String, _ place: String
    ) throws(AmplitudeFailure) -> Double? {
        guard let value = condition[key], !value.isNull else { return nil }
        if let number = value.doubleValue ?? value.stringValue.flatMap(Double.init), number.isFinite { return number }
        throw .invalid("\(place).\(key) is \(value.text.prefix(40)), which is no number.")
    }

    /// The `time_value` of a condition.
    private static func days(_ condition: JSONValue, _ place: String) throws(AmplitudeFailure) -> Int64? {
        guard let number = try number(condition, "time_value", place) else { return nil }
        guard let days = Int64(exactly: number), (1...mostDays).contains(days) else {
            throw .invalid("\(place).time_value has to be a whole number of days from 1 to \(mostDays).")
        }
        return days
    }

    private static let mostDays: Int64 = 10_000
}
