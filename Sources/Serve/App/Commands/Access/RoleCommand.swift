import ArgumentParser
import Content
import JSON

struct RoleCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "role", abstract: "Manage roles: permissions on models. Works while the server runs.",
        subcommands: [
            List.self, Show.self, Permissions.self, Add.self, Change.self, Delete.self, Give.self, Take.self,
        ])

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Name all roles, and who has them.")
        @OptionGroup var options: AccessOptions

        func run() async throws { try await options.perform(.roleList) }
    }

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Show one role: permissions, models, who has it.")
        @Argument(help: "The role's name or id.") var role: String
        @OptionGroup var options: AccessOptions

        func run() async throws { try await options.perform(.roleShow, [("role", .string(role))]) }
    }

    struct Permissions: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Say what each permission is for.")

        func run() {
            let rows = Permission.allCases.map { [$0.rawValue, $0.parent?.rawValue ?? "-", $0.summary] }
            Shell.print(AccessDesk.table(["PERMISSION", "NEEDS", "WHAT FOR"], rows))
        }
    }

    /// What a role consists of.
    struct Content: ParsableArguments {
        @Option(name: .long, help: "A permission set to take: Viewer, User, Developer, Admin, or one of your own.")
        var like: String?
        @Option(name: .long, help: "A permission, beside those of --like. May be given several times.")
        var permission: [String] = []
        @Option(name: .long, help: "A model that it holds for. May be given several times; without it, all.")
        var model: [String] = []

        var values: [(String, JSONValue)] {
            [
                ("like", JSONValue(like)), ("permissions", AccessOptions.list(permission)),
                ("models", AccessOptions.list(model)),
            ]
        }
    }

    struct Add: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Make a role.")
        @Argument(help: "The role's name.") var role: String
        @OptionGroup var content: Content
        @OptionGroup var options: AccessOptions

        func run() async throws { try await options.perform(.roleAdd, [("role", .string(role))] + content.values) }
    }

    struct Change: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Change a role.", discussion: "What is not named stays as it is.")
        @Argument(help: "The role's name or id.") var role: String
        @Option(name: .long, help: "A new name.") var name: String?
        @Flag(name: .long, help: "It holds for all models.") var allModels = false
        @OptionGroup var content: Content
        @OptionGroup var options: AccessOptions

        func run() async throws {
            try await options.perform(
                .roleChange,
                [("role", .string(role)), ("name", JSONValue(name)), ("all_models", .bool(allModels))] + content.values)
        }
    }

    struct Delete: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Delete a role.")
        @Argument(help: "The role's name or id.") var role: String
        @OptionGroup var options: AccessOptions

        func run() async throws { try await options.perform(.roleDelete, [("role", .string(role))]) }
    }

    /// Who gets or loses a role.
    struct Holders: ParsableArguments {
        @Argument(help: "The role's name or id.") var role: String
        @Option(name: .long, help: "A group. May be given several times.") var group: [String] = []
        @Option(name: .long, help: "A user's address. May be given several times.") var user: [String] = []

        var values: [(String, JSONValue)] {
            get throws {
                guard !group.isEmpty || !user.isEmpty else {
                    throw ValidationError("Say for whom: --group NAME or --user ADDRESS.")
                }
                return [
                    ("role", .string(role)), ("groups", AccessOptions.list(group)), ("users", AccessOptions.list(user)),
                ]
            }
        }
    }

    struct Give: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Give a role to groups or users.")
        @OptionGroup var holders: Holders
        @OptionGroup var options: AccessOptions

        func run() async throws { try await options.perform(.roleGive, try holders.values) }
    }

    struct Take: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Take a role away from groups or users.")
        @OptionGroup var holders: Holders
        @OptionGroup var options: AccessOptions

        func run() async throws { try await options.perform(.roleTake, try holders.values) }
    }
}
