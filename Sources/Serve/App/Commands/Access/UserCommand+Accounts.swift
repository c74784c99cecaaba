import ArgumentParser
import JSON

extension UserCommand {
    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Name all accounts, with their roles and groups.")
        @OptionGroup var options: AccessOptions

        func run() async throws { try await options.perform(.userList) }
    }

    /// Whose account it is.
    struct Subject: ParsableArguments {
        @Argument(help: "The account's e-mail address or id.") var user: String
    }

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show one account: roles, groups, permissions, attributes, sessions.")
        @OptionGroup var subject: Subject
        @OptionGroup var options: AccessOptions

        func run() async throws { try await options.perform(.userShow, [("user", .string(subject.user))]) }
    }

    struct Role: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make somebody a viewer, explorer, developer or admin.",
            discussion: "Explorers and developers become members of the groups of that name. Other roles stay.")
        @OptionGroup var subject: Subject
        @Argument(help: "viewer, explorer, developer or admin.") var role: String
        @OptionGroup var options: AccessOptions

        func run() async throws {
            try await options.perform(.userRole, [("user", .string(subject.user)), ("role", .string(role))])
        }
    }

    struct Disable: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Lock an account, and sign it out everywhere.")
        @OptionGroup var subject: Subject
        @OptionGroup var options: AccessOptions

        func run() async throws { try await options.perform(.userDisable, [("user", .string(subject.user))]) }
    }

    struct Enable: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Open a locked account again.")
        @OptionGroup var subject: Subject
        @OptionGroup var options: AccessOptions

        func run() async throws { try await options.perform(.userEnable, [("user", .string(subject.user))]) }
    }

    struct Delete: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Delete an account for good.", discussion: "What it made stays, without an owner.")
        @OptionGroup var subject: Subject
        @OptionGroup var options: AccessOptions

        func run() async throws { try await options.perform(.userDelete, [("user", .string(subject.user))]) }
    }

    struct Password: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Print a link with which somebody chooses a password.",
            discussion: "It works once and for a day. Older ones end.")
        @OptionGroup var subject: Subject
        @Option(name: .long, help: "The address under which people open Soundings.") var url: String?
        @OptionGroup var options: AccessOptions

        func run() async throws {
            try await options.perform(.userPassword, [("user", .string(subject.user)), ("url", JSONValue(url))])
        }
    }

    struct SignOut: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "sign-out", abstract: "End all sessions of somebody's browsers.")
        @OptionGroup var subject: Subject
        @OptionGroup var options: AccessOptions

        func run() async throws { try await options.perform(.userSignOut, [("user", .string(subject.user))]) }
    }
}
