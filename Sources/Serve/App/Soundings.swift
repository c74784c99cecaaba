import ArgumentParser

@main
struct Soundings: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "soundings",
        abstract: "Collects, stores, models and shows how your product is used.",
        discussion: """
            A project is a folder of text: LookML, SQL models, Looks and dashboards, and optionally soundings.yaml.

            Try it:             soundings demo
            Serve a project:    soundings serve PATH
            Let people in:      soundings user add --email you@example.com --role admin
            Let events in:      soundings key create --name "web app"
            Check a project:    soundings validate PATH
            """,
        version: Version.text,
        subcommands: [
            ServeCommand.self, DemoCommand.self, ValidateCommand.self, QueryCommand.self, UserCommand.self,
            KeyCommand.self, DoctorCommand.self,
        ])
}

enum Version {
    static let text = "0.1.0"
}

/// The options that every command has.
struct SharedOptions: ParsableArguments {
    @Option(
        name: .long,
        help: "The address to listen on, or where the server listens. Default: soundings.yaml, else 127.0.0.1.")
    var host: String?

    @Option(
        name: .long, help: "The port to listen on, or on which the server listens. Default: soundings.yaml, else 8080.")
    var port: Int?

    @Option(name: .long, help: "The directory in which Soundings keeps its data; one server at a time holds it.")
    var state = "state"

    /// Settings of the project, overridden by what was given on the command line.
    func applied(to settings: ProjectSettings) -> ProjectSettings {
        var settings = settings
        settings.host = host ?? settings.host
        settings.port = port ?? settings.port
        return settings
    }

    /// The address that people open.
    func baseURL(_ settings: ProjectSettings = ProjectSettings(name: "", label: "")) -> String {
        let applied = applied(to: settings)
        let shown = applied.host == "0.0.0.0" || applied.host == "::" ? "127.0.0.1" : applied.host
        return "http://\(shown.contains(":") ? "[\(shown)]" : shown):\(applied.port)"
    }
}
