import ArgumentParser

struct BackfillCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backfill",
        abstract: "Build a stretch of time of a model again, whenever nothing else is to be done.",
        discussion: """
            soundings backfill instance_day --from 2025-01-01 --to 2025-03-31 --downstream
            soundings backfill ls
            soundings backfill pause 3f2a
            soundings backfill resume 3f2a

            The intervals that the days touch are built again, each whole and some at a time; a model that is not built by
            time is built as a whole. All other runs go first. What is done stays done: a server that is started again, or
            `resume`, goes on where it was.
            """,
        subcommands: [
            BeginBackfillCommand.self, ListBackfillsCommand.self, PauseBackfillCommand.self, ResumeBackfillCommand.self,
            CancelBackfillCommand.self,
        ], defaultSubcommand: BeginBackfillCommand.self)
}

struct BeginBackfillCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "begin", abstract: "Begin one, and report until it is over. The word may be left out.")

    @OptionGroup var selection: SelectionOptions
    @OptionGroup var options: PipelineOptions

    @Option(name: .long, help: "The first day, or an instant in UTC. Default: the beginning.")
    var from: String?

    @Option(name: .long, help: "The last day, or an instant in UTC. Default: now.")
    var to: String?

    @Flag(name: .long, help: "Also all that reads it.")
    var downstream = false

    @Flag(name: .long, help: "Say what would be done and why, and do nothing.")
    var dryRun = false

    @Flag(name: .long, help: "Leave it to the server, and report no more.")
    var detach = false

    @Option(name: .long, help: "A sentence that is kept with it.")
    var note: String?

    func run() async throws {
        var order = PipelineOrder("backfill")
        selection.fill(&order)
        order.from = from
        order.to = to
        order.isWithDownstream = downstream
        order.isDryRun = dryRun
        order.isDetached = detach
        order.note = note
        try await options.perform(order)
    }
}

struct ListBackfillsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "ls", abstract: "List them, the newest first.")

    @OptionGroup var options: PipelineOptions

    func run() async throws { try await options.perform(PipelineOrder("backfills")) }
}

/// The backfill that a command is about.
struct BackfillArgument: ParsableArguments {
    @Argument(help: "Its id, or the beginning of it.")
    var id: String

    func order(_ command: String) -> PipelineOrder {
        var order = PipelineOrder(command)
        order.select = [id]
        return order
    }
}

struct PauseBackfillCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pause", abstract: "Stop one after the piece that is being built.")

    @OptionGroup var backfill: BackfillArgument
    @OptionGroup var options: PipelineOptions

    func run() async throws { try await options.perform(backfill.order("pause")) }
}

struct ResumeBackfillCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "resume", abstract: "Go on with one that was paused, has failed or was broken off.")

    @OptionGroup var backfill: BackfillArgument
    @OptionGroup var options: PipelineOptions

    @Flag(name: .long, help: "Leave it to the server, and report no more.")
    var detach = false

    func run() async throws {
        var order = backfill.order("resume")
        order.isDetached = detach
        try await options.perform(order)
    }
}

struct CancelBackfillCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cancel", abstract: "End one. What it has built stays; the piece at hand is rolled back.")

    @OptionGroup var backfill: BackfillArgument
    @OptionGroup var options: PipelineOptions

    func run() async throws { try await options.perform(backfill.order("cancel")) }
}
