import ArgumentParser

struct RunCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Build models of the project's pipelines, without their tests.",
        discussion: """
            soundings run                        every model whose definition or inputs have changed
            soundings run instance_day+          one, and all that reads it
            soundings run orders --full-refresh  from scratch

            A server that holds the state directory does it and reports here; without one it is done at once. What
            fails keeps its old table. Ends with status 1 when anything failed.
            """)

    @OptionGroup var selection: SelectionOptions
    @OptionGroup var running: RunningOptions
    @OptionGroup var options: PipelineOptions

    func run() async throws {
        var order = PipelineOrder("run")
        selection.fill(&order)
        running.fill(&order)
        try await options.perform(order)
    }
}

struct BuildCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "build",
        abstract: "Build seeds, snapshots and models, each with its tests before anybody sees it.",
        discussion: """
            A test of severity error that fails keeps the old table in place, and what reads it is skipped.
            """)

    @OptionGroup var selection: SelectionOptions
    @OptionGroup var running: RunningOptions
    @OptionGroup var options: PipelineOptions

    @Flag(name: .long, help: "Keep all rows that tests find in tables of the schema _tests.")
    var storeFailures = false

    func run() async throws {
        var order = PipelineOrder("build")
        selection.fill(&order)
        running.fill(&order)
        order.storesFailures = storeFailures
        try await options.perform(order)
    }
}

struct TestDataCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "test", abstract: "Run the tests of models and sources on the tables as they are.")

    @OptionGroup var selection: SelectionOptions
    @OptionGroup var options: PipelineOptions

    @Flag(name: .long, help: "Keep all rows that tests find in tables of the schema _tests.")
    var storeFailures = false

    @Flag(name: [.customShort("x"), .long], help: "Begin nothing more once something has failed.")
    var failFast = false

    @Option(name: .long, help: "Write run_results.json into this folder.")
    var targetPath: String?

    func run() async throws {
        var order = PipelineOrder("test")
        selection.fill(&order)
        order.storesFailures = storeFailures
        order.stopsAtFailure = failFast
        order.output = targetPath.map(StateDirectory.absolute)
        try await options.perform(order)
    }
}

struct SeedCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "seed", abstract: "Load the CSV files of seeds/ that have changed.")

    @OptionGroup var selection: SelectionOptions
    @OptionGroup var running: RunningOptions
    @OptionGroup var options: PipelineOptions

    func run() async throws {
        var order = PipelineOrder("seed")
        selection.fill(&order)
        running.fill(&order)
        try await options.perform(order)
    }
}

struct SnapshotCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "snapshot", abstract: "Add the new versions of rows to the snapshots.")

    @OptionGroup var selection: SelectionOptions
    @OptionGroup var running: RunningOptions
    @OptionGroup var options: PipelineOptions

    func run() async throws {
        var order = PipelineOrder("snapshot")
        selection.fill(&order)
        running.fill(&order)
        try await options.perform(order)
    }
}

struct BackfillCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backfill",
        abstract: "Build a stretch of time of a model again.",
        discussion: """
            soundings backfill instance_day --from 2025-01-01 --to 2025-03-31 --downstream

            The intervals that the days touch are marked as missing and built again, each whole. A model that is not built
            by time is built as a whole.
            """)

    @OptionGroup var selection: SelectionOptions
    @OptionGroup var running: RunningOptions
    @OptionGroup var options: PipelineOptions

    @Option(name: .long, help: "The first day, or an instant in UTC. Default: the beginning.")
    var from: String?

    @Option(name: .long, help: "The last day, or an instant in UTC. Default: now.")
    var to: String?

    @Flag(name: .long, help: "Also all that reads it.")
    var downstream = false

    func run() async throws {
        var order = PipelineOrder("backfill")
        selection.fill(&order)
        running.fill(&order)
        order.from = from
        order.to = to
        order.isWithDownstream = downstream
        try await options.perform(order)
    }
}

struct RetryCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "retry", abstract: "Run again what failed in the last run, and what was skipped for it.")

    @OptionGroup var running: RunningOptions
    @OptionGroup var options: PipelineOptions

    func run() async throws {
        var order = PipelineOrder("retry")
        running.fill(&order)
        try await options.perform(order)
    }
}
