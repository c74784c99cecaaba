package import Warehouse

/// The models of a project in the order in which they must run.
package struct PipelineGraph: Sendable {
    /// Each model after all models that it reads.
    package private(set) var models: [PipelineModel] = []
    /// The tables that each model reads, models and sources alike, by the model's table. A table that a model makes
    /// stands as that model names it.
    package private(set) var inputs: [TableName: Set<TableName>] = [:]
    /// Models left out, and why.
    package private(set) var problems: [PipelineProblem]

    /// Finds out what each model reads by letting the warehouse parse it, and puts the models in order.
    package init(_ folder: PipelineFolder, parsedBy warehouse: any Warehouse) async {
        problems = folder.problems
        var leftOut: [TableName: PipelineModel] = [:]
        let candidates = withoutDuplicates(folder.models)
        let known = Dictionary(
            candidates.map { (Self.key($0.table), $0.table) }, uniquingKeysWith: { first, _ in first })
        var readable: [PipelineModel] = []
        for model in candidates {
            do throws(WarehouseError) {
                let names = try await warehouse.tablesRead(by: model.sql).map(WrittenTableName.table)
                inputs[model.table] = Set(names.map { known[Self.key($0)] ?? $0 })
                readable.append(model)
            } catch {
                leftOut[model.table] = model
                report("sql-error", model, Self.message(of: error))
            }
        }
        order(readable, leftOut: leftOut)
    }

    /// SQL's names differ neither by case nor by leaving out the schema `main`.
    private static func key(_ table: TableName) -> TableName {
        TableName(schema: table.schema?.lowercased() ?? "main", table.name.lowercased())
    }

    private mutating func withoutDuplicates(_ models: [PipelineModel]) -> [PipelineModel] {
        var first: [TableName: PipelineModel] = [:]
        return models.filter { model in
            guard let other = first[Self.key(model.table)] else {
                first[Self.key(model.table)] = model
                return true
            }
            report("duplicate-model", model, "\(other.path) makes the table \(other.table) already.")
            return false
        }
    }

    /// Takes out one model after the other whose inputs are all in place. What is left then is a cycle or reads one.
    private mutating func order(_ candidates: [PipelineModel], leftOut: [TableName: PipelineModel]) {
        var unavailable = leftOut
        var waiting = candidates
        var placed: Set<TableName> = []
        let makers = Dictionary(candidates.map { ($0.table, $0) }, uniquingKeysWith: { first, _ in first })
        while !waiting.isEmpty {
            let before = waiting.count
            waiting = waiting.filter { model in
                let upstream = inputs[model.table] ?? []
                if let missing = Self.first(upstream.compactMap { unavailable[$0] }) {
                    unavailable[model.table] = model
                    report(
                        "input-left-out", model,
                        "it reads \(missing.table), and \(missing.path) has an error of its own.")
                    return false
                }
                guard upstream.allSatisfy({ makers[$0] == nil || placed.contains($0) }) else { return true }
                placed.insert(model.table)
                models.append(model)
                return false
            }
            guard waiting.count == before, let start = waiting.first else { continue }
            // Nothing could be placed: following the inputs of any model that is left leads into a cycle.
            let cycle = self.cycle(from: start, among: waiting)
            let path = (cycle + cycle.prefix(1)).map(\.table.description).joined(separator: " → ")
            for model in cycle {
                unavailable[model.table] = model
                report("circular-reference", model, "it reads itself: \(path).")
            }
            waiting.removeAll { unavailable[$0.table] != nil }
        }
    }

    private func cycle(from start: PipelineModel, among waiting: [PipelineModel]) -> [PipelineModel] {
        var trail = [start]
        while let last = trail.last {
            let upstream = inputs[last.table] ?? []
            guard let next = Self.first(waiting.filter({ upstream.contains($0.table) })) else { break }
            if let place = trail.firstIndex(where: { $0.table == next.table }) { return Array(trail[place...]) }
            trail.append(next)
        }
        return trail
    }

    /// Always the same one of several.
    private static func first(_ models: [PipelineModel]) -> PipelineModel? { models.min { $0.path < $1.path } }

    private mutating func report(_ code: String, _ model: PipelineModel, _ reason: String) {
        let message = "\(model.path) is left out: \(reason)"
        problems.append(PipelineProblem(code: code, path: model.path, message: message))
    }

    static func message(of error: WarehouseError) -> String {
        if case .rejected(_, let message, _) = error { message } else { error.description }
    }
}
