package import Warehouse

/// Up to when data is complete, and what keeps it from being newer.
package struct DataTime: Sendable, Equatable {
    /// The least over all that it stands on, what is kept by hand left out; `nil` where nothing can be told.
    package var completeTo: Int64?
    /// The source or model that ends first.
    package var limitedBy: TableName?
    /// Sources that should have more by now, the oldest first.
    package var late: [SourceState]
    /// What people keep up by hand, the oldest first.
    package var keptByHand: [SourceState]
    /// Sources of which nobody can tell how old they are, and those without rows.
    package var unknown: [SourceState]
}

/// How all sources stand, and what follows for the tables made from them.
package struct FreshnessReport: Sendable {
    /// By label.
    package let sources: [SourceState]
    package let now: Int64
    private let states: [TableName: SourceState]
    private let built: [TableName: BuiltState]
    private let inputs: [TableName: [TableName]]

    init(graph: LineageGraph, sources: [SourceState], built: [TableName: BuiltState], now: Int64) {
        self.sources = sources.sorted { ($0.label, $0.table.description) < ($1.label, $1.table.description) }
        self.now = now
        states = Dictionary(sources.map { (TableRegister.key($0.table), $0) }, uniquingKeysWith: { first, _ in first })
        self.built = Dictionary(
            built.map { (TableRegister.key($0.key), $0.value) }, uniquingKeysWith: { first, _ in first })
        var inputs: [TableName: [TableName]] = [:]
        for table in graph.tables { inputs[TableRegister.key(table)] = graph.tables(readBy: table) }
        self.inputs = inputs
    }

    /// What holds for something that reads these tables.
    package func dataTime(of tables: [TableName]) -> DataTime {
        var result = DataTime(completeTo: nil, limitedBy: nil, late: [], keptByHand: [], unknown: [])
        var seen: Set<TableName> = []
        var waiting = tables
        while let table = waiting.popLast() {
            let key = TableRegister.key(table)
            guard seen.insert(key).inserted else { continue }
            if let state = states[key] {
                add(state, to: &result)
            } else if let limit = built[key]?.limit {
                Self.limit(limit, by: table, &result)
            }
            waiting += inputs[key] ?? []
        }
        let byAge: (SourceState, SourceState) -> Bool = {
            ($0.completeTo ?? .min, $0.label) < ($1.completeTo ?? .min, $1.label)
        }
        result.late.sort(by: byAge)
        result.keptByHand.sort(by: byAge)
        result.unknown.sort(by: byAge)
        return result
    }

    private func add(_ state: SourceState, to result: inout DataTime) {
        if state.isKeptByHand {
            result.keptByHand.append(state)
        } else if let complete = state.completeTo {
            Self.limit(complete, by: state.table, &result)
        } else {
            result.unknown.append(state)
        }
        if state.isLate, !state.isKeptByHand { result.late.append(state) }
    }

    private static func limit(_ instant: Int64, by table: TableName, _ result: inout DataTime) {
        guard let before = result.completeTo else {
            (result.completeTo, result.limitedBy) = (instant, table)
            return
        }
        // Of two that end together the first by name, so that the answer stays the same.
        if (instant, table.description) < (before, result.limitedBy?.description ?? "") {
            (result.completeTo, result.limitedBy) = (instant, table)
        }
    }
}
