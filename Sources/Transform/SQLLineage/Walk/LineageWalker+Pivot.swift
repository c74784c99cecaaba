import JSON

extension LineageWalker {
    mutating func walk(pivot node: JSONView, parent: Scope?, commonTables: [String: CommonTable]) -> FromItem {
        guard let sourceNode = node["source"] else { return FromItem(rows: digest(of: node)) }
        let source = walk(from: sourceNode, parent: parent, commonTables: commonTables)
        let scope = Scope(source, parent: parent, commonTables: commonTables)
        var shape = node.texts("unpivot_names").isEmpty ? pivot(node, scope) : unpivot(node, scope)
        shape.conditions.formUnion(source.conditions)
        shape.conditions.formUnion(scope.conditions)
        shape.rowSources = source.rowSources
        shape.nameApart()
        shape.rename(node.texts("column_name_alias"))
        return FromItem(
            relations: [Relation(name: node.text("alias")?.lowercased(), columns: shape.columns, open: shape.open)],
            conditions: shape.conditions, rowSources: shape.rowSources, rows: shape.rows)
    }

    /// One column for each combination of values and each aggregate, behind the groups.
    private mutating func pivot(_ node: JSONView, _ scope: Scope) -> QueryShape {
        var shape = QueryShape(rows: TreeDigest("pivot"))
        shape.rows.add(scope.item.rows)
        shape.rows.add(digest(of: node))
        let aggregates = node.list("aggregates").map { (node: $0, value: evaluate($0, in: scope, isTop: true)) }
        var used = InputSet()
        for aggregate in aggregates { used.formUnion(aggregate.value.inputs) }

        var combinations: [[String]] = [[]]
        var isOpen = false
        for pivot in node.list("pivots") {
            for expression in pivot.list("pivot_expressions") {
                let value = evaluate(expression, in: scope)
                shape.conditions.formUnion(value.inputs)
                used.formUnion(value.inputs)
            }
            let names = pivot.list("entries").map(Self.name)
            isOpen = isOpen || names.isEmpty || names.contains { $0 == nil }
            combinations = combinations.flatMap { start in names.map { start + [$0 ?? "?"] } }
        }

        let groups = node.texts("groups").map { $0.lowercased() }
        let usedNumbers = Set(used.entries.map(\.id))
        for (place, relation) in scope.item.relations.enumerated() {
            for column in relation.columns {
                let isGroup =
                    groups.isEmpty
                    ? !column.value.inputs.entries.contains { usedNumbers.contains($0.id) }
                    : groups.contains(column.name.lowercased())
                guard isGroup else { continue }
                shape.conditions.formUnion(column.value.inputs)
                shape.columns.append(
                    QueryShape.Column(name: column.name, value: reference(column.value, place, in: scope.item)))
            }
            if let open = relation.open { addOpen(open, groups: groups, place: place, to: &shape) }
        }
        for combination in combinations where !isOpen {
            for aggregate in aggregates {
                let own = aggregate.node.text("alias") ?? ExpressionName.text(of: aggregate.node)
                let isNamed = aggregates.count > 1 || aggregate.node.text("alias") != nil
                let name = (combination + (isNamed ? [own] : [])).joined(separator: "_")
                var value = aggregate.value
                value.isAggregate = false
                value.digest.add(name)
                shape.columns.append(QueryShape.Column(name: name, value: value))
            }
        }
        if isOpen { shape.open = .made(used.raised(to: .aggregated)) }
        return shape
    }

    private mutating func addOpen(_ open: OpenColumns, groups: [String], place: Int, to shape: inout QueryShape) {
        guard !groups.isEmpty else {
            shape.open = open
            return
        }
        for name in groups where !shape.columns.contains(where: { $0.name.lowercased() == name }) {
            let only = Scope(
                FromItem(relations: [Relation(columns: [], open: open)], rows: TreeDigest("open")), parent: nil,
                commonTables: [:])
            guard let value = find([name], in: only) else { continue }
            shape.conditions.formUnion(value.inputs)
            shape.columns.append(QueryShape.Column(name: name, value: value))
        }
    }

    /// The column's name for an entry of IN: its alias or its values.
    private static func name(_ entry: JSONView) -> String? {
        if let alias = entry.text("alias") { return alias }
        let values = entry.list("values").map { value -> String? in
            guard let inner = value["value"] else { return "NULL" }
            switch inner.kind {
            case .string: return inner.stringValue
            case .int, .uint: return inner.intValue.map { "\($0)" }
            case .bool: return inner.boolValue.map { "\($0)" }
            default: return nil
            }
        }
        guard !values.isEmpty, !values.contains(nil) else { return nil }
        return values.compactMap { $0 }.joined(separator: "_")
    }

    /// The columns that stay, then the one with names and those with values.
    private mutating func unpivot(_ node: JSONView, _ scope: Scope) -> QueryShape {
        var shape = QueryShape(rows: TreeDigest("unpivot"))
        shape.rows.add(scope.item.rows)
        shape.rows.add(digest(of: node))
        let valueNames = node.texts("unpivot_names")
        var values = [Value](repeating: Value(digest: TreeDigest("unpivoted")), count: valueNames.count)
        var taken: Set<String> = []
        for entry in node.list("pivots").flatMap({ $0.list("entries") }) {
            if let star = entry["star_expr"].flatMap(Star.inside) {
                var chosen = QueryShape(rows: TreeDigest("chosen"))
                add(star.node, of: star, to: &chosen, scope: scope)
                for column in chosen.columns {
                    taken.insert(column.name.lowercased())
                    add(column.value, to: &values, at: 0)
                }
                if let open = chosen.open { values[0].inputs.formUnion(allInputs(of: open)) }
                continue
            }
            for (place, value) in entry.list("values").enumerated() {
                guard let name = value["value"]?.stringValue?.lowercased(), let found = find([name], in: scope) else {
                    continue
                }
                taken.insert(name)
                add(found, to: &values, at: place % max(1, valueNames.count))
            }
        }
        for (place, relation) in scope.item.relations.enumerated() {
            for column in relation.columns where !taken.contains(column.name.lowercased()) {
                shape.columns.append(
                    QueryShape.Column(name: column.name, value: reference(column.value, place, in: scope.item)))
            }
            if let open = relation.open { shape.open = open }
        }
        for name in node.list("pivots").flatMap({ $0.texts("unpivot_names") }) {
            shape.columns.append(QueryShape.Column(name: name, value: Value(digest: shape.rows)))
        }
        for (name, value) in zip(valueNames, values) {
            shape.columns.append(QueryShape.Column(name: name, value: value))
        }
        return shape
    }

    private func add(_ value: Value, to values: inout [Value], at place: Int) {
        guard values.indices.contains(place) else { return }
        values[place].inputs.formUnion(value.inputs.raised(to: .computed))
        values[place].digest.add(value.digest)
    }
}
