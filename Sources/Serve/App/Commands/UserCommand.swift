import ArgumentParser

struct UserCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "user", abstract: "Manage the accounts of people. Works while the server runs.",
        subcommands: [Add.self, Credentials.self])

    struct Add: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make an account and print a link to sign in with.",
            discussion: """
                The link works once and for an hour. For an account that exists, a new link is printed.

                Roles: viewer (looks at what is shared), explorer (also explores, downloads and saves), developer (also
                works on the model), admin (everything).
                """)

        @Option(name: .long, help: "The person's e-mail address.")
        var email: String

        @Option(name: .long, help: "viewer, explorer, developer or admin.")
        var role = "viewer"

        @OptionGroup var options: SharedOptions

        func run() async throws {
            try await Shell.report {
                let answer = try await Administration.run(.addUser(email: email, role: role), options: options)
                Shell.print(answer.text)
            }
        }
    }

    struct Credentials: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Print a new client id and secret for the Looker API.",
            discussion: "The secret is shown once; Soundings keeps only its hash.")

        @Argument(help: "The account's e-mail address.")
        var email: String

        @OptionGroup var options: SharedOptions

        func run() async throws {
            try await Shell.report {
                let answer = try await Administration.run(.credentials(email: email), options: options)
                Shell.print(answer.text)
            }
        }
    }
}

struct KeyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "key", abstract: "Manage the keys with which events come in. Works while the server runs.",
        subcommands: [Create.self])

    struct Create: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make an ingestion key and print it as the last word.",
            discussion: "It permits sending and nothing else. It is shown once; Soundings keeps only its hash.")

        @Option(name: .long, help: "What the key is for, such as \"web app\".")
        var name: String

        @Option(name: .long, help: "The number of the project that the events belong to.")
        var project: Int64 = 1

        @OptionGroup var options: SharedOptions

        func run() async throws {
            try await Shell.report {
                let answer = try await Administration.run(.createKey(name: name, project: project), options: options)
                Shell.print(answer.text)
            }
        }
    }
}
