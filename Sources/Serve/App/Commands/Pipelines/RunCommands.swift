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
