internal import Warehouse

extension EventLog {
    /// Folds recorded sessions without looking at events.
    /// - Returns: `nil`, with the reason, where the tables beside the events can't say.
    func sessions<Pass: SessionPass>(
        of source: CanonicalEvents, _ request: SessionsReader.Request, into pass: Pass
    ) async throws(ChartError) -> (found: (pass: Pass, sql: String)?, reason: String) {
        guard readsSteps, let derived = source.derived, derived.sessionsHaveTimes else {
            return (nil, "there are no derived tables")
        }
        let reader = SessionsReader(source: source, derived: derived, warehouse: warehouse, label: label)
        do {
            guard let found = try await reader.run(request, into: pass) else {
                return (nil, "the warehouse copies lists")
            }
            // What waited may have been sorted in between one statement and the next.
            if derived.waitingSessions > 0, try await !derived.isCurrent(in: warehouse) {
                return (nil, "events came in meanwhile")
            }
            return ((found.pass, found.sql.joined(separator: ";\n")), "")
        } catch {
            throw ChartError(error)
        }
    }
}
