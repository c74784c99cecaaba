package import FrontDoor
internal import QueryRunner

/// The tasks that run, and the results of those that have run: kept in memory for a while, up to a size.
package actor QueryTasks {
    private let desk: QueryDesk
    private let lifetime: Int64
    private let mostBytes: Int
    private let mostTasks: Int
    private let mostOfOne: Int
    private var tasks: [String: QueryTask] = [:]
    private var work: [String: Task<Void, Never>] = [:]
    /// Ids of what is gone, so that it can be told from what never was.
    private var gone: Set<String> = []
    private var bytes = 0

    /// - Parameters:
    ///   - lifetime: Seconds for which a result is kept; Looker keeps them for ten minutes at least.
    ///   - mostBytes: Of all results together; the oldest go first. A single result may have a quarter.
    ///   - mostTasks: Running and ended; a new one is refused while so many run.
    ///   - mostOfOne: Those of one person that run, so that nobody takes all places.
    package init(
        _ desk: QueryDesk, lifetime: Int64 = 900, mostBytes: Int = 128 << 20, mostTasks: Int = 2_000,
        mostOfOne: Int = 500
    ) {
        self.mostOfOne = mostOfOne
        self.desk = desk
        self.lifetime = lifetime * 1_000_000
        self.mostBytes = mostBytes
        self.mostTasks = mostTasks
    }

    /// Begins a task.
    /// - Throws: ``RequestFailure/busy(retryAfter:)`` when too many run.
    package func create(_ order: QueryTaskOrder, for caller: Caller) throws -> QueryTask {
        forgetOld()
        let own = work.keys.count { tasks[$0]?.userID == caller.userID }
        guard work.count < mostTasks, own < mostOfOne else { throw RequestFailure.busy(retryAfter: 5) }
        let id = Self.newID()
        let task = QueryTask(id: id, userID: caller.userID, order: order, createdAt: desk.now())
        tasks[id] = task
        work[id] = Task { await self.run(task, for: caller) }
        return task
    }

    package func task(_ id: String) -> QueryTask? {
        forgetOld()
        return tasks[id]
    }

    /// Whether there was such a task, and it has been forgotten.
    package func isExpired(_ id: String) -> Bool { gone.contains(id) }

    /// Stops a task.
    /// - Returns: Whether it was running.
    package func stop(_ id: String) -> Bool {
        guard let running = work[id] else { return false }
        end(id) { $0.status = .killed }
        running.cancel()
        return true
    }

    private func run(_ task: QueryTask, for caller: Caller) async {
        guard tasks[task.id]?.status == .added else { return }
        tasks[task.id]?.status = .running
        do {
            let order = task.order
            let output = try await desk.answer(
                order.body, as: order.format, order.options, for: caller,
                origin: QueryOrigin(.task, id: task.id), id: task.id)
            let result = try await output.collect(upTo: mostBytes / 4)
            end(task.id) { task in
                (task.status, task.result, task.contentType) = (.complete, result, output.contentType)
            }
        } catch is CancellationError {
            end(task.id) { $0.status = .killed }
        } catch QueryFailure.cancelled {
            end(task.id) { $0.status = .killed }
        } catch {
            let message = Self.message(of: error, showsDetails: caller.may("see_sql"))
            end(task.id) { task in (task.status, task.failure) = (.error, message) }
        }
    }

    private static func message(of error: any Error, showsDetails: Bool) -> String {
        switch error {
        case let failure as QueryFailure: return FailureText.description(of: failure, showsDetails: showsDetails)
        case let failure as QueryOutput.TooMuch: return failure.description
        case RequestFailure.badRequest(let message), RequestFailure.invalid(let message, _): return message
        case RequestFailure.forbidden(let permission): return "You need the permission '\(permission)' for this."
        case RequestFailure.notFound: return "Not found"
        default: return "Something went wrong in Soundings. Its log says what."
        }
    }

    private func end(_ id: String, _ change: (inout QueryTask) -> Void) {
        work[id] = nil
        guard var task = tasks[id], task.endedAt == nil else { return }
        change(&task)
        task.endedAt = desk.now()
        tasks[id] = task
        bytes += task.result.count
        forgetOld()
    }

    private func forgetOld() {
        let old = desk.now() - lifetime
        var ended = tasks.values.filter { $0.endedAt != nil }.sorted { ($0.endedAt ?? 0) < ($1.endedAt ?? 0) }
        while let first = ended.first,
            (first.endedAt ?? 0) < old || bytes > mostBytes || ended.count > mostTasks
        {
            ended.removeFirst()
            tasks[first.id] = nil
            bytes -= first.result.count
            if gone.count > 10_000 { gone = [] }
            gone.insert(first.id)
        }
    }

    private static func newID() -> String {
        (0..<2).map { _ in
            let text = String(UInt64.random(in: .min ... .max), radix: 16)
            return String(repeating: "0", count: 16 - text.count) + text
        }.joined()
    }
}
