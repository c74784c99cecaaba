import ArgumentParser
import Foundation

struct InitProjectCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init",
        abstract: "Make a project from a template.",
        discussion: """
            The template telemetry has all that the demo has except its data: SQL models of pings, events, licences, the CRM,
            support and the website, the LookML on them, Looks, dashboards and metrics. Tables of systems that send nothing
            yet are made without rows, so that everything runs from the first minute. Files that are there already are
            never changed: if one of those to be made is there, none is made.

            soundings init --template telemetry myproject
            soundings serve myproject

            A first project from the tables of a database: soundings lookml init
            """)

    enum Template: String, CaseIterable, ExpressibleByArgument {
        case telemetry
    }

    @Option(name: .long, help: "What the project starts from.")
    var template: Template

    @Argument(help: "The project's folder; it is made if it is not there.")
    var path: String

    func run() async throws {
        try await Shell.report {
            let files = try ProjectTemplate.find(template.rawValue).files() + [RawTablesFile.file()]
            try NewProject(path: path).write(files)
            Shell.print(
                """
                Made \(Shell.count(files.count, "file")) in \(path).
                Next:
                  soundings serve \(path)
                  soundings user add --email you@example.com --role admin
                Then send pings and events, and let your other systems fill the tables of \(RawTablesFile.path).
                """)
        }
    }
}
