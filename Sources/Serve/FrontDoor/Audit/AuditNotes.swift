package import JSON
internal import Synchronization

/// What is learned about a request while it is answered, for the audit log. Whoever answers may say more than its address
/// does: what it is about, and what changed.
package final class AuditNotes: Sendable {
    /// Those of the request that is being answered.
    @TaskLocal package static var current: AuditNotes?

    private struct State {
        var caller: Caller?
        var action: AuditedAction?
        var object: String?
        var userName: String?
        var isRefused = false
        var isProgram = false
        var details: [(String, JSONValue)] = []
    }

    private let state = Mutex(State())

    package init() {}

    package var caller: Caller? {
        get { state.withLock { $0.caller } }
        set { state.withLock { $0.caller = newValue } }
    }

    /// What kind of thing it is, where the address doesn't tell.
    package var action: AuditedAction? {
        get { state.withLock { $0.action } }
        set { state.withLock { $0.action = newValue } }
    }

    /// What it is about, such as `user/12`.
    package var object: String? {
        get { state.withLock { $0.object } }
        set { state.withLock { $0.object = newValue } }
    }

    /// Who tried to sign in.
    package var userName: String? {
        get { state.withLock { $0.userName } }
        set { state.withLock { $0.userName = newValue } }
    }

    /// Whether it was refused although the status doesn't say so: a page that leads elsewhere.
    package var isRefused: Bool {
        get { state.withLock { $0.isRefused } }
        set { state.withLock { $0.isRefused = newValue } }
    }

    /// Whether a program asks that has proved itself with keys of its own.
    package var isProgram: Bool {
        get { state.withLock { $0.isProgram } }
        set { state.withLock { $0.isProgram = newValue } }
    }

    /// A fact beside: never a secret, never a row of data.
    package func add(_ name: String, _ value: JSONValue) {
        state.withLock { if $0.details.count < 20 { $0.details.append((name, value)) } }
    }

    package var details: JSONObject { state.withLock { JSONObject($0.details) } }
}
