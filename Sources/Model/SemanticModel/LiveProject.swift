internal import Synchronization

/// The project that is being served. A reload replaces it whole; whoever took it before keeps what they took.
package final class LiveProject: Sendable {
    private let state: Mutex<(project: Project, revision: Int)>

    package init(_ project: Project) {
        state = Mutex((project, 0))
    }

    package var current: Project { state.withLock { $0.project } }

    /// The project, and how often it has been replaced.
    package var numbered: (project: Project, revision: Int) { state.withLock { $0 } }

    package func replace(with project: Project) {
        state.withLock { $0 = (project, $0.revision + 1) }
    }
}
