internal import Logging

/// Writes what became of the nodes of a run: those that end within a moment in one transaction, since each has its price
/// in a short run.
actor RunJournal {
    private let state: PipelineState
    private let run: String
    private let logger: Logger
    private var records: [RunNodeRecord] = []
    private var failures: [TestFailureRow] = []
    private var instant: Int64 = 0
    private var writing: Task<Void, Never>?

    /// How long a record waits for others.
    private static let delay = Duration.milliseconds(200)

    init(state: PipelineState, run: String, logger: Logger) {
        self.state = state
        self.run = run
        self.logger = logger
    }

    /// - Parameter instant: When the tests found their rows.
    func add(_ records: [RunNodeRecord], _ failures: [TestFailureRow], at instant: Int64) {
        self.records += records
        self.failures += failures
        self.instant = instant
        guard writing == nil else { return }
        writing = Task {
            try? await Task.sleep(for: Self.delay)
            await self.write()
            self.ended()
        }
    }

    /// Writes what is not written yet, also when the run was cancelled.
    func flush() async {
        while let writing {
            writing.cancel()
            await writing.value
        }
    }

    private func ended() {
        writing = nil
        // What came while the others were written.
        if !records.isEmpty { add([], [], at: instant) }
    }

    private func write() async {
        let (records, failures, instant) = (records, failures, instant)
        (self.records, self.failures) = ([], [])
        guard !records.isEmpty || !failures.isEmpty else { return }
        let (state, run) = (state, run)
        // In a task of its own, which nobody cancels.
        let problem = await Task { () -> String? in
            do {
                try await state.record(records, failures, run: run, at: instant)
                return nil
            } catch {
                return PipelineRun.message(of: error)
            }
        }.value
        guard let problem else { return }
        let names = records.prefix(3).map(\.node).joined(separator: ", ") + (records.count > 3 ? " and others" : "")
        logger.error("What became of \(names) could not be recorded: \(problem)")
    }
}
