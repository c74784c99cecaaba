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
        let value = condition["value"]?.doubleValue ?? condition["value"]?.stringValue.flatMap(Double.init) ?? 1
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
            let days = condition["time_value"]?.intValue
            clause["window"] = days.map { ["days_before_interval_end": .int($0)] } ?? ["each_interval": true]
        case "rolling": clause["window"] = ["last": condition["time_value"] ?? 30, "unit": "day"]
        case let other:
            throw .invalid(
                "\(place).time_type is \"\(other.prefix(40))\"; there are forEachInterval, currentInterval, rolling and allTime."
            )
        }
        return .object(clause)
    }
}
