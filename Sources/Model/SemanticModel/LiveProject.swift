internal import Synchronization

/// The project that is being served, and those of branches beside it. A reload replaces one whole; whoever took it before
/// keeps what they took.
package final class LiveProject: Sendable {
    private struct State {
        var project: Project
        var revision = 0
        var branches: [String: Project] = [:]
    }

    private let state: Mutex<State>

    package init(_ project: Project) {
        state = Mutex(State(project: project))
    }

    package var current: Project { state.withLock { $0.project } }

    /// The project, and how often it has been replaced.
    package var numbered: (project: Project, revision: Int) { state.withLock { ($0.project, $0.revision) } }

    package func replace(with project: Project) {
        state.withLock { state in
            state.project = project
            state.revision += 1
        }
    }

    /// The project on somebody's branch, as it was last read; `nil` while nobody works there.
    package func branch(of owner: String) -> Project? { state.withLock { $0.branches[owner] } }

    package func keep(_ project: Project, asBranchOf owner: String) {
        state.withLock { $0.branches[owner] = project }
    }
}
