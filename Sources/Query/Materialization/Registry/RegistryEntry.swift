/// What is known of one definition: the table that was built from it last, and what went wrong since.
struct RegistryEntry: Sendable, Hashable {
    /// The key of the definition.
    var key: String
    /// For people: `thelook.order_facts`.
    var name: String
    /// Without the schema; `nil` as long as no build has succeeded.
    var table: String?
    /// Counts the builds of all tables.
    var build: Int64 = 0
    /// All times are microseconds since 1970-01-01 00:00:00 UTC.
    var builtAt: Int64 = 0
    var rows: Int64 = 0
    /// The value of the trigger for which it was built.
    var trigger: String?
    /// Microseconds.
    var duration: Int64 = 0
    /// When it is dropped; `nil` for a table that is built anew instead.
    var expiresAt: Int64?
    /// The view under which it is published.
    var publishedAs: String?
    /// Builds that failed since the last that succeeded.
    var failures: Int64 = 0
    var failedAt: Int64?
    var error: String?
}
