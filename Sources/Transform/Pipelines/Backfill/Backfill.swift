/// A stretch of time of some nodes that is built again, piece by piece, whenever nothing else is to be done. One row of
/// `pipelines.backfill`.
package struct Backfill: Sendable, Hashable {
    package enum State: String, Sendable, Hashable {
        case queued, running, paused, done, failed, cancelled

        /// Whether nothing more will happen, unless somebody resumes it.
        package var isOver: Bool { self == .done || self == .failed || self == .cancelled }
    }

    package var id: String
    /// In the order in which they are built.
    package var nodes: [NodeID]
    package var range: TimeRange
    package var selection: String
    package var who: String?
    package var note: String?
    package var state = State.queued
    /// Why it failed or stopped.
    package var message: String?
    /// How many nodes are done.
    package var nodeNumber = 0
    /// Up to when the node at hand is done; `nil` when it has not begun.
    package var position: Int64?
    /// How many pieces are built.
    package var pieces = 0
    package var started: Int64
    package var changed: Int64

    package init(
        id: String, nodes: [NodeID], range: TimeRange, selection: String, who: String?, note: String?, started: Int64
    ) {
        self.id = id
        self.nodes = nodes
        self.range = range
        self.selection = selection
        self.who = who
        self.note = note
        self.started = started
        changed = started
    }

    /// How far it is, in a sentence.
    package var progress: String {
        let place = nodes.indices.contains(nodeNumber) ? nodes[nodeNumber] : nil
        let name = place?.text.split(separator: ".").last.map(String.init)
        let node = name.map { "\($0) (\(nodeNumber + 1) of \(nodes.count))" } ?? "all \(nodes.count)"
        let to = position.map { ", done to \(UTCTime.text($0))" } ?? ""
        return "\(state.rawValue): \(node)\(to), \(pieces) \(pieces == 1 ? "piece" : "pieces") built"
            + (message.map { ": \($0)" } ?? "")
    }
}
