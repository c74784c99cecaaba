import Dispatch
import Warehouse

/// The connections that are free, and who waits for one. First come, first served.
///
/// When the engine has shut the database after a failure, its connections are thrown away as they come back, and the
/// next statement opens the file anew.
actor ConnectionPool {
    private enum Grant {
        case connection(Connection)
        /// There is room for one more.
        case room
        case stopped, closed
    }

    private let limit: Int
    private let configuration: DuckDBConfiguration
    private var database: DatabaseHandle?
    /// What the engine has shut, to be closed before the file is opened anew.
    private var retired: (database: DatabaseHandle, connections: [Connection])?
    private var reopening: Task<Result<DatabaseHandle, WarehouseError>, Never>?
    private var free: [Connection] = []
    private var inUse: [ObjectIdentifier: Connection] = [:]
    /// Places promised to callers that are about to connect.
    private var promised = 0
    private var waiting: [(ticket: UInt64, continuation: CheckedContinuation<Grant, Never>)] = []
    private var drains: [UInt64: CheckedContinuation<Void, Never>] = [:]
    private var nextTicket: UInt64 = 0
    private var isClosed = false

    init(database: DatabaseHandle, configuration: DuckDBConfiguration) {
        self.database = database
        self.configuration = configuration
        limit = max(1, configuration.maxConnections)
    }

    /// - Parameter timeLimit: How long to wait in line at most.
    func take(_ label: String, timeLimit: Duration) async throws(WarehouseError) -> Connection {
        switch await grant(timeLimit) {
        case .connection(let connection): return connection
        case .closed: throw .unreachable("The warehouse is closed; \(label) did not run.")
        case .stopped:
            if Task.isCancelled { throw .cancelled(label: label) }
            throw .timedOut(label: label, after: timeLimit)
        case .room:
            promised += 1
            defer { promised -= 1 }
            do throws(WarehouseError) {
                let database = try await openDatabase()
                guard !isClosed else { throw .unreachable("The warehouse is closed; \(label) did not run.") }
                guard let connection = Connection(database: database) else {
                    throw .unreachable("The warehouse gives no connection for \(label).")
                }
                inUse[ObjectIdentifier(connection)] = connection
                return connection
            } catch {
                passRoomOn()
                throw error
            }
        }
    }

    private func grant(_ timeLimit: Duration) async -> Grant {
        if isClosed { return .closed }
        if Task.isCancelled { return .stopped }
        if let connection = free.popLast() {
            inUse[ObjectIdentifier(connection)] = connection
            return .connection(connection)
        }
        if inUse.count + promised < limit { return .room }
        let ticket = makeTicket()
        let timer = Task { [weak self] in
            guard (try? await Task.sleep(for: timeLimit)) != nil else { return }
            await self?.abandon(ticket)
        }
        defer { timer.cancel() }
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                waiting.append((ticket, continuation))
                if Task.isCancelled { abandon(ticket) }
            }
        } onCancel: {
            Task { await self.abandon(ticket) }
        }
    }

    /// Takes a connection back.
    /// - Parameter isUsable: False throws it away.
    func give(_ connection: Connection, isUsable: Bool = true) {
        guard inUse.removeValue(forKey: ObjectIdentifier(connection)) != nil else { return }
        if connection.isBroken, let current = database, connection.belongs(to: current) {
            retired = (current, free)
            database = nil
            free = []
        }
        let isCurrent = connection.belongs(to: database)
        if isClosed {
            free.append(connection)
            if inUse.isEmpty { finishDrains() }
        } else if isUsable, isCurrent, !waiting.isEmpty {
            inUse[ObjectIdentifier(connection)] = connection
            waiting.removeFirst().continuation.resume(returning: .connection(connection))
        } else if isUsable, isCurrent {
            free.append(connection)
        } else {
            retired?.connections.append(connection)
            passRoomOn()
        }
    }

    private func passRoomOn() {
        if !waiting.isEmpty { waiting.removeFirst().continuation.resume(returning: .room) }
    }

    /// The database, opened anew when the engine has shut it. Two handles on one file would lose data, so it waits for
    /// nobody: as long as a statement holds the old one, it refuses.
    private func openDatabase() async throws(WarehouseError) -> DatabaseHandle {
        if let database { return database }
        guard configuration.path != nil else {
            throw .unusable("The warehouse stopped itself after a failure, and being in memory its data is lost.")
        }
        guard inUse.isEmpty else {
            throw .unusable(
                "The warehouse stopped itself after a failure. It is opened anew once the statements that still hold it have ended."
            )
        }
        let task = reopening ?? reopen()
        reopening = task
        let result = await task.value
        if reopening == task {
            reopening = nil
            if case .success(let opened) = result, !isClosed { database = opened }
        }
        return try result.get()
    }

    private func reopen() -> Task<Result<DatabaseHandle, WarehouseError>, Never> {
        let configuration = configuration
        let old = retired
        retired = nil
        return Task.detached {
            for connection in old?.connections ?? [] { await connection.disconnect() }
            // Replaying the log takes as long as it takes: on a thread that may block.
            return await Self.blocking {
                old?.database.close()
                return Result { () throws(WarehouseError) in try DatabaseHandle.open(configuration) }
            }
        }
    }

    private static func blocking<Value: Sendable>(_ body: @escaping @Sendable () -> Value) async -> Value {
        await withCheckedContinuation { continuation in
            DispatchQueue.global().async { continuation.resume(returning: body()) }
        }
    }

    /// Lets nobody in any more and waits for the statements that run: `grace` for them to end by themselves, and as long
    /// again after they were interrupted.
    func close(grace: Duration) async {
        isClosed = true
        for (_, continuation) in waiting { continuation.resume(returning: .closed) }
        waiting = []
        await drain(within: grace)
        for connection in inUse.values { connection.interrupt() }
        await drain(within: grace)
        _ = await reopening?.value
        for connection in free + (retired?.connections ?? []) { await connection.disconnect() }
        free = []
        let open = [database, retired?.database].compactMap { $0 }
        database = nil
        retired = nil
        // A statement that did not heed the interruption keeps its file until it ends.
        if inUse.isEmpty { await Self.blocking { for database in open { database.close() } } }
        inUse = [:]
    }

    private func drain(within limit: Duration) async {
        guard !inUse.isEmpty else { return }
        let ticket = makeTicket()
        let timer = Task {
            guard (try? await Task.sleep(for: limit)) != nil else { return }
            self.drains.removeValue(forKey: ticket)?.resume()
        }
        defer { timer.cancel() }
        await withCheckedContinuation { drains[ticket] = $0 }
    }

    private func finishDrains() {
        for drain in drains.values { drain.resume() }
        drains = [:]
    }

    private func makeTicket() -> UInt64 {
        nextTicket &+= 1
        return nextTicket
    }

    private func abandon(_ ticket: UInt64) {
        guard let place = waiting.firstIndex(where: { $0.ticket == ticket }) else { return }
        waiting.remove(at: place).continuation.resume(returning: .stopped)
    }
}
