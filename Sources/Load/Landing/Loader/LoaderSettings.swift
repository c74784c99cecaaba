/// How much the loader takes at a time, and how often.
package struct LoaderSettings: Sendable {
    /// Bytes of bodies in one load: some ten thousands of events.
    package var batchBytes = 16 << 20
    /// The same when the queue holds more than one ordinary load. Transactions of more than 122,880 rows go straight to
    /// DuckDB's file and are cheaper for each row.
    package var catchUpBytes = 48 << 20
    package var batchBodies = 50_000
    /// How long bodies gather before a load while they only trickle in.
    package var gatherTime: Duration = .milliseconds(300)
    /// How long nothing must have come before the warehouse is checkpointed for the sake of the queue.
    package var quietTime: Duration = .seconds(10)
    /// Bytes loaded since the last checkpoint after which one is due, quiet or not.
    package var checkpointBytes = 64 << 20
    /// What makes commits independent of the warehouse's own log; `nil` where commits need nothing more.
    package var checkpointStatement: String? = "CHECKPOINT"
    /// The first wait after a failure; it doubles up to ``longestPause``.
    package var firstPause: Duration = .milliseconds(500)
    package var longestPause: Duration = .seconds(30)
    /// How long an id is remembered against duplicates, in time of the server.
    package var duplicateDays: Int64 = 7
    /// From this difference on, a sender's clock is taken to be wrong. Amplitude's threshold.
    package var clockTolerance: Duration = .seconds(60)
    /// Properties that are kept beside each step; at most eight texts and four numbers.
    package var promoted: [PromotedProperty] = []
    /// Types of events that don't count as activity, beside those that senders' own bookkeeping has.
    package var inactiveEvents: Set<String> = []
    /// Types of events that are set aside instead of being loaded.
    package var blocked = BlockedTypes()
    /// In which currency amounts are added up.
    package var currency = LiveCurrency()
    /// Rows that may wait beside the sorted tables, as a share of those; they are sorted in when nothing comes, or when more
    /// wait than this.
    package var waitingShare = 0.1
    /// People, devices and groups kept in memory; with more the memory starts afresh.
    package var rememberedPeople = 200_000

    package init() {}
}
