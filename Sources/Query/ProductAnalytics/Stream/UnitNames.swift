internal import Synchronization

/// Units whose names are texts, each known by a number.
package final class UnitNames: Sendable {
    private struct State {
        var names: [String] = []
        var numbers: [String: Int64] = [:]
    }

    private let state = Mutex(State())

    package init() {}

    /// The number of a name, given now if it has none yet.
    package func number(of name: String) -> Int64 {
        state.withLock { state in
            if let number = state.numbers[name] { return number }
            let number = Int64(state.names.count)
            state.names.append(name)
            state.numbers[name] = number
            return number
        }
    }

    /// The name of a number that was given; `nil` for others.
    package func name(of number: Int64) -> String? {
        state.withLock { state in state.names.indices.contains(Int(number)) ? state.names[Int(number)] : nil }
    }
}
