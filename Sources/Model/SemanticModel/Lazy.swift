internal import Synchronization

/// A value that is computed when it is first asked for: once, by whoever asks first, while others who ask wait for it.
///
/// A computation may ask for other lazy values. So that two threads never wait for each other, it does so in one
/// direction only: problems → what stands on explores → explores → views.
final class Lazy<Value: Sendable>: Sendable {
    private enum State {
        case waiting(@Sendable () -> Value)
        case known(Value)
    }

    private let state: Mutex<State>

    init(_ compute: @escaping @Sendable () -> Value) { state = Mutex(.waiting(compute)) }

    var value: Value {
        state.withLock { state in
            switch state {
            case .known(let value): return value
            case .waiting(let compute):
                let value = compute()
                // What it was computed from is let go.
                state = .known(value)
                return value
            }
        }
    }
}

/// A value that is there already, or that is computed when it is first read. Copies are independent: to change one computes
/// the value and changes nothing else.
struct Deferred<Value: Sendable>: Sendable {
    /// Counts when nothing is pending.
    private var known: Value
    private var pending: Lazy<Value>?

    init(_ value: Value) { known = value }

    /// - Parameter empty: Any value; it is never seen.
    init(_ pending: Lazy<Value>, empty: Value) {
        self.pending = pending
        known = empty
    }

    var value: Value {
        // Lends it instead of giving away a copy.
        _read {
            if let pending { yield pending.value } else { yield known }
        }
        _modify {
            if let pending {
                known = pending.value
                self.pending = nil
            }
            yield &known
        }
    }
}
