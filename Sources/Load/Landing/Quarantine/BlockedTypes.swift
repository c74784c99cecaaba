internal import Synchronization

/// The types of events that projects don't want in their tables. The loader asks before each load, so that a change holds
/// for whatever is loaded after it.
package final class BlockedTypes: Sendable {
    private let types = Mutex<[ProjectID: Set<ExactText>]>([:])

    package init() {}

    /// Says which types of a project are blocked, in place of what was said before.
    package func block(_ names: some Sequence<String>, in project: ProjectID) {
        let names = Set(names.map { ExactText($0) })
        types.withLock { $0[project] = names.isEmpty ? nil : names }
    }

    /// Says which types are blocked in all projects.
    package func replace(by names: [ProjectID: [String]]) {
        let all = names.mapValues { Set($0.map { ExactText($0) }) }
        types.withLock { $0 = all }
    }

    package var all: [ProjectID: Set<ExactText>] { types.withLock { $0 } }
}
