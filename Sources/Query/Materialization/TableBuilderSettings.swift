/// When tables are checked and built, and how long what is no longer needed stays.
package struct TableBuilderSettings: Sendable {
    /// Between two looks at the triggers.
    package var checkInterval = Duration.seconds(300)
    /// Wall-clock limit of one build.
    package var buildTimeLimit = Duration.seconds(3600)
    /// Wall-clock limit of one trigger's query.
    package var triggerTimeLimit = Duration.seconds(60)
    /// How long a table that was replaced stays for queries that were compiled to read it.
    package var readerGrace = Duration.seconds(900)
    /// How long a table stays that nothing in the project defines any more.
    package var unusedGrace = Duration.seconds(86_400)
    /// How long a table stays that was built for the attributes of a user or for another zone, and so is not built anew by
    /// itself.
    package var variantLifetime = Duration.seconds(86_400)
    /// Tables that are built because queries asked for them; more are not built.
    package var requestedTableLimit = 200
    /// The schema of the tables.
    package var schema = "scratch"

    package init() {}
}

extension Duration {
    var microseconds: Int64 {
        let (seconds, attoseconds) = components
        return seconds * 1_000_000 + attoseconds / 1_000_000_000_000
    }
}
