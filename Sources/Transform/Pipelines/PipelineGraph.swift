package import Warehouse

/// The models of a project in the order in which they must run.
package struct PipelineGraph: Sendable {
    /// Each model after all models that it reads.
    package private(set) var models: [PipelineModel]
    /// The tables that a model reads, models and sources alike.
    package private(set) var inputs: [TableName: Set<TableName>]
    /// Models left out, and why.
    package private(set) var problems: [PipelineProblem]

    /// Finds out what each model reads by letting the warehouse parse it, and puts the models in order.
    package init(_ folder: PipelineFolder, parsedBy warehouse: any Warehouse) async {
        problems = folder.problems
        inputs = [:]
        models = []
        var readable: [PipelineModel] = []
        for model in folder.models {
            do {
                let names = try await warehouse.tablesRead(by: model.sql)
                inputs[model.table] = Set(names.map(Self.tableName))
                readable.append(model)
            } catch {
                problems.append(
                    PipelineProblem(
                        code: "sql-error", path: model.path, message: "\(model.path): \(Self.message(of: error))"))
            }
        }
        order(readable)
    }

    /// Depth first; a model that is met again while its inputs are still being visited closes a cycle.
    private mutating func order(_ candidates: [PipelineModel]) {
        let byTable = Dictionary(candidates.map { ($0.table, $0) }, uniquingKeysWith: { first, _ in first })
        var done: Set<TableName> = []
        var broken: Set<TableName> = []
        for model in candidates {
            // A stack of its own rather than recursion: the depth is the project's to choose.
            var stack: [(model: PipelineModel, waiting: [TableName])] = [(model, upstream(of: model, in: byTable))]
            var onStack: Set<TableName> = [model.table]
            if done.contains(model.table) || broken.contains(model.table) { continue }
            while var top = stack.popLast() {
                guard let next = top.waiting.popLast() else {
                    onStack.remove(top.model.table)
                    if upstream(of: top.model, in: byTable).contains(where: broken.contains) {
                        broken.insert(top.model.table)
                    } else if done.insert(top.model.table).inserted {
                        models.append(top.model)
                    }
                    continue
                }
                stack.append(top)
                if done.contains(next) || broken.contains(next) { continue }
                if onStack.contains(next) {
                    let cycle = stack.map(\.model.table).drop { $0 != next }.map(\.description) + [next.description]
                    let message = "\(top.model.path) is part of a cycle: \(cycle.joined(separator: " → "))."
                    problems.append(PipelineProblem(code: "circular-reference", path: top.model.path, message: message))
                    broken.formUnion(stack.map(\.model.table))
                    continue
                }
                guard let input = byTable[next] else { continue }
                onStack.insert(next)
                stack.append((input, upstream(of: input, in: byTable)))
            }
        }
    }

    private func upstream(of model: PipelineModel, in byTable: [TableName: PipelineModel]) -> [TableName] {
        (inputs[model.table] ?? []).filter { byTable[$0] != nil && $0 != model.table }.sorted {
            $0.description > $1.description
        }
    }

    /// `schema.table` as written, quotes taken off.
    private static func tableName(_ text: String) -> TableName {
        let parts = text.split(separator: ".").map { $0.filter { $0 != "\"" } }
        guard let name = parts.last else { return TableName(text) }
        return TableName(schema: parts.count > 1 ? String(parts[parts.count - 2]) : nil, String(name))
    }

    static func message(of error: WarehouseError) -> String {
        if case .rejected(_, let message, _) = error { message } else { error.description }
    }
}
