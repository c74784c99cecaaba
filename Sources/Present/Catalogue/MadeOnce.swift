/// Something that takes a while, made once for all who ask meanwhile and kept for some time.
struct MadeOnce<Value: Sendable> {
    private var kept: (version: String, at: Int64, task: Task<Value, any Error>)?

    /// What is kept, or what `make` makes where that is of another version or too old.
    /// - Parameters:
    ///   - now: Microseconds; any origin will do.
    ///   - lifetime: Microseconds.
    mutating func task(
        version: String, now: Int64, lifetime: Int64, _ make: @escaping @Sendable () async throws -> Value
    ) -> Task<Value, any Error> {
        if let kept, kept.version == version, now - kept.at < lifetime { return kept.task }
        let task = Task { try await make() }
        kept = (version, now, task)
        return task
    }

    /// Lets the next who asks try again, after `task` has failed.
    mutating func forget(_ task: Task<Value, any Error>) {
        if kept?.task == task { kept = nil }
    }
}
