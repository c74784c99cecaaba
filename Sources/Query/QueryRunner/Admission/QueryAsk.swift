/// How a query is asked: on whose behalf, how urgently, and within which limits.
package struct QueryAsk: Sendable {
    /// On whose behalf, for logs and the list of running queries.
    package var label: String
    package var priority = AdmissionQueue.Priority.interactive
    package var cache = CacheUse.fresh
    package var owner: AdmissionQueue.Owner?
    /// Wall-clock limit of each statement; `nil` is the runner's.
    package var timeLimit: Duration?
    /// Told how the query fares.
    package var watch: QueryWatch?

    package init(label: String) {
        self.label = label
    }
}
