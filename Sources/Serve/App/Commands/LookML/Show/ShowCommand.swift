import ArgumentParser
import Foundation
import JSON

struct ShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show what a field, view or explore is, the SQL it becomes, and who uses it.",
        discussion: """
            soundings lookml show demo events.user_count          a field, by its view
            soundings lookml show demo pings.instance.site_id     a field in one explore
            soundings lookml show demo instance                   a view, an explore, or both

            The LookML is shown with what it extends and how it is refined.
            """)

    enum Format: String, ExpressibleByArgument, CaseIterable { case text, json }

    @Argument(help: "The project's folder.")
    var path: String

    @Argument(help: "VIEW.FIELD, EXPLORE.VIEW.FIELD, VIEW or EXPLORE.")
    var name: String

    @Option(name: .long, help: "Look in this model only.")
    var model: String?

    @Option(name: .long, help: "text or json.")
    var format = Format.text

    func run() async throws {
        try await Shell.report {
            let found = try ProjectSearch(root: path, model: model).find(name)
            switch format {
            case .json:
                let list = JSONValue.array(found.map(\.json))
                Shell.write(JSONValue.object(JSONObject([("definitions", list)])).serialized() + [0x0A])
            case .text: Shell.print(found.map(\.text).joined(separator: "\n\n"))
            }
        }
    }
}
