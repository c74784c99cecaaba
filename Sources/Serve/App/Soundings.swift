import ArgumentParser

@main
struct Soundings: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "soundings",
        abstract: "Collects, stores, models and shows how your product is used.",
        discussion: """
            A project is a folder of text: LookML, SQL models, Looks and dashboards, and optionally soundings.yaml.

            Try it:             soundings demo
            Make a project:     soundings init --template telemetry PATH
            Serve a project:    soundings serve PATH
            Let people in:      soundings user add --email you@example.com --role admin
            Let events in:      soundings key create --name "web app"
            Check a project:    soundings validate PATH
            Work on LookML:     soundings lookml --help
            """,
        version: Version.text,
        subcommands: [
            InitProjectCommand.self, ServeCommand.self, DemoCommand.self, ValidateCommand.self, LookMLCommand.self,
            ImportCommand.self,
            QueryCommand.self, ChartCommand.self, ContentCommand.self, CohortCommand.self, PeopleCommand.self,
            SearchCommand.self, LintCommand.self, LineageCommand.self, UserCommand.self, GroupCommand.self,
            RoleCommand.self, AttributeCommand.self, FolderAccessCommand.self, AuditCommand.self, KeyCommand.self,
            DoctorCommand.self,
            RunCommand.self, BuildCommand.self, TestDataCommand.self, PlanCommand.self, CompileCommand.self,
            ListCommand.self, ShowRowsCommand.self, SeedCommand.self, SnapshotCommand.self, BackfillCommand.self,
            RetryCommand.self, SourceCommand.self, DocsCommand.self,
        ])
}

enum Version {
    static let text = "0.1.0"
}

/// Where Soundings keeps its data.
struct StateOptions: ParsableArguments {
    @Option(name: .long, help: "The directory in which Soundings keeps its data; one server at a time holds it.")
    var state = "state"
}

/// Where a server listens.
struct AddressOptions: ParsableArguments {
    @Option(
        name: .long,
        help: "The address to listen on, or where the server listens. Default: soundings.yaml, else 127.0.0.1.")
    var host: String?

    @Option(
        name: .long,
        help: """
            The port to listen on, or on which the server listens; 0 is any free one. Default: soundings.yaml, else 8080.
            """)
    var port: Int?

    /// Settings of the project, overridden by what was given on the command line.
    func applied(to settings: ProjectSettings) -> ProjectSettings {
        var settings = settings
        settings.host = host ?? settings.host
        settings.port = port ?? settings.port
        return settings
    }

    /// The address that people open, as far as the command line says it.
    var baseURL: String? {
        guard host != nil || port != nil else { return nil }
        return applied(to: ProjectSettings(name: "", label: "")).baseURL()
    }
}
