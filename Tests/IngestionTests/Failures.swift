import Synchronization

/// Counts what happens on other tasks.
final class Failures: Sendable {
    let count = Mutex(0)
}
