internal import Content
internal import FrontDoor
internal import JSON

/// The charts that people have saved. Whoever may see charts sees them; only their makers and administrators change them.
struct SavedCharts: Sendable {
    private let store: ContentStore

    init(_ store: ContentStore) { self.store = store }

    /// In the order in which they were made.
    /// - Parameter deleted: Those in the trash instead.
    func all(deleted: Bool = false) async throws(ContentError) -> [SavedChart] {
        try await store.kept(.chart).compactMap(SavedChart.init).filter { $0.isDeleted == deleted }
    }

    /// - Returns: `nil` if there is none, or it is in the trash.
    func chart(_ id: String) async throws(ContentError) -> SavedChart? {
        guard let number = Self.number(id) else { return nil }
        return try await store.kept(.chart, id: number).flatMap(SavedChart.init).flatMap { $0.isDeleted ? nil : $0 }
    }

    func save(
        title: String, description: String, definition: JSONObject, by caller: Caller
    ) async throws(ContentError) -> SavedChart? {
        let body = JSONObject([
            ("title", .string(title)), ("description", .string(description)), ("definition", .object(definition)),
            ("user_name", .string(caller.displayName)), ("version", .int(1)), ("deleted", .bool(false)),
        ])
        return SavedChart(try await store.keep(.chart, body, of: caller.userID))
    }

    /// - Parameter version: What the caller has seen; `nil` changes whatever is there.
    /// - Returns: The chart as it is then; `nil` if there is none.
    /// - Throws: ``ContentError``: `forbidden` for somebody else's, `conflict` if it was changed meanwhile.
    func change(
        _ id: String, version: Int64?, by caller: Caller, _ change: @escaping @Sendable (inout SavedChart) -> Void
    ) async throws(ContentError) -> SavedChart? {
        guard let number = Self.number(id) else { return nil }
        let isAdministrator = caller.may("administer")
        let kept = try await store.changeKept(.chart, id: number) { (kept: inout KeptObject) throws(ContentError) in
            guard var chart = SavedChart(kept) else { return }
            guard chart.userID == caller.userID || isAdministrator else {
                throw ContentError(
                    .forbidden, "Only whoever saved this chart may change it. Save one of your own instead.")
            }
            if let version, version != chart.version {
                throw ContentError(
                    .conflict, "Somebody has changed this chart meanwhile. Load it again, then make your change.",
                    currentVersion: Int(clamping: chart.version))
            }
            change(&chart)
            chart.version += 1
            kept.body = chart.body
        }
        return kept.flatMap(SavedChart.init)
    }

    private static func number(_ id: String) -> String? {
        guard id.hasPrefix("s"), Int64(id.dropFirst()) != nil else { return nil }
        return String(id.dropFirst())
    }
}
