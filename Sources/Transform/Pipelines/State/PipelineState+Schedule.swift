package import Warehouse

extension PipelineState {
    /// The nodes that wait for their sources, since when, and for what.
    package func waits() async throws(WarehouseError) -> [ScheduledWait] {
        let table = ResultTable(
            try await warehouse.rows(statement("SELECT node, due, unmet FROM pipelines.waiting ORDER BY due, node")))
        return (0..<table.count).compactMap { row in
            guard let node = table.text(row, 0), let due = table.int(row, 1) else { return nil }
            let unmet = (table.text(row, 2) ?? "").split(separator: "\n").map(String.init)
            return ScheduledWait(node: NodeID(node), due: due, unmet: unmet)
        }
    }

    /// Takes the place of what was written of waits.
    func write(_ waits: [ScheduledWait]) async throws {
        try await warehouse.transaction(label: Self.label) { transaction in
            try await transaction.execute(Self.statement("DELETE FROM pipelines.waiting"))
            for wait in waits {
                try await transaction.execute(
                    Self.statement(
                        "INSERT INTO pipelines.waiting (node, due, unmet) VALUES (?, ?, ?)",
                        [.text(wait.node.text), .timestamp(wait.due), .text(wait.unmet.joined(separator: "\n"))]))
            }
        }
    }

    /// How far each named source was when a node last ran after its sync.
    func syncMarks() async throws(WarehouseError) -> [NodeID: [String: String]] {
        let table = ResultTable(
            try await warehouse.rows(statement("SELECT node, source, version FROM pipelines.sync_mark")))
        var marks: [NodeID: [String: String]] = [:]
        for row in 0..<table.count {
            guard let node = table.text(row, 0), let source = table.text(row, 1) else { continue }
            marks[NodeID(node), default: [:]][source] = table.text(row, 2) ?? ""
        }
        return marks
    }

    func write(_ marks: [String: String], of node: NodeID) async throws {
        try await warehouse.transaction(label: Self.label) { transaction in
            try await transaction.execute(
                Self.statement("DELETE FROM pipelines.sync_mark WHERE node = ?", [.text(node.text)]))
            for (source, version) in marks.sorted(by: { $0.key < $1.key }) {
                try await transaction.execute(
                    Self.statement(
                        "INSERT INTO pipelines.sync_mark (node, source, version) VALUES (?, ?, ?)",
                        [.text(node.text), .text(source), .text(version)]))
            }
        }
    }
}
