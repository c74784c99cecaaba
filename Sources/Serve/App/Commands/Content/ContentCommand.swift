import ArgumentParser
import Content
import Foundation
import JSON

struct ContentCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "content",
        abstract: "Keep what people have made in files: folders, Looks, dashboards, boards.",
        discussion: """
            `pull` writes everything that was made in Soundings into a folder, for Git and review; `push` makes Soundings say
            what the files say; `diff` shows what a push would change. What comes from the project's own files is not
            among it. Works while the server runs. docs/reference/content.md says what stands in the files.
            """,
        subcommands: [Pull.self, Push.self, Diff.self])

    struct Place: ParsableArguments {
        @Argument(help: "The folder of the files.")
        var directory = "content-export"

        @OptionGroup var state: StateOptions
    }

    struct Pull: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "pull", abstract: "Write what was made into files.",
            discussion: """
                The same content always gives the same bytes. Files of what is gone are removed, as far as a pull has written
                them.
                """)

        @OptionGroup var place: Place

        func run() async throws {
            try await Shell.report {
                let folder = ArchiveFolder(place.directory)
                let old = try folder.read()
                let answer = try await ContentOrder(.pull).run(place.state)
                let archive = ContentArchive(files: ContentOrder.texts(answer["files"]))
                let written = try folder.write(archive, replacing: old)
                Shell.print(
                    "\(Shell.count(archive.files.count, "file")) in \(place.directory), \(written.changed) changed, "
                        + "\(written.removed) removed.")
            }
        }
    }

    struct Push: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "push", abstract: "Make Soundings say what the files say.",
            discussion: """
                All of it or nothing; each change is a version in the history. What somebody has changed since the last pull
                is named, and nothing is pushed: pull again, or say --force.
                """)

        @OptionGroup var place: Place

        @Flag(name: .long, help: "Say what would happen, and change nothing.")
        var dryRun = false

        @Flag(name: .long, help: "Overwrite what somebody has changed since the last pull.")
        var force = false

        @Flag(name: .long, help: "Put what is in no file into the trash.")
        var delete = false

        func run() async throws {
            try await Shell.report {
                let folder = ArchiveFolder(place.directory)
                let files = try folder.read()
                guard !files.archive.files.isEmpty else {
                    throw CommandFailure("There are no content files in \(place.directory). Pull first.")
                }
                let answer = try await ContentOrder(
                    .push,
                    [
                        ("files", ContentOrder.json(files.archive.files)), ("base", ContentOrder.json(files.base)),
                        ("dry_run", .bool(dryRun)), ("force", .bool(force)), ("delete", .bool(delete)),
                    ]
                ).run(place.state)
                try report(answer)
                if answer["done"]?.boolValue == true {
                    // What was written by hand is laid out as a pull would.
                    let archive = ContentArchive(files: ContentOrder.texts(answer["files"]))
                    try folder.lay(out: archive, after: files)
                }
            }
        }

        private func report(_ answer: JSONValue) throws {
            func texts(_ key: String) -> [String] { (answer[key]?.arrayValue ?? []).compactMap(\.stringValue) }
            for (key, sign) in [("created", "+"), ("changed", "~"), ("trashed", "-")] {
                for path in texts(key) { Shell.print("\(sign) \(path)") }
            }
            for problem in texts("problems") { Shell.note(problem) }
            let conflicts = texts("conflicts")
            let isDone = answer["done"]?.boolValue ?? false
            if !conflicts.isEmpty, !force {
                throw CommandFailure(
                    "Changed in Soundings since the last pull: \(conflicts.joined(separator: ", ")). "
                        + "Nothing was pushed. Pull, and make your change again; or push --force.")
            }
            guard isDone || dryRun else { throw CommandFailure("Nothing was pushed: mend what is named above.") }
            let count = texts("created").count + texts("changed").count + texts("trashed").count
            Shell.print(
                "\(Shell.count(count, "change")), \(answer["unchanged"]?.text ?? "0") as before"
                    + (dryRun ? "; nothing was changed." : "."))
        }
    }

    struct Diff: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "diff", abstract: "Show what a push would change.",
            discussion:
                "Lines with - are in Soundings, lines with + in the files. Ends with status 1 where there are any.")

        @OptionGroup var place: Place

        func run() async throws {
            var differs = false
            try await Shell.report {
                let files = try ArchiveFolder(place.directory).read().archive.files
                let answer = try await ContentOrder(.pull).run(place.state)
                let current = ContentOrder.texts(answer["files"])
                for path in Set(files.keys).union(current.keys).sorted() {
                    let difference = TextDifference(from: current[path] ?? "", to: files[path] ?? "")
                    guard !difference.isEmpty else { continue }
                    differs = true
                    Shell.print("--- \(current[path] == nil ? "/dev/null" : "soundings/" + path)")
                    Shell.print("+++ \(files[path] == nil ? "/dev/null" : "files/" + path)")
                    Shell.write(Array(difference.unified().utf8))
                }
            }
            if differs { throw ExitCode(1) }
        }
    }
}
