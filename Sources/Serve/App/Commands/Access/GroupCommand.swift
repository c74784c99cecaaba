import ArgumentParser
import JSON

struct GroupCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "group", abstract: "Manage groups of people. Works while the server runs.",
        subcommands: [List.self, Show.self, Add.self, Rename.self, Delete.self, Join.self, Leave.self])

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Name all groups, with their roles.")
        @OptionGroup var options: AccessOptions

        func run() async throws { try await options.perform(.groupList) }
    }

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Show one group: roles, members, attributes.")
        @Argument(help: "The group's name or id.") var group: String
        @OptionGroup var options: AccessOptions

        func run() async throws { try await options.perform(.groupShow, [("group", .string(group))]) }
    }

    struct Add: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Make a group.")
        @Argument(help: "The group's name.") var name: String
        @Option(name: .long, help: "A role that its members have. May be given several times.") var role: [String] = []
        @Flag(name: .long, help: "A group of this name that is there already is no error.") var ifMissing = false
        @OptionGroup var options: AccessOptions

        func run() async throws {
            try await options.perform(
                .groupAdd,
                [("group", .string(name)), ("roles", AccessOptions.list(role)), ("if_missing", .bool(ifMissing))])
        }
    }

    struct Rename: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Give a group another name.")
        @Argument(help: "The group's name or id.") var group: String
        @Argument(help: "The new name.") var name: String
        @OptionGroup var options: AccessOptions

        func run() async throws {
            try await options.perform(.groupRename, [("group", .string(group)), ("name", .string(name))])
        }
    }

    struct Delete: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Delete a group, with all that it gives its members.")
        @Argument(help: "The group's name or id.") var group: String
        @OptionGroup var options: AccessOptions

        func run() async throws { try await options.perform(.groupDelete, [("group", .string(group))]) }
    }

    struct Join: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Make users, or other groups, members of a group.")
        @Argument(help: "The group's name or id.") var group: String
        @Argument(help: "Addresses of users.") var users: [String] = []
        @Option(name: .customLong("group"), help: "A group whose members join. May be given several times.")
        var groups: [String] = []
        @OptionGroup var options: AccessOptions

        func run() async throws {
            try await options.perform(
                .groupJoin,
                [
                    ("group", .string(group)), ("users", AccessOptions.list(users)),
                    ("groups", AccessOptions.list(groups)),
                ])
        }
    }

    struct Leave: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "End memberships in a group.")
        @Argument(help: "The group's name or id.") var group: String
        @Argument(help: "Addresses of users.") var users: [String] = []
        @Option(name: .customLong("group"), help: "A group that leaves. May be given several times.")
        var groups: [String] = []
        @OptionGroup var options: AccessOptions

        func run() async throws {
            try await options.perform(
                .groupLeave,
                [
                    ("group", .string(group)), ("users", AccessOptions.list(users)),
                    ("groups", AccessOptions.list(groups)),
                ])
        }
    }
}
