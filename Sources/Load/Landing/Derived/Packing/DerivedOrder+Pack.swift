internal import ColumnPack
internal import Foundation
internal import SQL
internal import Warehouse

/// The derived tables as packed columns beside the warehouse, which charts read many times faster than the tables.
extension DerivedOrder {
    /// About how many steps stand in one part of the people: enough that a part is worth its start, and so few that what is made
    /// of it stays in the processor's caches.
    private static let stepsInPart = 1_000_000

    /// Writes the sorted tables as a pack and names it, unless they change meanwhile. Does nothing where packs can't be kept.
    /// - Throws: ``PackError``, or what the warehouse throws; then the tables are read as before.
    package func pack() async throws {
        guard let packs = warehouse.packs, let state = try await PackState.read(from: warehouse) else { return }
        let name = UUID().uuidString.lowercased() + ".pack"
        do {
            let path = packs.path(of: name)
            let wanted = packs.wanted.all
            do {
                try await write(to: path, wanted)
            } catch is PackError where !wanted.isEmpty {
                // People were merged between one statement and the next: the numbers come with the next pack.
                try await write(to: path, [])
            }
            let isNamed = try await warehouse.transaction(label: Self.label) { transaction in
                // Sorted anew meanwhile: that pack will be made by whoever sorted.
                guard try await PackState.read(in: transaction)?.steps == state.steps else { return false }
                try await transaction.execute(Statement("DELETE FROM main.packed", label: Self.label))
                try await transaction.execute(
                    Statement(
                        "INSERT INTO main.packed VALUES (?, ?)", parameters: [.text(name), .int(state.merges)],
                        label: Self.label))
                return true
            }
            if isNamed { packs.removeAll(but: name) } else { packs.remove(name) }
        } catch {
            packs.remove(name)
            throw error
        }
    }

    /// Packs the tables unless there is a pack of them with all that is wanted, and takes away what an earlier process left half-done.
    package func packIfNeeded() async throws {
        guard let packs = warehouse.packs else { return }
        let wanted = packs.wanted.all
        if let name = try await packName(), let pack = packs.pack(name), wanted.allSatisfy(pack.holds) {
            packs.removeAll(but: name)
        } else {
            try await pack()
        }
    }

    /// Whether the pack says what the tables say; `true` where there is none.
    func packFollows() async throws -> Bool {
        guard let packs = warehouse.packs, let name = try await packName(), let pack = packs.pack(name),
            let state = try await PackState.read(from: warehouse), state.isPackOfNow
        else { return true }
        // The state may be read-only.
        let copy = FileManager.default.temporaryDirectory.path + "/" + UUID().uuidString + ".pack"
        defer { try? FileManager.default.removeItem(atPath: copy) }
        try await write(to: copy, pack.heldNumbers)
        return FileManager.default.contentsEqual(atPath: copy, andPath: packs.path(of: name))
    }

    private func packName() async throws(WarehouseError) -> String? {
        let rows = try await warehouse.rows(Statement("SELECT name FROM main.packed", label: Self.label))
        return rows.batches.first.flatMap { $0.rowCount > 0 ? $0.text(0, 0) : nil }
    }

    private static let label = "landing: packed columns"

    /// - Parameter numbers: What is packed of the events beside the steps, as far as there are such.
    private func write(to path: String, _ numbers: [PackedNumber]) async throws {
        var writer = try PackWriter(path: path, people: try await parts())
        let places = tables.places.map(\.column)
        let columns = ["ev", "uid", "time", "seq"] + places
        var steps = StepsPacker(writer, places: places)
        steps = try await scan("SELECT \(columns.joined(separator: ", ")) FROM main.steps", steps)
        writer = try steps.finished()
        writer = try await write(numbers.filter { writer.stepCount(type: $0.type) > 0 }, to: writer)
        var days = DaysPacker(writer)
        days = try await scan("SELECT uid, day, n FROM main.act", days)
        writer = try days.finished()
        var sessions = SessionsPacker(writer)
        sessions = try await scan("SELECT uid, session, started_at, evs, ats FROM main.sess", sessions)
        writer = try sessions.finished()
        try writer.finish()
    }

    /// Reads numbers of the events in the order of the steps. That opens their JSON, so that it is done once for all of them.
    private func write(_ numbers: [PackedNumber], to writer: PackWriter) async throws -> PackWriter {
        guard !numbers.isEmpty else { return writer }
        let properties = Set(numbers.map(\.property)).sorted()
        func list(_ types: some Sequence<Int>) -> String {
            Set(types).sorted().map(String.init).joined(separator: ", ")
        }
        var select = SelectStatement(
            columns: [.init("s.ev", as: "ev"), .init("s.uid", as: "uid")], from: .table("main.steps", alias: "s"))
        for (place, property) in properties.enumerated() {
            guard let value = PromotedProperty(property, .number).value else {
                throw writer.problem("\(property) is no property of events")
            }
            let types = list(numbers.lazy.filter { $0.property == property }.map(\.type))
            select.columns.append(.init("CASE WHEN s.ev IN (\(raw: types)) THEN \(value) END", as: "v\(place)"))
        }
        let types = list(numbers.map(\.type))
        select.joins = [
            .on(
                .left, .table("main.events", alias: "e"),
                "e.seq = s.seq AND e.ev = s.ev AND e.ev IN (\(raw: types))")
        ]
        select.conditions = ["s.ev IN (\(raw: types))"]
        select.order = ["s.ev", "s.uid", "s.time", "s.seq"].map {
            .init(SQLExpression(raw: $0), descending: false, nullsFirst: false)
        }
        var packer = NumbersPacker(writer, numbers, properties: properties)
        packer = try await scan(DerivedTables.sql(select), packer)
        return try packer.finished()
    }

    private func scan<Pass: ChunkPass>(_ sql: String, _ pass: Pass) async throws(WarehouseError) -> Pass {
        try await warehouse.scan(Statement(sql, label: Self.label, timeLimit: .seconds(3_600)), pass)
    }

    /// The people in parts that have about the same number of active days, two at least so that both can be read side by side.
    private func parts() async throws(WarehouseError) -> [ClosedRange<Int32>] {
        let sizes = try await warehouse.rows(
            Statement(
                "SELECT (SELECT count(*) FROM main.steps), (SELECT count(*) FROM main.act)", label: Self.label)
        ).batches.first
        let (steps, days) = (Int(sizes?.integer(0, 0) ?? 0), Int(sizes?.integer(0, 1) ?? 0))
        let wanted = max(2, steps / Self.stepsInPart)
        let step = max(1, days / wanted)
        let rows = try await warehouse.rows(
            Statement(
                """
                SELECT DISTINCT uid FROM (SELECT uid, row_number() OVER () AS place FROM main.act)
                WHERE place % \(step) = 0 ORDER BY uid
                """, label: Self.label, timeLimit: .seconds(600)))
        var parts: [ClosedRange<Int32>] = []
        var first: Int32 = 0
        for batch in rows.batches {
            for row in 0..<batch.rowCount {
                guard let last = batch.integer(row, 0).map({ Int32(truncatingIfNeeded: $0) }), last >= first,
                    last < .max, parts.count < wanted - 1
                else { continue }
                parts.append(first...last)
                first = last + 1
            }
        }
        return parts + [first...Int32.max]
    }
}
