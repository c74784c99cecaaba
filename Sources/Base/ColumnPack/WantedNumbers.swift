internal import Foundation
internal import Synchronization

/// The numbers that charts have asked for of events of some type, and that packs therefore hold beside the steps.
///
/// The list stands in a file, so that it survives restarts. It is a wish: losing it costs a slow chart, after which it is there
/// again. May be used by any number of tasks at once.
package final class WantedNumbers: Sendable {
    /// What more is asked for, the number asked for longest ago is no longer packed for.
    package static let most = 64

    private struct State {
        /// Asked for longest ago first; `nil` until the file was read.
        var numbers: [PackedNumber]?
        var listener: AsyncStream<Void>.Continuation?
    }

    private let path: String
    private let state = Mutex(State())

    init(path: String) { self.path = path }

    /// Sorted, so that packs of the same rows are the same.
    package var all: [PackedNumber] { state.withLock { Self.known(&$0, path).sorted() } }

    /// Asks for numbers, or says that they are still asked for.
    package func add(_ numbers: [PackedNumber]) {
        guard !numbers.isEmpty else { return }
        state.withLock { state in
            let before = Self.known(&state, path)
            let now = Array((before.filter { !numbers.contains($0) } + numbers).suffix(Self.most))
            state.numbers = now
            guard Set(now) != Set(before) else { return }
            // Where it can't be written it is forgotten at the end of the process, no more.
            try? FileManager.default.createDirectory(
                at: URL(fileURLWithPath: path).deletingLastPathComponent(), withIntermediateDirectories: true)
            try? JSONEncoder().encode(now).write(to: URL(fileURLWithPath: path), options: .atomic)
            state.listener?.yield()
        }
    }

    /// Says each time that more is wanted than before, to one listener: whoever asks last.
    package var additions: AsyncStream<Void> {
        let (stream, listener) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        state.withLock { state in
            state.listener?.finish()
            state.listener = listener
        }
        return stream
    }

    private static func known(_ state: inout State, _ path: String) -> [PackedNumber] {
        if let numbers = state.numbers { return numbers }
        let stored = (try? Data(contentsOf: URL(fileURLWithPath: path))).flatMap {
            try? JSONDecoder().decode([PackedNumber].self, from: $0)
        }
        let numbers = Array((stored ?? []).suffix(most))
        state.numbers = numbers
        return numbers
    }
}

/// A property whose number is packed for the events of one type.
package struct PackedNumber: Hashable, Sendable, Codable, Comparable {
    /// As charts write it: `event.NAME` or `user.NAME`.
    package var property: String
    /// Of events, by its number.
    package var type: Int

    package init(_ property: String, type: Int) {
        self.property = property
        self.type = type
    }

    package static func < (one: PackedNumber, other: PackedNumber) -> Bool {
        (one.property, one.type) < (other.property, other.type)
    }
}
