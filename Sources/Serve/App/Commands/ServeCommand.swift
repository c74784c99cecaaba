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

    @OptionGroup var state: StateOptions
    @OptionGroup var address: AddressOptions

    func run() async throws {
        try await Shell.report {
            let server = try await ServerAssembly.open(
                projectRoot: path, state: state, address: address, welcomesVisitors: false)
            try await server.run()
        }
    }
}
