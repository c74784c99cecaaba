import ArgumentParser

struct DemoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo",
        abstract: "Load the demo company and two published data sets, and serve them.",
        discussion: """
            Whoever opens the page is a visitor who may explore and download, and may save nothing. The data is made and
            loaded the first time, through the same doors as real data; afterwards the demo starts at once.
            """)

    @Argument(help: "The demo project's folder.")
    var path = "demo"

    @Option(name: .long, help: "Where the published data sets are (CDNOW_master.txt, ecom.csv.gz).")
    var data = ".vendor/data"

    @Option(
        name: .long,
        help: ArgumentHelp(
            "Write what the generator planted in the loaded demo to FILE, as JSON, instead of serving it.",
            valueName: "FILE"))
    var truth: String?

    @OptionGroup var state: StateOptions
    @OptionGroup var address: AddressOptions

    func run() async throws {
        try await Shell.report {
            let progress = Progress()
            let server = try await ServerAssembly.open(
                projectRoot: path, state: state, address: address, welcomesVisitors: true)
            do {
                let loader = DemoLoader(server: server, dataFolder: data, progress: progress)
                try await loader.loadIfMissing()
                if let truth {
                    try await loader.writeTruth(to: truth)
                    return try await server.close()
                }
            } catch {
                try? await server.close()
                throw error
            }
            try await server.run()
        }
    }
}
