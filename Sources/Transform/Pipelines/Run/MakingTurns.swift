/// Lets the statements that make tables run one after the other where each keeps all cores busy: two of them at once
/// push each other's hash tables out of the caches, which costs a tenth to a fifth of the time. What surrounds them,
/// transactions and records, goes on beside the next one.
///
/// A statement that takes longer than ``patience`` delays nobody: whoever waits for it then runs beside it.
package struct MakingTurns: Sendable {
    private static let patience = Duration.milliseconds(300)

    private let places = BuildPlaces()
    private let limit: Int

    /// - Parameter cores: How many the warehouse uses. A statement seldom keeps more than two of them busy.
    package init(cores: Int) { limit = max(1, cores / 2) }

    /// Runs `body` in its turn.
    func take<Value: Sendable>(_ body: () async throws -> Value) async throws -> Value {
        let hasTurn = await places.take(limit: limit, isLow: false, patience: Self.patience)
        do {
            let value = try await body()
            if hasTurn { await places.give() }
            return value
        } catch {
            if hasTurn { await places.give() }
            throw error
        }
    }
}
