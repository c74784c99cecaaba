import ArgumentParser
import JSON

struct FolderAccessCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "access", abstract: "Say who sees and who changes a folder. Works while the server runs.",
        subcommands: [Show.self, Grant.self, Revoke.self, Seal.self, Inherit.self])

    struct Place: ParsableArguments {
        @Argument(help: "The folder's id, or its path such as \"Shared/Sales\".") var folder: String
    }

    struct Holders: ParsableArguments {
        @Option(name: .long, help: "A group. May be given several times.") var group: [String] = []
        @Option(name: .long, help: "A user's address. May be given several times.") var user: [String] = []

        var values: [(String, JSONValue)] {
            [("groups", AccessOptions.list(group)), ("users", AccessOptions.list(user))]
        }
    }

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Say who is named on a folder.")
        @OptionGroup var place: Place
        @OptionGroup var options: AccessOptions

        func run() async throws { try await options.perform(.accessShow, [("folder", .string(place.folder))]) }
    }

    struct Grant: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Let groups or users see, or change, a folder.")
        @OptionGroup var place: Place
        @Flag(name: .long, help: "They see it.") var view = false
        @Flag(name: .long, help: "They see it and change it.") var edit = false
        @OptionGroup var holders: Holders
        @OptionGroup var options: AccessOptions

        func run() async throws {
            guard view != edit else { throw ValidationError("Say --view or --edit.") }
            try await options.perform(
                .accessGrant,
                [("folder", .string(place.folder)), ("level", edit ? "edit" : "view")] + holders.values)
        }
    }

    struct Revoke: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Take a group or user off a folder's list.")
        @OptionGroup var place: Place
        @OptionGroup var holders: Holders
        @OptionGroup var options: AccessOptions

        func run() async throws {
            try await options.perform(.accessRevoke, [("folder", .string(place.folder))] + holders.values)
        }
    }

    struct Seal: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Give a folder a list of its own, instead of what the folder around it has.",
            discussion: "The list begins as that of the folder around it; revoke what is too much.")
        @OptionGroup var place: Place
        @OptionGroup var options: AccessOptions

        func run() async throws { try await options.perform(.accessSeal, [("folder", .string(place.folder))]) }
    }

    struct Inherit: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Make a folder as accessible as the one around it.")
        @OptionGroup var place: Place
        @OptionGroup var options: AccessOptions

        func run() async throws { try await options.perform(.accessInherit, [("folder", .string(place.folder))]) }
    }
}
