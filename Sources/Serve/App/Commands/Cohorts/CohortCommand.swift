import ArgumentParser
import ChartReports
import Foundation
import JSON
import ProductAPI

struct CohortCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cohort",
        abstract: "Look at saved cohorts, work them out, and bring lists of people in.",
        discussion: """
            A server that holds the state directory answers; else the files are opened. docs/reference/cohorts.md says what
            cohorts are.
            """,
        subcommands: [List.self, Show.self, Run.self, Import.self])

    struct Place: ParsableArguments {
        @Option(name: .long, help: "The project's folder: its settings, cohorts and model.")
        var project = "."

        @OptionGroup var state: StateOptions

        @Flag(name: .long, help: "Print JSON.")
        var json = false

        func answer(_ order: AnalyticsOrder) async throws -> JSONValue {
            try await order.answer(state, project: project)
        }

        func printJSON(_ value: JSONValue) { Shell.write(value.serialized() + [0x0A]) }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(commandName: "list", abstract: "Every cohort and its size.")

        @OptionGroup var place: Place

        func run() async throws {
            try await Shell.report {
                let answer = try await place.answer(AnalyticsOrder(.list))
                if place.json { return place.printJSON(answer) }
                let cohorts = answer["cohorts"]?.arrayValue ?? []
                guard !cohorts.isEmpty else { return Shell.print("There are no cohorts.") }
                let rows = cohorts.map { cohort in
                    [
                        cohort["name"]?.stringValue ?? "", cohort["version"]?.text ?? "",
                        cohort["members"]?["size"]?.text ?? "–", cohort["members"]?["as_of"]?.stringValue ?? "",
                        cohort["words"]?.stringValue ?? "",
                    ]
                }
                Shell.print(
                    TextGrid(header: ["cohort", "version", "size", "as of", "who"], rows: rows).lines
                        .joined(separator: "\n"))
            }
        }
    }

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "show", abstract: "What a cohort says and who is in it.")

        @Argument(help: "The cohort's name.")
        var name: String

        @Option(name: .long, help: "A version; the newest unless said.")
        var version: Int?

        @Flag(name: .long, help: "Print the definition only.")
        var definition = false

        @Option(name: .long, help: "Members that are named at most.")
        var limit = ChartAsk.defaultLimit

        @Option(name: .long, help: "Go on behind this member: what the page before said.")
        var after: String?

        @Flag(name: .long, help: "Print the members as CSV.")
        var csv = false

        @OptionGroup var place: Place

        func validate() throws {
            guard (1...ChartAsk.largestLimit).contains(limit) else {
                throw ValidationError("--limit must be a whole number from 1 to \(ChartAsk.largestLimit).")
            }
        }

        func run() async throws {
            try await Shell.report {
                var values: [(String, JSONValue)] = [("name", .string(name)), ("limit", JSONValue(limit))]
                if let version { values.append(("version", JSONValue(version))) }
                if let after { values.append(("after", .string(after))) }
                if csv {
                    values.append(("format", "csv"))
                    let page = try await place.answer(AnalyticsOrder(.members, values))
                    Shell.write(Array((page["csv"]?.stringValue ?? "").utf8))
                    if let next = page["next"]?.stringValue { Shell.note("There are more: --after \(next)") }
                    return
                }
                let cohort = try await place.answer(AnalyticsOrder(.show, values))
                if definition { return place.printJSON(cohort["definition"] ?? .null) }
                let page = try await place.answer(AnalyticsOrder(.members, values))
                if place.json {
                    var members = cohort.objectValue ?? JSONObject()
                    members["page"] = page
                    return place.printJSON(.object(members))
                }
                Shell.print("\(name), version \(cohort["version"]?.text ?? "")\(origin(cohort))")
                if let text = cohort["description"]?.stringValue, !text.isEmpty { Shell.print(text) }
                Shell.print("Who: \(cohort["words"]?.stringValue ?? "")")
                Shell.print("")
                var units = JSONObject(page.objectValue?.members.map { ($0.key, $0.value) } ?? [])
                units["count"] = page["size"] ?? 0
                units["units"] = page["members"] ?? []
                units["unit"] = .string(cohort["count_by"]?.stringValue == "person" ? "people" : "groups")
                Shell.print(UnitsReport(.object(units)).text)
            }
        }

        private func origin(_ cohort: JSONValue) -> String {
            if let file = cohort["file"]?.stringValue { return ", from \(file)" }
            return cohort["author"]?["name"]?.stringValue.map { ", by \($0)" } ?? ""
        }
    }

    struct Run: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "run", abstract: "Work a cohort out now, and keep its members for explores.")

        @Argument(help: "The cohort's name.")
        var name: String

        @OptionGroup var place: Place

        func run() async throws {
            try await Shell.report {
                let answer = try await place.answer(AnalyticsOrder(.compute, [("name", .string(name))]))
                if place.json { return place.printJSON(answer) }
                Shell.print(CohortCommand.words(answer))
            }
        }
    }

    struct Import: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "import", abstract: "Bring a list of ids in, as a new cohort or the next version of one.",
            discussion: """
                soundings cohort import "beta testers" testers.csv

                CSV with a heading (user_id, email, uid or name), one id in each line, or a JSON list.
                """)

        @Argument(help: "The cohort's name.")
        var name: String

        @Argument(help: "The file with the ids; - reads standard input.")
        var file: String

        @Option(
            name: .long,
            help: "What the ids are: user_ids, people or groups. Default: as the heading says, else user_ids.")
        var kind: String?

        @Option(name: .long, help: "Of groups, their type, such as company.")
        var countBy: String?

        @Option(name: .long, help: "What the cohort is for.")
        var description: String?

        @Option(name: .long, help: "Why it was changed.")
        var note: String?

        @OptionGroup var place: Place

        func validate() throws {
            if let kind, ImportedIDs.Kind(rawValue: kind) == nil {
                throw ValidationError("--kind is user_ids, people or groups.")
            }
        }

        func run() async throws {
            try await Shell.report {
                let data =
                    file == "-"
                    ? try FileHandle.standardInput.readToEnd() ?? Data() : FileManager.default.contents(atPath: file)
                guard let data, let text = String(data: data, encoding: .utf8) else {
                    throw CommandFailure("The file \(file) can't be read as UTF-8. Is it there, and may you read it?")
                }
                var values: [(String, JSONValue)] = [("name", .string(name)), ("list", .string(text))]
                for (key, value) in [
                    ("kind", kind), ("count_by", countBy), ("description", description), ("note", note),
                ] {
                    if let value { values.append((key, .string(value))) }
                }
                let answer = try await place.answer(AnalyticsOrder(.bringIn, values))
                if place.json { return place.printJSON(answer) }
                Shell.print(CohortCommand.words(answer))
                let unknown = answer["unknown"]?.arrayValue?.compactMap(\.stringValue) ?? []
                if !unknown.isEmpty { Shell.note("Nobody has: " + unknown.joined(separator: ", ")) }
            }
        }
    }

    /// `beta testers, version 2: 8 members as of 2026-03-08; 2 ids are unknown.`
    private static func words(_ answer: JSONValue) -> String {
        let unknown = answer["unknown_ids"]?.intValue ?? 0
        let rest = unknown > 0 ? "; \(unknown == 1 ? "1 id is" : "\(unknown) ids are") unknown" : ""
        return "\(answer["name"]?.stringValue ?? ""), version \(answer["version"]?.text ?? ""): "
            + "\(Shell.count(Int(answer["size"]?.intValue ?? 0), "member")) as of \(answer["as_of"]?.stringValue ?? "")\(rest)."
    }
}
