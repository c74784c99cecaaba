import ArgumentParser
import JSON

struct AuditCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit",
        abstract: "Show what happened: changes, sign-ins, queries, downloads. Works while the server runs.")

    @Option(name: .long, help: "Only what this user did: an address or an id.") var user: String?
    @Option(name: .long, help: "change, query, download, sign-in or sign-out.") var action: String?
    @Option(name: .long, help: "Only what is about this, such as users/12; users/ is all users.") var object: String?
    @Option(name: .long, help: "A day or moment, such as 2026-03-08 (UTC).") var since: String?
    @Option(name: .long, help: "A day or moment before which it was.") var until: String?
    @Flag(name: .long, help: "Only what was refused.") var refused = false
    @Option(name: .long, help: "At most so many entries, the newest first.") var limit = 50
    @Flag(name: .long, help: "Check that no entry was changed or taken out.") var verify = false
    @OptionGroup var options: AccessOptions

    func validate() throws {
        guard (1...10_000).contains(limit) else { throw ValidationError("--limit must be from 1 to 10000.") }
    }

    func run() async throws {
        if verify { return try await options.perform(.auditVerify) }
        try await options.perform(
            .auditList,
            [
                ("user", JSONValue(user)), ("action", JSONValue(action)), ("object", JSONValue(object)),
                ("since", JSONValue(since)), ("until", JSONValue(until)), ("refused", .bool(refused)),
                ("limit", JSONValue(limit)),
            ])
    }
}
