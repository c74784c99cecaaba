import Content
import Landing
import Synchronization

/// Has the loader set aside what the tracking plans block.
final class PlanFollower: Sendable {
    private let content: ContentStore
    private let blocked: BlockedTypes
    /// How often the plans were looked at, and the last look that was taken up.
    private let looks = Mutex((begun: 0, taken: 0))

    init(content: ContentStore, blocked: BlockedTypes) {
        self.content = content
        self.blocked = blocked
    }

    /// Takes up the plans as they are now. Of several at once the one that began last counts: it has seen what all others
    /// have.
    func follow() async throws(ContentError) {
        let look = looks.withLock { looks in
            looks.begun += 1
            return looks.begun
        }
        let names = try await content.blockedTypes()
        let types = Dictionary(uniqueKeysWithValues: names.map { (ProjectID(Int32(clamping: $0)), $1) })
        looks.withLock { looks in
            guard look > looks.taken else { return }
            looks.taken = look
            blocked.replace(by: types)
        }
    }
}
