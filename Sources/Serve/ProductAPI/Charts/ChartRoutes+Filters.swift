internal import Content
internal import FrontDoor
internal import JSON

/// Filters of dashboards on charts: `"filters": [{"field": "range", "expression": "7 days"}, {"field": "event.amount",
/// "expression": ">5", "kind": "number"}]`.
extension ChartRoutes {
    private static let mostFilters = 100

    /// - Throws: ``RequestFailure/forbidden(_:)`` of `explore` for a field that is open to nobody who may not explore the
    ///   chart's model: whether somebody is left tells what stands in it.
    func filters(
        _ body: JSONValue, on definition: JSONValue, for caller: Caller
    ) async throws -> [AskedFilter] {
        guard let value = body["filters"], !value.isNull else { return [] }
        var fields = BodyFields(body)
        guard let entries = value.arrayValue, entries.count <= Self.mostFilters else {
            fields.problem("filters", "This has to be a list of at most \(Self.mostFilters) filters.")
            try fields.check()
            return []
        }
        let filters = entries.enumerated().compactMap { place, entry -> AskedFilter? in
            guard let field = entry["field"]?.stringValue, !field.isEmpty else {
                fields.problem("filters[\(place)].field", "Say what is filtered: range, or a property.")
                return nil
            }
            let kind = entry["kind"].map { $0.stringValue.flatMap(AskedFilter.Kind.init) } ?? .string
            guard let kind else {
                let known = AskedFilter.Kind.allCases.map(\.rawValue).joined(separator: ", ")
                fields.problem("filters[\(place)].kind", "This has to be one of: \(known).")
                return nil
            }
            let expression = entry["expression"].map { $0.isNull ? "" : $0.stringValue ?? $0.text } ?? ""
            return AskedFilter(field: field, expression: expression, kind: kind)
        }
        try fields.check()
        try await check(filters, on: body["id"], asking: definition, for: caller)
        return filters
    }

    private func check(
        _ filters: [AskedFilter], on id: JSONValue?, asking definition: JSONValue, for caller: Caller
    ) async throws {
        guard let model = ChartQuestion.model(of: definition), !caller.may("explore", in: model) else { return }
        guard let id, let store = cohorts.store else { throw RequestFailure.forbidden("explore") }
        let open = try await store.filteredFields(
            ofChart: id.stringValue ?? id.text,
            for: ContentReader(userID: caller.userID, groupIDs: caller.groupIDs, isAdmin: caller.isAdmin))
        guard filters.allSatisfy({ open.contains($0.field) }) else { throw RequestFailure.forbidden("explore") }
    }
}
