internal import FrontDoor
internal import JSON
internal import ProductAnalytics

extension ChartRoutes {
    private static let keys = ["definition", "id", "as_of", "filters", "point", "limit", "save"]

    /// What can't be in the body of a question to a chart, beside its members' own faults.
    static func problems(in body: JSONValue) -> [RequestFailure.FieldProblem] {
        func problem(_ field: String, _ message: String) -> RequestFailure.FieldProblem {
            RequestFailure.FieldProblem(field: field, code: "invalid", message: message)
        }
        var problems = (body.objectValue?.keys.filter { !keys.contains($0) } ?? []).map { key in
            problem(key, "Nothing is known by this name." + NearestWord.question(key, among: keys))
        }
        if let id = body["id"], !id.isNull, let definition = body["definition"], !definition.isNull {
            problems.append(
                problem("definition", "A chart is asked by its id or by a definition. Leave one of them out."))
        }
        return problems
    }
}
