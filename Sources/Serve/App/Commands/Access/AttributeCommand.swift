import ArgumentParser
import JSON

struct AttributeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "attribute",
        abstract: "Manage user attributes, which rules for rows and columns ask for. Works while the server runs.",
        subcommands: [List.self, Add.self, Set.self, Unset.self, Delete.self])

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Name all attributes, with the values of groups.")
        @OptionGroup var options: AccessOptions

        func run() async throws { try await options.perform(.attributeList) }
    }

    struct Add: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Make an attribute.")
        @Argument(help: "Its name: small letters, digits and underscores.") var attribute: String
        @Option(name: .long, help: "What people call it. Default: made from the name.") var label: String?
        @Option(name: .long, help: "string, number, datetime, yesno, … Default: string.") var type: String?
        @Option(name: .customLong("default"), help: "The value of whoever has none.") var defaultValue: String?
        @Flag(name: .long, help: "Nobody is shown its values.") var hidden = false
        @Flag(name: .long, help: "Users may set their own value: nothing for rules that protect rows.") var editable =
            false
        @OptionGroup var options: AccessOptions

        func run() async throws {
            try await options.perform(
                .attributeAdd,
                [
                    ("attribute", .string(attribute)), ("label", JSONValue(label)), ("type", JSONValue(type)),
                    ("default", JSONValue(defaultValue)), ("hidden", .bool(hidden)), ("editable", .bool(editable)),
                ])
        }
    }

    /// Whose value it is.
    struct Owners: ParsableArguments {
        @Option(name: .long, help: "A group. May be given several times.") var group: [String] = []
        @Option(name: .long, help: "A user's address. May be given several times.") var user: [String] = []

        var values: [(String, JSONValue)] {
            [("groups", AccessOptions.list(group)), ("users", AccessOptions.list(user))]
        }
    }

    struct Set: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Set the value of groups or users, or the default.",
            discussion: "A user's own value goes first, then that of the first of their groups, then the default.")
        @Argument(help: "The attribute's name.") var attribute: String
        @Argument(help: "The value; several with commas between them.") var value: String
        @OptionGroup var owners: Owners
        @OptionGroup var options: AccessOptions

        func run() async throws {
            try await options.perform(
                .attributeSet, [("attribute", .string(attribute)), ("value", .string(value))] + owners.values)
        }
    }

    struct Unset: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Take the value of groups or users, or the default, away.")
        @Argument(help: "The attribute's name.") var attribute: String
        @OptionGroup var owners: Owners
        @OptionGroup var options: AccessOptions

        func run() async throws {
            try await options.perform(.attributeUnset, [("attribute", .string(attribute))] + owners.values)
        }
    }

    struct Delete: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Delete an attribute. Rules that ask for it show nothing.")
        @Argument(help: "The attribute's name.") var attribute: String
        @OptionGroup var options: AccessOptions

        func run() async throws { try await options.perform(.attributeDelete, [("attribute", .string(attribute))]) }
    }
}
