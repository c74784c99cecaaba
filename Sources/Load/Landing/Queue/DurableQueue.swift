internal import GRDB

/// What was collected and is not in the warehouse yet, on disk.
///
/// ``append(_:)`` returns when the body is synced: what is acknowledged then survives the death of the process and the
/// loss of power. Bodies that wait at the same moment share one transaction and one sync. A failed write or sync is
/// final: nothing more is taken until ``reopen()`` has checked the file.
package actor DurableQueue {
    package struct Limits: Sendable {
        /// Bytes of bodies that wait for their sync; more are refused as overloaded.
        package var waitingBytes = 64 << 20
        /// Bytes of one transaction, after which the next begins.
        package var transactionBytes = 1 << 20
        /// Bytes stored and not loaded; more are refused as overloaded.
        package var storedBytes = 16 << 30
        /// Free bytes of the disk under which nothing is taken, so that there is room to load and to recover.
        package var reservedDiskBytes: Int64 = 8 << 20

        package init() {}
    }

    private struct Waiting {
        var bodies: [NewBody]
        var size: Int
        var answer: CheckedContinuation<Result<[Int64], QueueError>, Never>
    }

    private enum State {
        case open(QueueFile)
        case broken(QueueError)
        case closed
    }

    package nonisolated let path: String
    /// The file's own id, made with the file.
    package nonisolated let id: String
    private let limits: Limits
    private let largestPageCount: Int?
    private var state: State
    private var waiting: [Waiting] = []
    private var waitingRejects: [Reject] = []
    private var waitingBytes = 0
    private var writer: Task<Void, Never>?
    private var counts: QueueCounts
    /// The last body whose load is certain: what loads up to it have set aside may be shown and decided on.
    package private(set) var confirmedThrough: Int64 = 0
    private var watchers: [Int: CheckedContinuation<Void, Never>] = [:]
    private var nextWatcher = 0

    /// Opens or makes the queue at `path`.
    ///
    /// - Parameters:
    ///   - largestPageCount: The most pages of 4 KiB that the file may have; for a quota, and to test a full disk.
    ///   - makeID: Makes the id of a new file; at least 64 random bits.
    package init(
        path: String, limits: Limits = Limits(), largestPageCount: Int? = nil,
        makeID: @Sendable () -> String = { randomQueueID() }
    ) throws(QueueError) {
        let file = try QueueFile.open(path: path, largestPageCount: largestPageCount, makeID: makeID)
        do {
            counts = try file.pool.read(QueueCounts.read)
        } catch {
            throw queueError(error, path: path, isOpening: true)
        }
        self.path = path
        self.limits = limits
        self.largestPageCount = largestPageCount
        id = file.id
        state = .open(file)
    }

    /// Stores a body and returns its number once it is on disk.
    @discardableResult
    package func append(_ body: NewBody) async throws(QueueError) -> Int64 {
        try await append([body]).first ?? 0
    }

    /// Stores several bodies, all of them or none, and returns their numbers once they are on disk.
    @discardableResult
    package func append(_ bodies: [NewBody]) async throws(QueueError) -> [Int64] {
        _ = try openFile()
        guard !bodies.isEmpty else { return [] }
        let size = bodies.reduce(0) { $0 + $1.size }
        try checkRoom(for: size)
        waitingBytes += size
        let result = await withCheckedContinuation { continuation in
            waiting.append(Waiting(bodies: bodies, size: size, answer: continuation))
            startWriting()
        }
        return try result.get()
    }

    private func checkRoom(for size: Int) throws(QueueError) {
        guard waitingBytes + size <= limits.waitingBytes || waiting.isEmpty else {
            counts.refused += 1
            throw .overloaded("Too much is waiting to be stored.")
        }
        guard counts.bytes + waitingBytes + size <= limits.storedBytes else {
            counts.refused += 1
            throw .overloaded("The queue holds \(counts.bytes) bytes that are not loaded yet, and may hold no more.")
        }
        guard let free = Disk.freeBytes(at: path) else {
            // A deleted file goes on taking writes until it is closed, and nobody would ever find them.
            let failure = QueueError.broken("The queue \(path) is gone.")
            fail(failure)
            throw failure
        }
        guard free - limits.reservedDiskBytes >= Int64(size) else {
            counts.refused += 1
            throw .full("The disk of the queue \(path) has \(free) bytes left.")
        }
    }

    /// Keeps what could not be used. Best effort: rejects go to disk with the next transaction, and of too many at once
    /// only the first are kept.
    package func keep(_ rejects: [Reject]) {
        counts.rejected += rejects.count
        guard case .open = state else { return }
        waitingRejects.append(contentsOf: rejects.prefix(max(0, 1000 - waitingRejects.count)))
        if !waitingRejects.isEmpty { startWriting() }
    }

    /// Closes the file after a failure and opens it anew, with all checks.
    package func reopen() throws(QueueError) {
        switch state {
        case .open: return
        case .closed: throw .closed
        case .broken: break
        }
        guard Disk.freeBytes(at: path) != nil else {
            throw .damaged(file: path, reason: "it was deleted or moved away")
        }
        let file = try QueueFile.open(path: path, largestPageCount: largestPageCount, makeID: { randomQueueID() })
        guard file.id == id else { throw .damaged(file: path, reason: "another queue has taken its place") }
        state = .open(file)
        do {
            counts.replace(by: try file.pool.read(QueueCounts.read))
        } catch {
            let failure = queueError(error, path: path)
            state = .broken(failure)
            throw failure
        }
        wakeWatchers()
    }

    /// Waits for what is being stored, then closes the file.
    package func close() async {
        await flush()
        if case .open(let file) = state {
            // Leaves one file behind and not two; a reader that closes last would not do it.
            try? await file.pool.writeWithoutTransaction { _ = try $0.checkpoint(.truncate) }
            try? file.pool.close()
        }
        state = .closed
        wakeWatchers()
    }

    /// Waits until everything that was handed over before is on disk or refused.
    package func flush() async {
        while let writer { await writer.value }
    }

    /// How much the queue holds.
    package var statistics: QueueCounts { counts }

    func openFile() throws(QueueError) -> QueueFile {
        switch state {
        case .open(let file): return file
        case .broken(let error): throw error
        case .closed: throw .closed
        }
    }

    private func startWriting() {
        guard writer == nil else { return }
        // A task of its own: a caller that goes away must not take the others' transaction with it.
        writer = Task { await writeAll() }
    }

    /// While one transaction is being synced the next one gathers, so the busier it gets the more share a sync.
    private func writeAll() async {
        while !waiting.isEmpty || !waitingRejects.isEmpty { await writeNext() }
        writer = nil
    }

    private func writeNext() async {
        var count = 0
        var size = 0
        while count < waiting.count, count == 0 || size + waiting[count].size <= limits.transactionBytes {
            size += waiting[count].size
            count += 1
        }
        let group = Array(waiting.prefix(count))
        waiting.removeFirst(count)
        let bodies = group.flatMap(\.bodies)
        let rejects = waitingRejects
        waitingRejects = []

        let result: Result<[Int64], QueueError>
        do {
            let file = try openFile()
            result = .success(
                try await file.pool.write { try QueueFile.insert(bodies, rejects: rejects, into: $0) })
        } catch {
            result = .failure(queueError(error, path: path))
        }
        waitingBytes -= size

        switch result {
        case .success(let numbers):
            didStore(
                bodies: bodies.count, bytes: bodies.reduce(0) { $0 + $1.body.count },
                through: numbers.last ?? counts.last)
            var rest = numbers[...]
            for waiting in group {
                waiting.answer.resume(returning: .success(Array(rest.prefix(waiting.bodies.count))))
                rest = rest.dropFirst(waiting.bodies.count)
            }
        case .failure(let error):
            counts.failedWrites += 1
            fail(error)
            for waiting in group { waiting.answer.resume(returning: .failure(error)) }
        }
    }

    /// A full disk and a busy file leave the file as it was. After anything else nobody knows what it holds.
    private func fail(_ error: QueueError) {
        switch error {
        case .full, .overloaded, .closed: return
        case .broken, .damaged:
            if case .open(let file) = state { try? file.pool.close() }
            state = .broken(error)
        }
    }

    /// Takes the file out of use because reading or deleting failed.
    func failReading(_ error: QueueError) { fail(error) }

    /// Returns when a body with a higher number than `seq` is stored, when the queue fails or closes, or when the task
    /// is cancelled.
    package func waitForBodies(after seq: Int64) async {
        guard counts.last <= seq, case .open = state, !Task.isCancelled else { return }
        let number = nextWatcher
        nextWatcher += 1
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                if Task.isCancelled {
                    continuation.resume()
                } else {
                    watchers[number] = continuation
                }
            }
        } onCancel: {
            Task { await self.stopWatching(number) }
        }
    }

    private func stopWatching(_ number: Int) { watchers.removeValue(forKey: number)?.resume() }

    private func wakeWatchers() {
        let waiting = watchers
        watchers = [:]
        for continuation in waiting.values { continuation.resume() }
    }

    func didStore(bodies: Int, bytes: Int, through seq: Int64) {
        counts.bodies += bodies
        counts.bytes += bytes
        // Transactions end in the order of their numbers, but whoever waits for them may be told in another.
        counts.last = max(counts.last, seq)
        if bodies > 0 { wakeWatchers() }
    }

    /// Every body up to `seq` is in the warehouse or in the quarantine.
    func confirm(loaded seq: Int64) { confirmedThrough = seq }

    /// Releasing copies bodies into the queue before anything is loaded.
    func checkRoomToRelease() throws(QueueError) { try checkRoom(for: 0) }

    func didRemove(bodies: Int, bytes: Int, through seq: Int64) {
        counts.bodies -= bodies
        counts.bytes -= bytes
        counts.removedThrough = seq
    }
}

/// 128 random bits in hexadecimal.
package func randomQueueID() -> String {
    var generator = SystemRandomNumberGenerator()
    return (0..<2).map { _ in
        let digits = String(generator.next() as UInt64, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }.joined()
}
