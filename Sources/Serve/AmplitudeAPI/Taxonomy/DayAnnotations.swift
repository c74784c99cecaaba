internal import JSON
internal import ProductAnalytics

/// `/api/2/annotations`: the annotations of `/api/3/annotations`, each with the day on which it begins.
struct DayAnnotations: Sendable {
    let annotations: Annotations
    let clock: AnnotationClock

    /// All, or the one of an `id`; either way a list.
    func list(_ query: FormFields) async throws -> JSONValue {
        if let id = query["id"] { return ["data": [describe(try await annotations.one(id))]] }
        let all = try await annotations.list(FormFields())["data"]?.arrayValue ?? []
        return ["data": .array(all.map { describe(["data": $0]) })]
    }

    func one(_ id: String) async throws -> JSONValue {
        ["annotation": describe(try await annotations.one(id)), "success": true]
    }

    /// - Parameter form: `date`, `label`, `chart_id` and `details`. Whose it is, the keys say, not `app_id`.
    func create(_ form: FormFields) async throws -> JSONValue {
        let (date, label) = (try form.required("date"), try form.required("label"))
        guard let day = ChartRange.CivilDay(date) else {
            throw AmplitudeFailure.invalid("date is \"\(date.prefix(40))\"; it has to be a day such as 2026-03-01.")
        }
        var body = JSONObject([("label", .string(label)), ("start", .string(day.description))])
        for name in ["chart_id", "details"] { if let value = form[name] { body[name] = .string(value) } }
        return ["annotation": describe(try await annotations.create(.object(body))), "success": true]
    }

    /// - Parameter answer: What ``Annotations`` says of one.
    private func describe(_ answer: JSONValue) -> JSONValue {
        let one = answer["data"] ?? .null
        return [
            "id": one["id"] ?? .null, "date": JSONValue(one["start"]?.stringValue.flatMap(clock.day(of:))),
            "label": one["label"] ?? .null, "details": one["details"] ?? .null,
        ]
    }
}
