/// What a query may take from the cache.
package enum CacheUse: Sendable, Hashable {
    /// A result that its policy still calls good.
    case fresh
    /// Nothing: it runs, and its result takes the place of the old one.
    case refresh
    /// Whatever there is, however old; it does not run.
    case only
}

/// Where an answer came from that was not computed for it.
package struct CachedAnswer: Sendable, Hashable {
    /// When it was computed, microseconds since 1970-01-01 00:00:00 UTC.
    package var ranAt: Int64
    /// Whether a query that may run would have been run.
    package var isExpired: Bool

    package init(ranAt: Int64, isExpired: Bool) {
        self.ranAt = ranAt
        self.isExpired = isExpired
    }
}
