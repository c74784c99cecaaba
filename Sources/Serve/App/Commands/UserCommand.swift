import ArgumentParser
import Foundation
import JSON

struct UserCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "user", abstract: "Manage the accounts of people. Works while the server runs.",
        subcommands: [
            Add.self, List.self, Show.self, Role.self, Password.self, Credentials.self, SignOut.self, Disable.self,
            Enable.self, Delete.self,
        ])

    struct Add: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make an account and print a link to sign in with.",
            discussion: """
                The link works once and for an hour. For an account that exists, a new link is printed, and its role stays
                unless --role is given.

                Roles: viewer (looks at what is shared), explorer (also explores, downloads and saves), developer (also
                works on the model), admin (everything).
                """)

        @Option(name: .long, help: "The person's e-mail address.")
        var email: String

        @Option(
            name: .long,
            help: """
                viewer, explorer, developer or admin. Default: what the group of all users has, as a rule a viewer; an account
                that exists keeps its role.
                """)
        var role: String?

        @Option(
            name: .long,
            help: """
                The address under which people open Soundings, such as https://soundings.example.com. Default: that of the
                server that runs or ran last.
                """)
        var url: String?

        @OptionGroup var state: StateOptions
        @OptionGroup var address: AddressOptions

        func run() async throws {
            try await Shell.report {
                let command = Administration.Command.addUser(email: email, role: role, url: try checkedURL())
                let answer = try await Administration.run(command, state: state, address: address.baseURL)
                Shell.print(answer.text)
            }
        }

        /// Without the slashes at its end.
        private func checkedURL() throws(CommandFailure) -> String? {
            guard var url else { return nil }
            let parsed = URL(string: url)
            guard let scheme = parsed?.scheme, ["http", "https"].contains(scheme), parsed?.host() != nil,
                parsed?.query() == nil, parsed?.fragment() == nil
            else {
                throw CommandFailure(
                    "--url '\(url)' is not an address that people can open, such as https://soundings.example.com.")
            }
            while url.hasSuffix("/") { url.removeLast() }
            return url
        }
    }

    struct Credentials: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Print a new client id and secret for the Looker API.",
            discussion: "The secret is shown once; Soundings keeps only its hash.")

        @Argument(help: "The account's e-mail address.")
        var email: String

        @Option(name: .long, help: "A client id to end instead.")
        var delete: String?

        @OptionGroup var state: StateOptions

        func run() async throws {
            try await Shell.report {
                if let delete {
                    let order = AccessOrder(
                        .credentialsDelete, [("user", .string(email)), ("client_id", .string(delete))])
                    return Shell.print(try await Administration.run(.access(order), state: state).text)
                }
                let answer = try await Administration.run(.credentials(email: email), state: state)
                Shell.print(answer.text)
            }
        }
    }
}
