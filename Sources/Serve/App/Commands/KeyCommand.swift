import ArgumentParser

struct KeyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "key",
        abstract: "Manage the keys with which events come in and are read. Works while the server runs.",
        subcommands: [Create.self, Secret.self, List.self, Revoke.self])

    struct Create: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make an ingestion key and print it as the last word.",
            discussion: "It permits sending and nothing else. It is shown once; Soundings keeps only its hash.")

        @Option(name: .long, help: "What the key is for, such as \"web app\".")
        var name: String

        @Option(name: .long, help: "The number of the project that the events belong to, from 1 to 2147483647.")
        var project: Int64 = 1

        @OptionGroup var state: StateOptions

        func run() async throws {
            try await Shell.report {
                let answer = try await Administration.run(.createKey(name: name, project: project), state: state)
                Shell.print(answer.text)
            }
        }
    }

    struct Secret: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make a secret key and print it as the last word.",
            discussion: "With an ingestion key of the same project it permits reading its events through Amplitude's "
                + "APIs. It is shown once; Soundings keeps only its hash.")

        @Option(name: .long, help: "Who reads with it, such as \"weekly report\".")
        var name: String

        @Option(name: .long, help: "The number of the project whose events are read, from 1 to 2147483647.")
        var project: Int64 = 1

        @Flag(name: .long, help: "Permit deleting people as well.")
        var mayErase = false

        @OptionGroup var state: StateOptions

        func run() async throws {
            try await Shell.report {
                let answer = try await Administration.run(
                    .createSecret(name: name, project: project, mayErase: mayErase), state: state)
                Shell.print(answer.text)
            }
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Name all keys: their kind, project, first characters and when they were made.",
            discussion: "The keys themselves are known to nobody but those who were told.")

        @OptionGroup var state: StateOptions

        func run() async throws {
            try await Shell.report {
                Shell.print(try await Administration.run(.listKeys, state: state).text)
            }
        }
    }

    struct Revoke: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "End a key for good, at once.",
            discussion: "What was sent with it stays. Its name is never used again.")

        @Argument(help: "The key's name.")
        var name: String

        @Flag(name: .long, help: "It is a secret key, not an ingestion key.")
        var secret = false

        @OptionGroup var state: StateOptions

        func run() async throws {
            try await Shell.report {
                let answer = try await Administration.run(.revokeKey(name: name, isSecret: secret), state: state)
                Shell.print(answer.text)
            }
        }
    }
}
