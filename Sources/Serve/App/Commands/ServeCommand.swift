import ArgumentParser

struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Serve a project.",
        discussion: """
            Everybody has to sign in: `soundings user add` makes an account and prints a link, also while the server
            runs. SIGTERM stops it: it finishes what it has accepted, at most within 15 seconds.
            """)

    @Argument(help: "The project's folder. Any folder with LookML in it is one.")
    var path: String

    @OptionGroup var options: SharedOptions

    func run() async throws {
        try await Shell.report {
            let server = try await ServerAssembly.open(
                projectRoot: path, options: options, welcomesVisitors: false)
            try await server.run()
        }
    }
}
