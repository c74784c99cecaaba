internal import JSON
internal import SQL
internal import Warehouse

/// Dropping events that came before.
extension Loader {
    /// Removes the events that are already in the warehouse, or earlier in the same load.
    /// - Returns: How many were removed.
    func findDuplicates(in events: inout [DecodedLoad.Item]) async throws -> Int {
        var candidates: [Int] = []
        for (index, item) in events.enumerated() {
            if let id = item.id, item.isReleased || window.mayContain(id.hash) { candidates.append(index) }
        }
        var stored = try await receivedTimes(of: candidates, in: events)
        if let erasedThrough, now().microseconds(since: erasedThrough) < settings.duplicateMicroseconds {
            // Their ids are in no window: every one is looked up while any of them counts.
            let all = events.indices.filter { events[$0].id != nil }
            let erased = try await receivedTimes(of: all, in: events, erased: true)
            stored.merge(erased) { max($0, $1) }
        }

        var seen: [EventID: Timestamp] = [:]
        var kept: [DecodedLoad.Item] = []
        kept.reserveCapacity(events.count)
        for (index, item) in events.enumerated() {
            guard let id = item.id else {
                kept.append(item)
                continue
            }
            let earlier = [seen[id], stored[index]].compactMap(\.self).max()
            if let earlier, item.receivedAt.microseconds(since: earlier) < settings.duplicateMicroseconds { continue }
            seen[id] = item.receivedAt
            kept.append(item)
        }
        defer { events = kept }
        return events.count - kept.count
    }

    /// When the warehouse last received each of the candidates, by their full ids. The engine compares bytes.
    /// - Parameter erased: Whether they are looked for among the digests of events that were erased.
    private func receivedTimes(
        of candidates: [Int], in events: [DecodedLoad.Item], erased: Bool = false
    ) async throws -> [Int: Timestamp] {
        guard !candidates.isEmpty else { return [:] }
        var found: [Int: Timestamp] = [:]
        for (project, indexes) in Dictionary(grouping: candidates, by: { events[$0].project }) {
            let earliest = indexes.map { events[$0].receivedAt }.min() ?? now()
            var writer = JSONWriter(capacity: indexes.count * 80)
            writer.beginArray()
            for index in indexes {
                guard let id = events[index].id else { continue }
                writer.beginObject()
                writer.key("n")
                writer.int(index)
                writer.key("d")
                writer.string(id.device.text)
                writer.key("i")
                writer.string(id.insertID.text)
                writer.endObject()
            }
            writer.endArray()
            let rows = try await warehouse.rows(
                Statement(
                    """
                    WITH came AS (
                        SELECT unnest(from_json(?, '[{"n":"INTEGER","d":"VARCHAR","i":"VARCHAR"}]'), recursive := true))
                    SELECT came.n, max(e.server_received_time)
                    FROM came JOIN \(erased ? "main.erased_event" : "main.events") AS e
                        ON \(erased ? "e.id = " + PeopleRemoval.digest("came.d", "came.i") : "e.insert_id = came.i AND coalesce(e.device_id, '') = came.d")
                    WHERE e.project_id = ? AND e.server_received_time > ?
                    GROUP BY came.n
                    """,
                    parameters: [
                        .text(String(decoding: writer.bytes, as: UTF8.self)), .int(Int64(project.number)),
                        .timestamp(earliest.adding(microseconds: -settings.duplicateMicroseconds).microseconds),
                    ], label: "landing: duplicates"))
            for batch in rows.batches {
                for row in 0..<batch.rowCount {
                    if let index = batch.integer(row, 0), let time = batch.timestamp(row, 1) {
                        found[Int(index)] = time
                    }
                }
            }
        }
        return found
    }

    /// Reads the ids of the last days back into memory. Loads go on meanwhile and look every id up.
    func rememberIDs() async {
        do {
            let since = now().adding(microseconds: -settings.duplicateMicroseconds)
            let stream = try await warehouse.query(
                Statement(
                    """
                    SELECT project_id, coalesce(device_id, ''), insert_id, server_received_time FROM main.events
                    WHERE insert_id IS NOT NULL AND server_received_time > ?
                    """,
                    parameters: [.timestamp(since.microseconds)], label: "landing: ids of the last days",
                    timeLimit: .seconds(3600)))
            var read: [Int32: Set<UInt64>] = [:]
            for try await batch in stream {
                for row in 0..<batch.rowCount {
                    guard let project = batch.integer(row, 0).flatMap(Int32.init(exactly:)),
                        let device = batch.text(row, 1), let insertID = batch.text(row, 2),
                        let time = batch.timestamp(row, 3)
                    else { continue }
                    let id = EventID(
                        project: ProjectID(project), device: ExactText(device), insertID: ExactText(insertID))
                    read[time.day, default: []].insert(id.hash)
                }
            }
            window.complete(with: read)
        } catch {
            guard !Task.isCancelled else { return }
            logger.warning("The ids of the last days could not be read: \(error). Every id is looked up instead.")
        }
    }
}
