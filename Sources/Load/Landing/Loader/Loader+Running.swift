internal import Logging
internal import SQL
internal import Warehouse

/// The loader as a service.
extension Loader {
    /// Loads until ``stop()`` is called or the task is cancelled.
    ///
    /// Failures are logged and tried again, with growing pauses; the queue keeps what comes in meanwhile. After
    /// ``stop()`` the load that runs is finished, and the warehouse checkpointed once. Cancelling gives up the load that
    /// runs: nothing of it is in the warehouse, and all of it is in the queue.
    /// - Throws: What cannot be mended by trying again.
    package func run() async throws(LoaderError) {
        try await start()
        uncheckpointedBytes = removableThrough > 0 ? settings.checkpointBytes : 0
        let remembering = Task { await rememberIDs() }
        defer { remembering.cancel() }
        let packing = Task { await keepPacked() }
        defer { packing.cancel() }

        var pause = settings.firstPause
        while !isStopping, !Task.isCancelled {
            do {
                if let report = try await loadOnce() {
                    pause = settings.firstPause
                    if uncheckpointedBytes >= settings.checkpointBytes {
                        await sortDerivedIfDue(isQuiet: false)
                        await checkpointOrWarn()
                    }
                    if await queue.statistics.last == report.lastSeq { await wait(for: settings.gatherTime) }
                } else {
                    await idle()
                }
            } catch {
                if error == .cancelled, Task.isCancelled || isStopping { break }
                guard error.isTemporary else {
                    logger.critical("Loading has stopped: \(error)")
                    throw error
                }
                logger.error("A load failed and will be tried again: \(error)")
                await wait(for: pause)
                pause = min(pause * 2, settings.longestPause)
                if case .queue(.broken) = error { try? await queue.reopen() }
            }
        }
        guard !Task.isCancelled else { return }
        // What these have begun would stand in the way of the checkpoint.
        remembering.cancel()
        packing.cancel()
        _ = await (remembering.value, packing.value)
        await checkpointOrWarn()
    }

    /// Ends ``run()`` after the load that runs.
    package func stop() {
        isStopping = true
        idling?.cancel()
    }

    /// Makes the warehouse's commits independent of its log, then removes from the queue what they cover.
    package func checkpoint() async throws(LoaderError) {
        let covered = removableThrough
        do {
            if let sql = settings.checkpointStatement {
                try await warehouse.execute(Statement(sql, label: "landing: checkpoint"))
            }
            try await queue.remove(through: covered)
            uncheckpointedBytes = 0
        } catch {
            throw LoaderError(error)
        }
    }

    private func checkpointOrWarn() async {
        guard uncheckpointedBytes > 0 else { return }
        do {
            try await checkpoint()
        } catch {
            // Other transactions may stand in the way; the bodies stay in the queue until it works.
            logger.info("The warehouse could not be checkpointed now: \(error)")
        }
    }

    /// Waits for bodies, and checkpoints once nothing has come for a while.
    private func idle() async {
        let seq = removableThrough
        if uncheckpointedBytes == 0 {
            await interruptible { [queue] in await queue.waitForBodies(after: seq) }
            return
        }
        let quietTime = settings.quietTime
        await interruptible { [queue] in
            await withTaskGroup(of: Void.self) { group in
                group.addTask { await queue.waitForBodies(after: seq) }
                group.addTask { try? await Task.sleep(for: quietTime) }
                await group.next()
                group.cancelAll()
            }
        }
        if !isStopping, !Task.isCancelled, await queue.statistics.last <= seq {
            await sortDerivedIfDue(isQuiet: true)
            await checkpointOrWarn()
        }
    }

    private func wait(for time: Duration) async { await interruptible { try? await Task.sleep(for: time) } }

    /// Runs something that waits, and ends it early when the loader is to stop.
    private func interruptible(_ body: @escaping @Sendable () async -> Void) async {
        guard !isStopping, !Task.isCancelled else { return }
        let task = Task { await body() }
        idling = task
        await withTaskCancellationHandler {
            await task.value
        } onCancel: {
            task.cancel()
        }
        idling = nil
    }
}
