import JSON
import Warehouse

extension LineageWalker {
    /// - Parameter parent: What expressions inside can see beside their own relations: the queries around, and, on the
    ///   right side of a join, its left side.
    mutating func walk(from node: JSONView, parent: Scope?, commonTables: [String: CommonTable]) -> FromItem {
        var item =
            switch node.text("type") {
            case "BASE_TABLE": walk(table: node, commonTables: commonTables)
            case "SUBQUERY": walk(subquery: node, parent: parent, commonTables: commonTables)
            case "JOIN": walk(join: node, parent: parent, commonTables: commonTables)
            case "EXPRESSION_LIST": walk(values: node, parent: parent, commonTables: commonTables)
            case "TABLE_FUNCTION": walk(tableFunction: node, parent: parent, commonTables: commonTables)
            case "PIVOT": walk(pivot: node, parent: parent, commonTables: commonTables)
            case "EMPTY": FromItem(rows: TreeDigest("one row"))
            default: walk(unknown: node, parent: parent, commonTables: commonTables)
            }
        for key in ["sample", "at_clause"] { if let clause = node[key] { item.rows.add(digest(of: clause)) } }
        return item
    }

    private mutating func walk(table node: JSONView, commonTables: [String: CommonTable]) -> FromItem {
        let written = node.text("table_name") ?? ""
        let schema = node.text("schema_name")
        let alias = (node.text("alias") ?? written).lowercased()
        let renamed = node.texts("column_name_alias")
        if schema == nil, node.text("catalog_name") == nil, let table = commonTables[written.lowercased()] {
            return relation(shape(of: table), alias: alias, renamed: renamed)
        }
        let known = resolver(TableName(schema: schema, written))
        let table = known?.name ?? TableName(schema: schema, written)
        note(table)
        var rows = TreeDigest("table")
        rows.add((table.schema ?? "main").lowercased())
        rows.add(table.name.lowercased())
        var shape = QueryShape(rowSources: InputSet(names.number(of: .rows, in: table)), rows: rows)
        if let known {
            shape.columns = known.columns.map { name in
                let id = names.number(of: .column(name), in: table)
                return QueryShape.Column(name: name, value: Value(inputs: InputSet(id), digest: named(name, in: rows)))
            }
            if !known.isComplete { shape.open = .table(table) }
        } else {
            shape.open = .table(table)
            shape.columns = renamed.map { name in
                let id = names.number(of: .unknown, in: table)
                return QueryShape.Column(name: name, value: Value(inputs: InputSet(id), digest: named(name, in: rows)))
            }
        }
        var item = relation(shape, alias: alias, renamed: renamed)
        if node.text("alias") == nil { item.relations[0].schema = (schema ?? table.schema)?.lowercased() }
        return item
    }

    private func named(_ name: String, in rows: TreeDigest) -> TreeDigest {
        var digest = rows
        digest.add(name.lowercased())
        return digest
    }

    /// A query as the one relation of a FROM clause.
    private func relation(_ shape: QueryShape, alias: String?, renamed: [String]) -> FromItem {
        var shape = shape
        shape.nameApart()
        shape.rename(renamed)
        return FromItem(
            relations: [Relation(name: alias, columns: shape.columns, open: shape.open)],
            conditions: shape.conditions, rowSources: shape.rowSources, rows: shape.rows)
    }

    private mutating func walk(
        subquery node: JSONView, parent: Scope?, commonTables: [String: CommonTable]
    ) -> FromItem {
        guard let query = node["subquery"]?.queryNode else { return FromItem(rows: digest(of: node)) }
        let shape = walk(query: query, parent: parent, commonTables: commonTables)
        return relation(shape, alias: node.text("alias")?.lowercased(), renamed: node.texts("column_name_alias"))
    }

    private mutating func walk(
        join node: JSONView, parent: Scope?, commonTables: [String: CommonTable]
    ) -> FromItem {
        guard let leftNode = node["left"], let rightNode = node["right"] else {
            return FromItem(rows: digest(of: node))
        }
        let left = walk(from: leftNode, parent: parent, commonTables: commonTables)
        // The right side may be correlated with the left one, with or without the word LATERAL.
        let beside = Scope(left, parent: parent, commonTables: commonTables)
        let right = walk(from: rightNode, parent: beside, commonTables: commonTables)
        let kind = node.text("join_type") ?? "INNER"
        let onlyLeft = kind == "SEMI" || kind == "ANTI"

        var both = FromItem(
            relations: left.relations + right.relations, merged: left.merged, conditions: left.conditions,
            rowSources: left.rowSources, rows: TreeDigest("join"))
        both.merged.merge(right.merged) { first, _ in first }
        both.conditions.formUnion(right.conditions)
        both.conditions.formUnion(beside.conditions)
        if !onlyLeft { both.rowSources.formUnion(right.rowSources) }
        both.rows.add(kind)
        both.rows.add(node.text("ref_type") ?? "")
        both.rows.add(left.rows)
        both.rows.add(right.rows)
        if let condition = node["condition"] {
            let scope = Scope(both, parent: parent, commonTables: commonTables)
            let value = evaluate(condition, in: scope)
            both.conditions.formUnion(value.inputs)
            both.conditions.formUnion(scope.conditions)
            both.rows.add(value.digest)
        }
        var using = node.texts("using_columns")
        if node.text("ref_type") == "NATURAL" { using = commonNames(left, right) }
        for name in using { merge(name.lowercased(), kind: kind, left: left, right: right, into: &both) }
        if onlyLeft { both.relations.removeLast(right.relations.count) }
        return both
    }

    private func commonNames(_ left: FromItem, _ right: FromItem) -> [String] {
        let names = Set(right.relations.flatMap { $0.columns.map { $0.name.lowercased() } })
        return left.relations.flatMap { relation in
            relation.columns.map { $0.name.lowercased() }.filter { names.contains($0) && !relation.merged.contains($0) }
        }
    }

    /// Makes one column of the two that USING names: the one of the outer side, or either.
    private mutating func merge(
        _ name: String, kind: String, left: FromItem, right: FromItem, into both: inout FromItem
    ) {
        let scopes = [left, right].map { Scope($0, parent: nil, commonTables: [:]) }
        let values = scopes.map { find([name], in: $0) }
        var digest = TreeDigest("using")
        digest.add(name)
        for value in values {
            guard let value else { continue }
            both.conditions.formUnion(value.inputs)
            digest.add(value.digest)
        }
        both.rows.add(digest)
        var inputs: InputSet
        switch kind {
        case "RIGHT": inputs = values[1]?.inputs ?? InputSet()
        case "OUTER", "FULL":
            inputs = (values[0]?.inputs ?? InputSet()).union(values[1]?.inputs ?? InputSet()).raised(to: .computed)
        default: inputs = values[0]?.inputs ?? InputSet()
        }
        both.merged[name] = Value(inputs: inputs, digest: digest)
        for place in both.relations.indices where place >= left.relations.count {
            both.relations[place].merged.insert(name)
        }
    }

    private mutating func walk(
        values node: JSONView, parent: Scope?, commonTables: [String: CommonTable]
    ) -> FromItem {
        let scope = Scope(FromItem(rows: TreeDigest("values")), parent: parent, commonTables: commonTables)
        var shape = QueryShape(rows: TreeDigest("values"))
        for row in node.list("values") {
            for (place, expression) in row.elements.enumerated() {
                let value = evaluate(expression, in: scope)
                if place == shape.columns.count {
                    shape.columns.append(QueryShape.Column(name: "col\(place)", value: Value(digest: shape.rows)))
                }
                shape.columns[place].value.inputs.formUnion(value.inputs)
                shape.columns[place].value.digest.add(value.digest)
            }
            shape.rows.add(1)
        }
        // With other values there are other rows.
        for column in shape.columns { shape.rows.add(column.value.digest) }
        shape.conditions = scope.conditions
        shape.rename(node.texts("expected_names"))
        return relation(shape, alias: node.text("alias")?.lowercased(), renamed: node.texts("column_name_alias"))
    }

    /// What a function returns is made from what it is given, whatever its columns are called.
    private mutating func walk(
        tableFunction node: JSONView, parent: Scope?, commonTables: [String: CommonTable]
    ) -> FromItem {
        let scope = Scope(FromItem(rows: TreeDigest("arguments")), parent: parent, commonTables: commonTables)
        guard let function = node["function"] else { return FromItem(rows: digest(of: node)) }
        let value = evaluate(function, in: scope)
        let inputs = value.inputs.raised(to: .computed)
        var shape = QueryShape(open: .made(inputs), conditions: scope.conditions, rows: value.digest)
        let renamed = node.texts("column_name_alias")
        shape.columns = renamed.enumerated().map { place, name in
            var digest = value.digest
            digest.add(place)
            return QueryShape.Column(name: name, value: Value(inputs: inputs, digest: digest))
        }
        // `unnest`, `range` and `generate_series` have one column, which the list then names.
        let name = function.text("function_name")?.lowercased() ?? ""
        if renamed.count == 1, ["unnest", "range", "generate_series"].contains(name) { shape.open = nil }
        return relation(shape, alias: (node.text("alias") ?? name).lowercased(), renamed: [])
    }

    /// Something whose columns can't be told: all that the tables in it have.
    private mutating func walk(
        unknown node: JSONView, parent: Scope?, commonTables: [String: CommonTable]
    ) -> FromItem {
        if node.text("type") == "SHOW_REF" {
            if let query = node["query"]?.queryNode {
                _ = walk(query: query, parent: parent, commonTables: commonTables)
            }
            return relation(
                QueryShape(open: .made(InputSet()), rows: digest(of: node)), alias: node.text("alias"), renamed: [])
        }
        problem = problem ?? "A \(node.text("type") ?? "?") in FROM is not read."
        return relation(
            QueryShape(open: .made(InputSet()), rows: digest(of: node)), alias: node.text("alias"), renamed: [])
    }
}
