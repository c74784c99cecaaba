/// What somebody, or the clock, asks to be done.
package struct RunRequest: Sendable {
    package enum Command: String, Sendable, Hashable {
        /// Models, without tests.
        case run
        /// Models, seeds and snapshots, each with its tests before anybody sees it.
        case build
        case test, seed, snapshot, backfill
    }

    package var command: Command
    /// The models, seeds, snapshots and tests meant.
    package var nodes: Set<NodeID>
    /// As it was asked for, in words.
    package var selection: String
    package var trigger: RunTrigger
    /// Makes incremental models from scratch.
    package var isFullRefresh = false
    /// Protected models that may be made from scratch all the same.
    package var overridden: Set<NodeID> = []
    /// Builds also what is as it would become.
    package var isForced = false
    /// All of it at once or none of it: every model in one transaction.
    package var isBlueGreen = false
    /// The time whose intervals are to be built again.
    package var range: TimeRange?
    /// Nothing more begins once something has failed.
    package var stopsAtFailure = false
    /// Why nodes are to run, by node, where there is more to say than ``RunTrigger/why``.
    package var reasons: [NodeID: String] = [:]
    /// Nodes that are named and not built: what they waited for has not come.
    package var held: [NodeID: Held] = [:]
    /// A part of a backfill: only the intervals in ``range`` are built, and all else is left as it is. It gives way to all
    /// other runs.
    package var isPiece = false
    /// Every test's offending rows are kept in tables.
    package var storesFailures = false

    package struct Held: Sendable, Hashable {
        /// ``RunState/skipped`` or ``RunState/failed``.
        package var state: RunState
        package var message: String

        package init(_ state: RunState, _ message: String) {
            self.state = state
            self.message = message
        }
    }

    package init(_ command: Command, _ nodes: Set<NodeID>, selection: String = "", trigger: RunTrigger) {
        self.command = command
        self.nodes = nodes
        self.selection = selection
        self.trigger = trigger
    }

    var runsTests: Bool { command == .build || command == .test || command == .backfill }

    /// Whether another request would do the same as this one.
    func isSame(as other: RunRequest) -> Bool {
        command == other.command && nodes == other.nodes && isFullRefresh == other.isFullRefresh
            && isForced == other.isForced && isBlueGreen == other.isBlueGreen && range == other.range
            && overridden == other.overridden && isPiece == other.isPiece && held == other.held
            && storesFailures == other.storesFailures
    }
}

/// What happens in a run, as it happens.
package enum RunEvent: Sendable {
    /// - Parameter total: How many nodes there are.
    case began(RunRecord, total: Int)
    /// - Parameter number: From 1.
    case nodeBegan(NodeID, number: Int)
    case nodeEnded(RunNodeRecord, tests: [TestOutcome])
    case message(NodeID?, String)
    case ended(RunSummary)
}

/// What a run came to.
package struct RunSummary: Sendable {
    package var run: RunRecord
    /// In the order in which they ended.
    package var nodes: [RunNodeRecord]
    package var tests: [TestOutcome]

    package init(run: RunRecord, nodes: [RunNodeRecord] = [], tests: [TestOutcome] = []) {
        self.run = run
        self.nodes = nodes
        self.tests = tests
    }

    package func count(_ state: RunState) -> Int { nodes.count { $0.state == state } }

    /// Whether nothing failed.
    package var isGood: Bool { run.state == .ok || run.state == .warned || run.state == .unchanged }
}

/// Why a run does not begin.
package struct RunRefusal: Error, Sendable, CustomStringConvertible {
    package var description: String

    package init(_ description: String) { self.description = description }
}
