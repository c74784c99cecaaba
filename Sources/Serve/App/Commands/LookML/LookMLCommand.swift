import ArgumentParser

/// What people need who write LookML.
struct LookMLCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lookml",
        abstract: "Format and test LookML, make a first project from a database, see what a field is and who uses it.",
        subcommands: [FormatCommand.self, InitCommand.self, ShowCommand.self, TestCommand.self])
}
