import JSON

extension LineageWalker {
    mutating func walk(
        select node: JSONView, parent: Scope?, commonTables: [String: CommonTable]
    ) -> QueryShape {
        let item =
            node["from_table"].map { walk(from: $0, parent: parent, commonTables: commonTables) }
            ?? FromItem(rows: TreeDigest("nothing"))
        let scope = Scope(item, parent: parent, commonTables: commonTables)
        var shape = QueryShape(conditions: item.conditions, rowSources: item.rowSources, rows: TreeDigest("select"))
        shape.rows.add(item.rows)
        let untouched = shape.rows

        for expression in node.list("select_list") { add(expression, to: &shape, scope: scope) }
        addWhere(of: node, to: &shape, scope: scope)
        addGroups(of: node, to: &shape, scope: scope)
        for (key, kind) in [("having", 2), ("qualify", 3)] {
            guard let condition = node[key] else { continue }
            let value = evaluate(condition, in: scope)
            shape.conditions.formUnion(value.inputs)
            shape.rows.add(kind)
            shape.rows.add(value.digest)
        }
        if let sample = node["sample"] { shape.rows.add(digest(of: sample)) }
        apply(modifiersOf: node, to: &shape, scope: scope)
        shape.conditions.formUnion(scope.conditions)
        // A query that only picks columns has the rows of what it reads.
        if shape.rows == untouched, item.relations.count == 1 { shape.rows = item.rows }
        return shape
    }

    private mutating func add(_ expression: JSONView, to shape: inout QueryShape, scope: Scope) {
        if let star = Star.inside(expression) {
            add(expression, of: star, to: &shape, scope: scope)
            return
        }
        let value = evaluate(expression, in: scope, isTop: true)
        let alias = expression.text("alias")
        if let alias { scope.aliases[alias.lowercased()] = value }
        shape.columns.append(QueryShape.Column(name: alias ?? ExpressionName.text(of: expression), value: value))
        noteRows(value, of: &shape)
    }

    /// `unnest` in SELECT decides on the number of rows.
    func noteRows(_ value: Value, of shape: inout QueryShape) {
        guard value.multipliesRows else { return }
        shape.rows.add(4)
        shape.rows.add(value.digest)
    }

    private mutating func addWhere(of node: JSONView, to shape: inout QueryShape, scope: Scope) {
        guard let condition = node["where_clause"] else { return }
        let value = evaluate(condition, in: scope)
        shape.conditions.formUnion(value.inputs)
        shape.rows.add(1)
        shape.rows.add(value.digest)
    }

    private mutating func addGroups(of node: JSONView, to shape: inout QueryShape, scope: Scope) {
        let groups = node.list("group_expressions")
        for expression in groups {
            let value = key(expression, columns: shape.columns, scope: scope, prefersAliases: false)
            shape.conditions.formUnion(value.inputs)
            shape.rows.add(5)
            shape.rows.add(value.digest)
        }
        if let sets = node["group_sets"] { shape.rows.add(digest(of: sets)) }
        if node.text("aggregate_handling") == "FORCE_AGGREGATES" {
            // GROUP BY ALL: by every column that is no aggregate.
            for column in shape.columns where !column.value.isAggregate {
                shape.conditions.formUnion(column.value.inputs)
                shape.rows.add(5)
                shape.rows.add(column.value.digest)
            }
        } else if groups.isEmpty, shape.columns.contains(where: \.value.isAggregate) {
            shape.rows.add(6)
        }
    }

    /// What ORDER BY, LIMIT and DISTINCT add to a query.
    mutating func apply(modifiersOf node: JSONView, to shape: inout QueryShape, scope: Scope) {
        for modifier in node.list("modifiers") {
            shape.rows.add(modifier.text("type") ?? "")
            switch modifier.text("type") {
            case "ORDER_MODIFIER":
                for order in modifier.list("orders") {
                    guard let expression = order["expression"] else { continue }
                    shape.rows.add(order.text("type") ?? "")
                    shape.rows.add(order.text("null_order") ?? "")
                    add(key: expression, to: &shape, scope: scope)
                }
            case "DISTINCT_MODIFIER":
                let targets = modifier.list("distinct_on_targets")
                for target in targets { add(key: target, to: &shape, scope: scope) }
                if targets.isEmpty { for column in shape.columns { shape.rows.add(column.value.digest) } }
            default:
                let value = evaluate(modifier, in: scope)
                shape.conditions.formUnion(value.inputs)
                shape.rows.add(value.digest)
            }
        }
    }

    private mutating func add(key expression: JSONView, to shape: inout QueryShape, scope: Scope) {
        let value = key(expression, columns: shape.columns, scope: scope, prefersAliases: true)
        shape.conditions.formUnion(value.inputs)
        shape.rows.add(value.digest)
    }

    /// An expression of ORDER BY, GROUP BY or DISTINCT ON, which may be the number or the name of a column.
    private mutating func key(
        _ expression: JSONView, columns: [QueryShape.Column], scope: Scope, prefersAliases: Bool
    ) -> Value {
        if let number = expression.constantNumber, columns.indices.contains(number - 1) {
            return columns[number - 1].value
        }
        if expression.expressionClass == "STAR" {
            var all = Value(digest: TreeDigest("all"))
            for column in columns {
                all.inputs.formUnion(column.value.inputs)
                all.digest.add(column.value.digest)
            }
            return all
        }
        let names = expression.texts("column_names")
        if expression.expressionClass == "COLUMN_REF", names.count == 1 {
            let name = names[0].lowercased()
            let own = columns.first { $0.name.lowercased() == name }?.value
            if prefersAliases, let own { return own }
            if own != nil, knownColumn(name, in: scope) == nil, let own { return own }
        }
        return evaluate(expression, in: scope)
    }
}
