/// What became of a node in a run, and what a run came to.
package enum RunState: String, Sendable, CaseIterable {
    case queued, waiting, running
    case ok
    /// Built, with a test that only warns.
    case warned
    case failed
    /// Not run because of another node.
    case skipped
    /// Nothing to do: what it would be made of is as it was.
    case unchanged
    case cancelled

    /// Whether nothing more will happen.
    package var isOver: Bool {
        switch self {
        case .queued, .waiting, .running: false
        case .ok, .warned, .failed, .skipped, .unchanged, .cancelled: true
        }
    }
}

/// Why a run began.
package struct RunTrigger: Sendable, Hashable {
    package enum Kind: String, Sendable {
        /// Somebody asked for it.
        case manual
        case schedule, sync
        /// Files of the project changed.
        case change
        /// The server started and found something to do.
        case start
    }

    package var kind: Kind
    /// Who asked, for ``Kind/manual``.
    package var who: String?
    /// What set it off, in words: `after sync salesforce`.
    package var why: String?
    /// What the person who asked wrote beside it.
    package var note: String?

    package init(_ kind: Kind, who: String? = nil, why: String? = nil, note: String? = nil) {
        self.kind = kind
        self.who = who
        self.why = why
        self.note = note
    }
}

/// One row of `pipelines.run`. Instants are microseconds since 1970 in UTC.
package struct RunRecord: Sendable, Hashable {
    package var id: String
    /// `run`, `build`, `test`, `seed`, `snapshot`, `backfill`.
    package var command: String
    package var trigger: RunTrigger
    package var selection: String
    package var started: Int64
    package var finished: Int64?
    package var state: RunState
}

/// One row of `pipelines.run_node`: a model, seed, snapshot or test in one run.
package struct RunNodeRecord: Sendable, Hashable {
    package var run: String
    package var node: String
    package var state: RunState
    package var rows: Int64?
    package var started: Int64
    package var seconds: Double
    package var sql: String?
    package var message: String?
    package var attempts: Int
    /// The node that this one was skipped for.
    package var because: String?
    /// What a test counted.
    package var failures: Int64?
    /// Why it was to run, where the clock or a sync said so: since when it was due, what it waited for.
    package var why: String?
}

/// One row of `pipelines.interval`: a stretch of time that is in a model's table.
package struct BuiltInterval: Sendable, Hashable {
    package var range: TimeRange
    package var version: String
    package var rows: Int64
    package var run: String
    package var built: Int64
    /// Built before it was over.
    package var isPartial: Bool
    /// What its inputs held when it was built.
    package var inputs: String
}

/// One row of `pipelines.version`: what a relation was built from.
package struct BuiltVersion: Sendable, Hashable {
    package var node: String
    package var fingerprint: String
    /// The SQL that the fingerprint stands for.
    package var definition: String
    /// The relation as SQL names it.
    package var table: String
    package var built: Int64
    package var run: String
    package var rows: Int64
    /// Up to when its inputs were complete when it was built; `nil` where nobody knows.
    package var completeTo: Int64?
    /// The version of the data of each input, by the input's id.
    package var inputs: [String: String]
    package var kind: String

    /// Another one for every build. The time alone does not tell two builds apart: clocks are set back.
    var dataVersion: String { "\(run)/\(built)" }
}

/// One row of `pipelines.test_failure`: a row that a test found.
package struct TestFailureRow: Sendable, Hashable {
    package var test: String
    package var node: String
    /// From 1.
    package var number: Int
    /// The row as JSON.
    package var value: String
}

/// From an instant up to, and without, another, both in microseconds since 1970 in UTC.
package struct TimeRange: Sendable, Hashable, Comparable {
    package var from: Int64
    package var to: Int64

    package init(from: Int64, to: Int64) {
        self.from = from
        self.to = to
    }

    package static func < (left: TimeRange, right: TimeRange) -> Bool {
        (left.from, left.to) < (right.from, right.to)
    }

    package func overlaps(_ other: TimeRange) -> Bool { from < other.to && other.from < to }
    package func contains(_ other: TimeRange) -> Bool { from <= other.from && other.to <= to }
}
