import Content
import Foundation
import JSON

/// The commands that change accounts and keys: run by the server that holds the state directory when there is one, else
/// on the files themselves.
struct Administration: Sendable {
    enum Command: Sendable {
        /// - role: `nil` keeps the role of an account that exists and makes a new one what all users are.
        /// - url: The address to put into the link; `nil` is where the server is reached.
        case addUser(email: String, role: String?, url: String?)
        case credentials(email: String)
        case createKey(name: String, project: Int64)
        case createSecret(name: String, project: Int64, mayErase: Bool)
        case listKeys
        case revokeKey(name: String, isSecret: Bool)
        case access(AccessOrder)
    }

    struct Answer: Sendable {
        /// What the command prints.
        var text: String
        /// The same for programs, of commands that have it.
        var json = JSONValue.null
    }

    let people: People
    let content: ContentStore
    /// The address that people open.
    let baseURL: @Sendable () -> String
    /// Where it is written down what was done.
    let audit: AuditLog
    /// Called when a key was made, so that it can be used at once.
    var keysChanged: @Sendable () async -> Void = {}

    /// Finds whoever holds the state directory and lets them do it.
    ///
    /// - Parameter address: The address to put into links when no server runs; `nil` is that of the last one.
    static func run(
        _ command: Command, state options: StateOptions, address: String? = nil
    ) async throws -> Answer {
        let directory = StateDirectory.absolute(options.state)
        let exists = try StateDirectory.exists(directory)
        if exists, StateDirectory.isHeld(directory) {
            let answer = try ControlSocket(path: StateDirectory.socketPath(in: directory)).send(command.json)
            return Answer(text: answer["text"]?.stringValue ?? "", json: answer["json"] ?? .null)
        }
        if !exists, case .credentials(let email) = command {
            throw CommandFailure(
                "There is no state directory \(directory), so there is no account for \(email). "
                    + "Name the one of the server with --state.")
        }
        if !exists, case .access = command {
            throw CommandFailure(
                "There is no state directory \(directory), so there are no accounts. Name the one of the server with "
                    + "--state, or make the first account with: soundings user add")
        }
        if !exists, command.needsKeys {
            throw CommandFailure(
                "There is no state directory \(directory), so there are no keys. Name the one of the server with --state."
            )
        }
        let state = try StateDirectory(path: directory)
        defer { withExtendedLifetime(state) {} }
        if state.wasMade {
            Progress().say("Made the new state directory \(directory). Start the server with: --state \(options.state)")
        }
        let database = try ContentDatabase(path: state.contentPath)
        defer { database.close() }
        let shown =
            address ?? StateDirectory.rememberedAddress(in: directory)
            ?? ProjectSettings(name: "", label: "").baseURL()
        let audit = AuditLog(database)
        do {
            let administration = Administration(
                people: People(database), content: ContentStore(database), baseURL: { shown }, audit: audit)
            let answer = try await administration.perform(command)
            await audit.flush()
            return answer
        } catch {
            await audit.flush()
            throw error
        }
    }

    /// Does it, and writes down that it was done.
    func perform(_ command: Command) async throws -> Answer {
        do {
            let answer = try await carryOut(command)
            if command.changesSomething { await audit.note(command.entry(.done)) }
            return answer
        } catch {
            if command.changesSomething { await audit.note(command.entry(.refused)) }
            throw error
        }
    }

    private func carryOut(_ command: Command) async throws -> Answer {
        switch command {
        case .addUser(let email, let roleName, let url):
            return Answer(text: try await addUser(email, roleName: roleName, url: url))
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
                throw CommandFailure(
                    "\(project) is not the number of a project. Give --project a number from 1 to \(Int32.max).")
            }
            let key = try await people.createIngestionKey(name: name, projectID: Int64(number))
            await keysChanged()
            return Answer(text: "Ingestion key \"\(name)\" of project \(project), shown once: \(key.text)")
        case .createSecret(let name, let project, let mayErase):
            guard let number = Int32(exactly: project), number > 0 else {
                throw CommandFailure(
                    "\(project) is not the number of a project. Give --project a number from 1 to \(Int32.max).")
            }
            let secret = try await people.createProjectSecret(
                name: name, projectID: Int64(number), mayErase: mayErase)
            await keysChanged()
            return Answer(text: "Secret key \"\(name)\" of project \(project), shown once: \(secret.text)")
        case .listKeys: return Answer(text: try await listKeys())
        case .revokeKey(let name, let isSecret): return Answer(text: try await revokeKey(name, isSecret: isSecret))
        case .access(let order):
            let desk = AccessDesk(people: people, content: content, audit: audit, baseURL: baseURL)
            let answer = try await desk.perform(order)
            return Answer(text: answer.text, json: answer.json)
        }
    }

    private func addUser(_ email: String, roleName: String?, url: String?) async throws -> String {
        let role = roleName.flatMap { BuiltInRole(rawValue: $0) }
        if let roleName, role == nil || role == .visitor {
            throw CommandFailure("There is no role '\(roleName)'. There are: admin, developer, explorer, viewer.")
        }
        let user: User
        let sentence: String
        if let existing = try await people.user(email: email) {
            let held = try await people.entitlements(of: existing).summary?.rawValue ?? "without a role"
            if let role, role.rawValue != held {
                user = try await people.setRole(role, of: existing.id)
                sentence = "\(email) is \(role.rawValue) now, and was \(held)."
            } else {
                user = existing
                sentence = "\(email) is \(held), as before."
            }
        } else {
            // Without a word for it they are what everybody is, so that what is taken from all is not theirs still.
            user = try await people.addUser(email: email, role: role)
            let held = try await people.entitlements(of: user).summary?.rawValue ?? "without a role"
            sentence = "\(email) is \(held)."
        }
        let link = try await people.createSignInLink(for: user.id)
        return "\(sentence) Sign in within an hour: \(url ?? baseURL())/sign-in/\(link.token)"
    }
}

extension Administration.Command {
    /// Whether it is about keys that are there already.
    fileprivate var needsKeys: Bool {
        switch self {
        case .listKeys, .revokeKey: true
        case .addUser, .credentials, .createKey, .createSecret, .access: false
        }
    }

    fileprivate var changesSomething: Bool {
        switch self {
        case .listKeys: false
        case .access(let order): !order.verb.isLooking
        case .addUser, .credentials, .createKey, .createSecret, .revokeKey: true
        }
    }

    /// What the audit log keeps of it: names, never a secret.
    fileprivate func entry(_ outcome: AuditEntry.Outcome) -> AuditEntry {
        var details = JSONObject()
        let (what, object): (String, String) =
            switch self {
            case .addUser(let email, let role, _):
                {
                    details["role"] = JSONValue(role)
                    return ("user add", "users/" + email)
                }()
            case .credentials(let email): ("user credentials", "users/" + email)
            case .createKey(let name, _): ("key create", "keys/" + name)
            case .createSecret(let name, _, _): ("key secret", "secret keys/" + name)
            case .listKeys: ("key list", "keys")
            case .access(let order):
                {
                    for (name, value) in order.values.members
                    where !value.isNull && value != [] && value != false && name != "value" {
                        details[name] = value
                    }
                    return (order.verb.rawValue, order.object ?? "access")
                }()
            case .revokeKey(let name, let isSecret): ("key revoke", (isSecret ? "secret keys/" : "keys/") + name)
            }
        return AuditEntry(
            at: Date(), action: .change, what: what, object: object, door: "shell", outcome: outcome, details: details)
    }

    /// As it goes through the control socket.
    var json: JSONValue {
        switch self {
        case .addUser(let email, let role, let url):
            ["command": "add-user", "email": .string(email), "role": JSONValue(role), "url": JSONValue(url)]
        case .credentials(let email): ["command": "credentials", "email": .string(email)]
        case .createKey(let name, let project):
            ["command": "create-key", "name": .string(name), "project": .int(project)]
        case .createSecret(let name, let project, let mayErase):
            [
                "command": "create-secret", "name": .string(name), "project": .int(project),
                "may_erase": .bool(mayErase),
            ]
        case .listKeys: ["command": "list-keys"]
        case .revokeKey(let name, let isSecret):
            ["command": "revoke-key", "name": .string(name), "secret": .bool(isSecret)]
        case .access(let order): order.json
        }
    }

    init?(_ json: JSONValue) {
        func text(_ name: String) -> String? { json[name]?.stringValue }
        switch text("command") {
        case "add-user":
            guard let email = text("email") else { return nil }
            self = .addUser(email: email, role: text("role"), url: text("url"))
        case "credentials":
            guard let email = text("email") else { return nil }
            self = .credentials(email: email)
        case "create-key":
            guard let name = text("name"), let project = json["project"]?.intValue else { return nil }
            self = .createKey(name: name, project: project)
        case "create-secret":
            guard let name = text("name"), let project = json["project"]?.intValue else { return nil }
            self = .createSecret(
                name: name, project: project, mayErase: json["may_erase"]?.boolValue ?? false)
        case "list-keys": self = .listKeys
        case "revoke-key":
            guard let name = text("name") else { return nil }
            self = .revokeKey(name: name, isSecret: json["secret"]?.boolValue ?? false)
        case "access":
            guard let order = AccessOrder(json) else { return nil }
            self = .access(order)
        default: return nil
        }
    }
}
