internal import Content
internal import Warehouse

/// A plan beside what came.
struct ComparedPlan: Sendable {
    var plan: TrackingPlan
    var types: [String: ObservedEvents.EventType]
    var found: PlanDeviations.Found
    /// When it was compared, in microseconds since 1970.
    var at: Int64

    func deviations(of name: String) -> [PlanDeviations.Deviation] {
        types[name].flatMap { found.deviations[$0.number] } ?? []
    }
}

/// Compares plans with what came. The same is given again while nothing else has been loaded, but for a minute at most, for
/// days go by; and while events come all the time, for twice as long as comparing takes.
actor PlanComparison {
    /// What a comparison depends on.
    struct Question: Sendable, Equatable {
        var plan: TrackingPlan
        /// The last body of the queue that is loaded.
        var loaded: Int64
    }

    private struct Kept {
        var question: Question
        var begun: Int64
        /// `nil` while it is under way.
        var ended: Int64?
        var compared: Task<ComparedPlan, any Error>

        func holds(for question: Question, at now: Int64) -> Bool {
            guard question.plan == self.question.plan else { return false }
            guard let ended else { return true }
            let limit = question == self.question ? PlanComparison.longest : 2 * (ended - begun)
            return now - ended < min(limit, PlanComparison.longest)
        }
    }

    private var kept: [Int: Kept] = [:]

    private static let longest: Int64 = 60_000_000

    /// - Parameters:
    ///   - now: Microseconds since 1970.
    ///   - compare: Runs the queries; those who ask meanwhile wait for the same.
    func compare(
        _ question: Question, of project: Int, now: @Sendable () -> Int64,
        _ compare: @escaping @Sendable (TrackingPlan) async throws -> ComparedPlan
    ) async throws -> ComparedPlan {
        let begun = now()
        if let known = kept[project], known.holds(for: question, at: begun) { return try await known.compared.value }
        // A task of its own: who asked first may go away while others wait.
        let task = Task { try await compare(question.plan) }
        kept[project] = Kept(question: question, begun: begun, ended: nil, compared: task)
        let result = await task.result
        if kept[project]?.begun == begun {
            switch result {
            case .success: kept[project]?.ended = now()
            case .failure: kept[project] = nil
            }
        }
        return try result.get()
    }
}
