import JSON
import Synchronization

/// What a template asked for while it ran.
struct RenderRecord: Sendable {
    var text = ""
    /// The line of the source for each line of the text; from 1.
    var sourceLines: [Int] = []
    var references: [NodeReference] = []
    var settings: [(name: String, value: JSONValue, position: FilePosition)] = []
    /// Ephemeral models that were asked for, in order.
    var ephemeral: [NodeID] = []
    var messages: [String] = []
    var hasAskedWarehouse = false
}

/// A record that the functions of one rendering share.
final class RenderRecorder: Sendable {
    private let record = Mutex(RenderRecord())

    var value: RenderRecord { record.withLock { $0 } }

    func note(_ reference: NodeReference) { record.withLock { $0.references.append(reference) } }

    func note(ephemeral id: NodeID) {
        record.withLock { if !$0.ephemeral.contains(id) { $0.ephemeral.append(id) } }
    }

    func note(setting name: String, _ value: JSONValue, at position: FilePosition) {
        record.withLock { $0.settings.append((name, value, position)) }
    }

    func note(message: String) { record.withLock { $0.messages.append(message) } }

    func noteQuestion() { record.withLock { $0.hasAskedWarehouse = true } }
}
