import JSON
import ProductAPI
import ProductAnalytics

/// A question about a chart, as it goes through the control socket.
struct ChartOrder: Sendable {
    var ask: ChartAsk

    init(_ ask: ChartAsk) { self.ask = ask }

    var json: JSONValue {
        [
            "definition": ask.definition, "as_of": ask.asOf.map(JSONValue.int) ?? .null, "point": ask.point ?? .null,
            "limit": JSONValue(ask.limit), "events_only": .bool(ask.readsEventsOnly),
        ]
    }

    init?(_ json: JSONValue) {
        guard let definition = json["definition"] else { return nil }
        ask = ChartAsk(definition: definition, asOf: json["as_of"]?.intValue)
        if let point = json["point"], !point.isNull { ask.point = point }
        ask.limit = json["limit"]?.intValue.map { Int(clamping: $0) } ?? ChartAsk.defaultLimit
        ask.readsEventsOnly = json["events_only"]?.boolValue ?? false
    }

    /// `{"answer": …}` with numbers and, as their `data`, up to when they are complete, `{"units": …}` with people, or `{"problems": [{"path", "message"}]}`.
    func perform(at house: AnalyticsHouse) async throws -> JSONValue {
        do {
            if let point = ask.point {
                return ["units": try await house.charts.units(behind: point, ask, for: .owner)]
            }
            let numbers = try JSONValue.parse(try await house.charts.numbers(ask, for: .owner))
            var answer = numbers.objectValue ?? JSONObject()
            // A project that can't be read is no reason to keep the numbers back.
            if let data = try? await house.dataTime.json(of: ask.definition), !data.isNull { answer["data"] = data }
            return ["answer": .object(answer)]
        } catch ChartError.invalid(let problems) {
            return [
                "problems": .array(
                    problems.map { ["path": .string($0.path), "message": .string($0.message)] })
            ]
        }
    }
}
