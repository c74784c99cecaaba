internal import FrontDoor
internal import QueryDesk
internal import SemanticModel
internal import Synchronization

/// Remembers whom the rules of what is served keep from SQL that somebody wrote: looking through all explores at every request
/// would take longer than many answers.
final class RuleMemory: Sendable {
    private struct Known {
        var revision: Int
        var attributes: [String: String]
        var isAdmin: Bool
        var refusal: String?
    }

    private let access: SQLAccess
    private let live: LiveProject
    private let known = Mutex<[String: Known]>([:])

    private static let mostPeople = 1_000

    init(_ access: SQLAccess, _ live: LiveProject) {
        self.access = access
        self.live = live
    }

    /// Why a caller may run no SQL but that of the served model; `nil` when they may.
    func refusal(of caller: Caller) -> String? {
        let (project, revision) = live.numbered
        if let last = known.withLock({ $0[caller.userID] }), last.revision == revision,
            last.attributes == caller.attributes, last.isAdmin == caller.isAdmin
        {
            return last.refusal
        }
        var refusal: String?
        do { try access.checkRules(on: caller, of: project) } catch { refusal = "\(error)" }
        let found = Known(
            revision: revision, attributes: caller.attributes, isAdmin: caller.isAdmin, refusal: refusal)
        known.withLock { known in
            if known.count >= Self.mostPeople { known = [:] }
            known[caller.userID] = found
        }
        return refusal
    }
}
