import Content
import Foundation
import JSON

/// The commands that change accounts and keys: run by the server that holds the state directory when there is one, else
/// on the files themselves.
struct Administration: Sendable {
    enum Command: Sendable {
        case addUser(email: String, role: String)
        case credentials(email: String)
        case createKey(name: String, project: Int64)
    }

    struct Answer: Sendable {
        /// What the command prints.
        var text: String
    }

    let people: People
    /// The address that people open.
    let baseURL: String
    /// Called when a key was made, so that it can be used at once.
    var keysChanged: @Sendable () async -> Void = {}

    /// Finds whoever holds the state directory and lets them do it.
    static func run(_ command: Command, options: SharedOptions) async throws -> Answer {
        let directory = URL(fileURLWithPath: options.state).standardizedFileURL.path
        if StateDirectory.isHeld(directory) {
            let answer = try ControlSocket(path: StateDirectory.socketPath(in: directory)).send(command.json)
            return Answer(text: answer["text"]?.stringValue ?? "")
        }
        let state = try StateDirectory(path: options.state)
        let database = try ContentDatabase(path: state.contentPath)
        defer { database.close() }
        return try await Administration(people: People(database), baseURL: options.baseURL()).perform(command)
    }

    func perform(_ command: Command) async throws -> Answer {
        switch command {
        case .addUser(let email, let roleName):
            guard let role = BuiltInRole(rawValue: roleName), role != .visitor else {
                throw CommandFailure(
                    "There is no role '\(roleName)'. There are: admin, developer, explorer, viewer.")
            }
            let existing = try await people.user(email: email)
            let user =
                if let existing { try await people.setRole(role, of: existing.id) } else {
                    try await people.addUser(email: email, role: role)
                }
            let link = try await people.createSignInLink(for: user.id)
            return Answer(
                text: "\(email) is \(role.rawValue). Sign in within an hour: \(baseURL)/sign-in/\(link.token)")
        case .credentials(let email):
            guard let user = try await people.user(email: email) else {
                throw CommandFailure(
                    "There is no account for \(email). Make one with: "
                        + "soundings user add --email \(email) --role explorer"
                )
            }
            let new = try await people.createCredential(for: user.id)
            return Answer(text: "client_id=\(new.credential.clientID)\nclient_secret=\(new.clientSecret)")
        case .createKey(let name, let project):
            guard let number = Int32(exactly: project), number > 0 else {
                throw CommandFailure("\(project) is not the number of a project. Give --project a number from 1.")
            }
            let key = try await people.createIngestionKey(name: name, projectID: Int64(number))
            await keysChanged()
            return Answer(text: "Ingestion key \"\(name)\" of project \(project), shown once: \(key.text)")
        }
    }
}

extension Administration.Command {
    /// As it goes through the control socket.
    var json: JSONValue {
        switch self {
        case .addUser(let email, let role):
            ["command": "add-user", "email": .string(email), "role": .string(role)]
        case .credentials(let email): ["command": "credentials", "email": .string(email)]
        case .createKey(let name, let project):
            ["command": "create-key", "name": .string(name), "project": .int(project)]
        }
    }

    init?(_ json: JSONValue) {
        func text(_ name: String) -> String? { json[name]?.stringValue }
        switch text("command") {
        case "add-user":
            guard let email = text("email"), let role = text("role") else { return nil }
            self = .addUser(email: email, role: role)
        case "credentials":
            guard let email = text("email") else { return nil }
            self = .credentials(email: email)
        case "create-key":
            guard let name = text("name"), let project = json["project"]?.intValue else { return nil }
            self = .createKey(name: name, project: project)
        default: return nil
        }
    }
}
