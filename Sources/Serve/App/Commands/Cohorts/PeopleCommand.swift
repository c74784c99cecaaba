import ArgumentParser
import ChartReports
import JSON
import ProductAPI

struct PeopleCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "people", abstract: "Look up people of the collected events, and what they did.",
        subcommands: [Find.self, Show.self, Events.self, Erase.self])

    struct Person: ParsableArguments {
        @Argument(help: "A user id, a device or a number.")
        var id: String

        @Option(name: .long, help: "What the id is: person (a number), user_id or device_id. Default: tried in turn.")
        var by: String?

        @Option(name: .customLong("events-of"), help: "The number of the project whose events are meant.")
        var number: Int?

        func validate() throws {
            if let by, PeopleDesk.Name.Kind(rawValue: by) == nil {
                throw ValidationError("--by is person, user_id or device_id.")
            }
        }

        var values: [(String, JSONValue)] {
            var values: [(String, JSONValue)] = [("name", .string(id))]
            if let by { values.append(("by", .string(by))) }
            if let number { values.append(("project", JSONValue(number))) }
            return values
        }
    }

    struct Find: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "find", abstract: "People by id, device, a part of an e-mail address, or a property.")

        @Argument(help: "What to look for.")
        var text: String

        @Option(name: .long, help: "Look for the newest value of a property instead: user.plan, country.")
        var property: String?

        @Option(name: .long, help: "People at most.")
        var limit = 20

        @OptionGroup var place: CohortCommand.Place

        func validate() throws {
            guard (1...1_000).contains(limit) else {
                throw ValidationError("--limit must be a whole number from 1 to 1000.")
            }
        }

        func run() async throws {
            try await Shell.report {
                var values: [(String, JSONValue)] = [("name", .string(text)), ("limit", JSONValue(limit))]
                if let property { values.append(("property", .string(property))) }
                let answer = try await place.answer(AnalyticsOrder(.find, values))
                if place.json { return place.printJSON(answer) }
                let rows = (answer["people"]?.arrayValue ?? []).map { person in
                    [person["uid"]?.text ?? "", person["user_id"]?.stringValue ?? "–", person["by"]?.stringValue ?? ""]
                }
                guard !rows.isEmpty else { return Shell.print("Nobody was found.") }
                Shell.print(
                    TextGrid(header: ["uid", "user_id", "found by"], rows: rows).lines.joined(separator: "\n"))
            }
        }
    }

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(commandName: "show", abstract: "What is known of a person.")

        @OptionGroup var person: Person
        @OptionGroup var place: CohortCommand.Place

        func run() async throws {
            try await Shell.report {
                let answer = try await place.answer(AnalyticsOrder(.person, person.values))
                if place.json { return place.printJSON(answer) }
                for (key, value) in answer.objectValue?.members ?? [] {
                    Shell.print("\(key.replacing("_", with: " ")): \(PeopleCommand.words(value))")
                }
            }
        }
    }

    struct Events: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "events", abstract: "What a person did, the newest first.")

        @OptionGroup var person: Person

        @Option(name: .long, help: "Events of one type only.")
        var type: String?

        @Option(name: .long, help: "Events at most.")
        var limit = ChartAsk.defaultLimit

        @Option(name: .long, help: "Go on where the page before ended.")
        var after: String?

        @Flag(name: .long, help: "Also events that count as no activity.")
        var inactive = false

        @OptionGroup var place: CohortCommand.Place

        func validate() throws {
            guard (1...1_000).contains(limit) else {
                throw ValidationError("--limit must be a whole number from 1 to 1000.")
            }
        }

        func run() async throws {
            try await Shell.report {
                var values = person.values + [("limit", JSONValue(limit)), ("inactive", .bool(inactive))]
                if let type { values.append(("type", .string(type))) }
                if let after { values.append(("after", .string(after))) }
                let answer = try await place.answer(AnalyticsOrder(.events, values))
                if place.json { return place.printJSON(answer) }
                let rows = (answer["sessions"]?.arrayValue ?? []).flatMap { session in
                    (session["events"]?.arrayValue ?? []).map { event in
                        [
                            event["time"]?.stringValue ?? "", event["type"]?.stringValue ?? "",
                            session["session"]?.text ?? "",
                            PeopleCommand.words(event["values"]?["event_properties"] ?? .null),
                        ]
                    }
                }
                if rows.isEmpty {
                    let what = type.map { "No events \($0)" } ?? "No events"
                    Shell.print(
                        "\(what) of this person\(after == nil ? " were collected" : " lie behind that place")"
                            + "\(inactive ? "." : "; --inactive also shows those that count as no activity.")")
                } else {
                    Shell.print(
                        TextGrid(header: ["time", "event", "session", "properties"], rows: rows).lines
                            .joined(separator: "\n"))
                }
                if let next = answer["next"]?.stringValue { Shell.print("There are more: --after \(next)") }
            }
        }
    }

    struct Erase: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "erase", abstract: "Erase a person: events, properties and all that follows from them.",
            discussion: "Nothing brings them back. Without --yes it only says whom it would erase.")

        @OptionGroup var person: Person

        @Flag(name: .long, help: "Erase them.")
        var yes = false

        @OptionGroup var place: CohortCommand.Place

        func run() async throws {
            try await Shell.report {
                guard yes else {
                    let found = try await place.answer(AnalyticsOrder(.person, person.values))
                    let merged = found["merged"]?.arrayValue ?? []
                    Shell.print(
                        "This is person \(found["person"]?.text ?? "")"
                            + (found["user_id"]?.stringValue.map { ", \($0)," } ?? "")
                            + " with \(found["events"]?.text ?? "0") events"
                            + (merged.isEmpty ? "" : ", who was also \(merged.map(\.text).joined(separator: ", "))")
                            + ". Nothing was erased; --yes does it.")
                    throw ExitCode.failure
                }
                let erased = try await place.answer(AnalyticsOrder(.erase, person.values))
                if place.json { return place.printJSON(erased) }
                let people = erased["people"]?.arrayValue?.map(\.text) ?? []
                Shell.print(
                    "Erased: person \(people.joined(separator: ", ")); \(erased["events"]?.text ?? "0") events, "
                        + "\(erased["memberships"]?.text ?? "0") memberships of cohorts.")
                let lists = erased["lists"]?.arrayValue?.compactMap(\.stringValue) ?? []
                if !lists.isEmpty { Shell.print("Taken out of: \(lists.joined(separator: ", ")).") }
                for advice in erased["advice"]?.arrayValue?.compactMap(\.stringValue) ?? [] { Shell.note(advice) }
            }
        }
    }

    fileprivate static func words(_ value: JSONValue) -> String {
        switch value {
        case .null: "–"
        case .string(let text): text
        case .array(let list): list.isEmpty ? "–" : list.map(words).joined(separator: ", ")
        case .object(let object):
            object.members.isEmpty ? "–" : object.members.map { "\($0.key) \(words($0.value))" }.joined(separator: ", ")
        default: value.text
        }
    }
}
