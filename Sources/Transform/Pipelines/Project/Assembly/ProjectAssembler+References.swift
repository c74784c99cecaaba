import Warehouse

extension ProjectAssembler {
    /// Gives every reference its node, and reports those that lead nowhere.
    mutating func resolveReferences() {
        for id in project.models.keys.sorted() {
            guard var node = project.models[id] else { continue }
            resolve(&node.references, from: node.project, by: id)
            project.models[id] = node
        }
        for id in project.tests.keys.sorted() {
            guard var test = project.tests[id] else { continue }
            resolve(&test.references, from: test.project, by: id)
            project.tests[id] = test
        }
        for id in project.exposures.keys.sorted() {
            guard var exposure = project.exposures[id] else { continue }
            resolve(&exposure.references, from: exposure.project, by: id)
            project.exposures[id] = exposure
        }
    }

    private mutating func resolve(_ references: inout [NodeReference], from owner: String, by id: NodeID) {
        for place in references.indices where references[place].resolved == nil {
            let reference = references[place]
            if let node = project.index.resolve(reference.target, from: owner) {
                references[place].resolved = node
                continue
            }
            if case .table = reference.target { continue }
            let reason = project.index.explanation(reference.target)
            // dbt too only warns of what a branch that may never run names; and a test of something switched off is off.
            let isOff =
                if case .ref(_, let name, _) = reference.target { project.index.isDisabled(name) } else { false }
            let isTest = project.tests[id] != nil
            report(
                "missing-reference", isOff && isTest ? .warning : .error, at: reference.position, reason.message,
                suggestion: reason.suggestion, node: id)
        }
    }

    /// Tables that plain SQL reads, as nodes where they are some.
    func references(to tables: [TableName], of id: NodeID, position: FilePosition) -> [NodeReference] {
        var seen: Set<TableName> = []
        return tables.filter { seen.insert($0).inserted }.map { table in
            NodeReference(.table(table), at: position, resolved: node(making: table, except: id))
        }
    }

    /// The node whose table this is: by schema and name, or by the bare name of a model or of one source.
    private func node(making table: TableName, except id: NodeID) -> NodeID? {
        let found = tables[Self.key(table)] ?? (table.schema == nil ? names[table.name.lowercased()] ?? nil : nil)
        // Models that add to their own table may read it; all others would read what they replace.
        if found == id, project.models[id]?.kind == .incremental { return nil }
        return found
    }

    /// SQL's names differ neither by case nor by leaving out the schema `main`.
    static func key(_ table: TableName) -> TableName {
        TableName(schema: table.schema?.lowercased() ?? "main", table.name.lowercased())
    }

    mutating func indexTables() {
        tables = [:]
        names = [:]
        for source in project.sources.values {
            tables[Self.key(source.relation)] = source.id
            let name = source.relation.name.lowercased()
            names[name] = names.keys.contains(name) ? .some(nil) : .some(source.id)
        }
        for node in project.models.values where node.type != .analysis {
            tables[Self.key(node.relation)] = node.id
            names[node.name.lowercased()] = .some(node.id)
        }
    }

    /// Two nodes that make one table.
    mutating func checkTables() {
        var makers: [TableName: NodeID] = [:]
        for node in project.models.values.sorted(by: { $0.id < $1.id })
        where node.type != .analysis && node.kind != .ephemeral {
            let key = Self.key(node.relation)
            guard let first = makers[key], let other = project.models[first] else {
                makers[key] = node.id
                continue
            }
            guard node.settings.database == other.settings.database else { continue }
            report(
                "duplicate-model", at: node.position,
                "\(other.position.file) makes the table \(node.relation) already.", node: node.id)
        }
    }
}
