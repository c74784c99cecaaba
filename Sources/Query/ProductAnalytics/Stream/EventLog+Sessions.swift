internal import Warehouse

extension EventLog {
    /// Folds recorded sessions without looking at events.
    /// - Returns: `nil` where the tables beside the events can't say.
    func sessions<Pass: SessionPass>(
        of source: CanonicalEvents, _ request: SessionsReader.Request, into pass: Pass
    ) async throws(ChartError) -> (pass: Pass, sql: String)? {
        guard readsSteps, let derived = source.derived, derived.sessionsHaveTimes else { return nil }
        let reader = SessionsReader(source: source, derived: derived, warehouse: warehouse, label: label)
        do {
            guard let found = try await reader.run(request, into: pass) else { return nil }
            return (found.pass, found.sql.joined(separator: ";\n"))
        } catch {
            throw ChartError(error)
        }
    }
}
