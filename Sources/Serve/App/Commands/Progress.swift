import Foundation

/// Tells on standard error what goes on, one line for each step, with the time that it took once it is over a second.
struct Progress: Sendable {
    private let isQuiet: Bool

    init(isQuiet: Bool = false) {
        self.isQuiet = isQuiet
    }

    func say(_ text: String) {
        guard !isQuiet else { return }
        FileHandle.standardError.write(Data((text + "\n").utf8))
    }

    /// Runs `body`, announced before and timed after it.
    func step<Value>(_ text: String, _ body: () async throws -> Value) async rethrows -> Value {
        say(text + " …")
        let started = ContinuousClock.now
        let value = try await body()
        let elapsed = ContinuousClock.now - started
        if elapsed >= .seconds(1) {
            say("  done in \(elapsed.formatted(.units(allowed: [.seconds], fractionalPart: .show(length: 1))))")
        }
        return value
    }
}
