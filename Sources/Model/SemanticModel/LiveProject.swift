internal import Synchronization

/// The project that is being served. A reload replaces it whole; whoever took it before keeps what they took.
package final class LiveProject: Sendable {
    private let state: Mutex<Project>

    package init(_ project: Project) {
        state = Mutex(project)
    }

    package var current: Project { state.withLock { $0 } }

    package func replace(with project: Project) {
        state.withLock { $0 = project }
    }
}
