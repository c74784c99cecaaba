import ArgumentParser
import Foundation

struct PlanCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plan",
        abstract: "Say what a build would do and why: what is new, changed, missing or late. Nothing is done.")

    @OptionGroup var selection: SelectionOptions
    @OptionGroup var options: PipelineOptions

    @Flag(name: .long, help: "As for a build from scratch.")
    var fullRefresh = false

    @Flag(name: [.short, .long], help: "As for a build of everything.")
    var force = false

    func run() async throws {
        var order = PipelineOrder("plan")
        selection.fill(&order)
        order.isFullRefresh = fullRefresh
        order.isForced = force
        try await options.perform(order)
    }
}

struct ListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ls", abstract: "List models, tests, sources, snapshots, seeds and exposures.")

    @OptionGroup var selection: SelectionOptions
    @OptionGroup var options: PipelineOptions

    @Flag(name: [.short, .long], help: "Also when each model runs, what it waits for and why it ran last.")
    var long = false

    func run() async throws {
        var order = PipelineOrder("ls")
        selection.fill(&order)
        order.isLong = long
        try await options.perform(order)
    }
}

struct CompileCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "compile", abstract: "Print the SQL that models and tests compile to. Nothing is run.")

    @OptionGroup var selection: SelectionOptions
    @OptionGroup var options: PipelineOptions

    func run() async throws {
        var order = PipelineOrder("compile")
        selection.fill(&order)
        try await options.perform(order)
    }
}

struct ShowRowsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Print some rows of a model's query, or of SQL with ref() and source().",
        discussion: """
            soundings show instance_day --limit 5
            soundings show --inline "select count(*) from {{ ref('instance_day') }}"
            """)

    @OptionGroup var selection: SelectionOptions
    @OptionGroup var options: PipelineOptions

    @Option(name: .long, help: "SQL, with a template.")
    var inline: String?

    @Option(name: .long, help: "Rows at most.")
    var limit = 20

    func run() async throws {
        var order = PipelineOrder("show")
        selection.fill(&order)
        order.inline = inline
        order.limit = limit
        try await options.perform(order)
    }
}

struct DocsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "docs", abstract: "Files that other tools read.", subcommands: [DocsGenerateCommand.self])
}

struct DocsGenerateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "generate",
        abstract: "Write manifest.json and catalog.json, in the shape of dbt's.")

    @OptionGroup var options: PipelineOptions

    @Option(name: .long, help: "The folder to write to. Default: target in the project's folder.")
    var targetPath: String?

    func run() async throws {
        var order = PipelineOrder("docs")
        order.output = StateDirectory.absolute(targetPath ?? options.project + "/target")
        try await options.perform(order)
    }
}

struct SourceCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "source", abstract: "What the project says of its sources.",
        subcommands: [SourceFreshnessCommand.self])
}

struct SourceFreshnessCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "freshness",
        abstract: "Say how old the newest row of each source is, beside what its file allows.",
        discussion: "Ends with status 1 when a source is older than error_after.")

    @OptionGroup var selection: SelectionOptions
    @OptionGroup var options: PipelineOptions

    @Option(name: .long, help: "Write sources.json into this folder.")
    var targetPath: String?

    func run() async throws {
        var order = PipelineOrder("freshness")
        selection.fill(&order)
        order.output = targetPath.map(StateDirectory.absolute)
        try await options.perform(order)
    }
}
