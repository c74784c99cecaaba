import JSON

extension LineageWalker {
    /// - Parameter isTop: Whether it is a column of SELECT, whose alias is its name and no part of what it is.
    mutating func evaluate(_ node: JSONView, in scope: Scope, isTop: Bool = false) -> Value {
        switch node.expressionClass {
        case "COLUMN_REF":
            let names = node.texts("column_names")
            if let first = names.first?.lowercased(), let place = scope.parameters.lastIndex(of: first) {
                var digest = TreeDigest("parameter")
                digest.add(scope.parameters.count - place)
                for name in names.dropFirst() { digest.add(name.lowercased()) }
                return Value(digest: digest)
            }
            return withAlias(of: node, isTop, resolve(names, in: scope))
        case "SUBQUERY":
            return withAlias(of: node, isTop, evaluate(subquery: node, in: scope))
        case "STAR":
            return scope.starred ?? everything(in: scope, node)
        case "POSITIONAL_REFERENCE":
            let columns = scope.item.relations.flatMap(\.columns)
            let place = Int(node["index"]?.intValue ?? 0) - 1
            return columns.indices.contains(place) ? columns[place].value : Value(digest: digest(of: node))
        case "FUNCTION":
            return evaluate(function: node, in: scope, isTop: isTop)
        case "WINDOW":
            var value = evaluate(parts: node, in: scope, isTop: isTop)
            let isAggregate = node.text("type") == "WINDOW_AGGREGATE"
            if isAggregate, node.list("children").isEmpty { value.inputs.formUnion(scope.item.rowSources) }
            value.inputs = value.inputs.raised(to: isAggregate ? .aggregated : .computed)
            return value
        default:
            var value = evaluate(parts: node, in: scope, isTop: isTop)
            value.inputs = value.inputs.raised(to: .computed)
            return value
        }
    }

    private func withAlias(of node: JSONView, _ isTop: Bool, _ value: Value) -> Value {
        guard !isTop, let alias = node.text("alias") else { return value }
        var named = value
        named.digest = TreeDigest("named")
        named.digest.add(alias)
        named.digest.add(value.digest)
        return named
    }

    private mutating func evaluate(function node: JSONView, in scope: Scope, isTop: Bool) -> Value {
        let name = node.text("function_name")?.lowercased() ?? ""
        guard !EngineFunctions.takingLambdas.contains(name) else {
            return evaluate(withLambdas: node, in: scope, isTop: isTop)
        }
        var value = evaluate(parts: node, in: scope, isTop: isTop)
        if EngineFunctions.aggregates.contains(name) {
            // Counting rows, or summing a constant over them.
            if value.inputs.isEmpty { value.inputs.formUnion(scope.item.rowSources) }
            value.inputs = value.inputs.raised(to: .aggregated)
            value.isAggregate = true
        } else {
            value.inputs = value.inputs.raised(to: .computed)
        }
        if name == "unnest" || name == "unlist" { value.multipliesRows = true }
        return value
    }

    /// A lambda's parameters are elements of the list beside it, which counts as the input.
    private mutating func evaluate(withLambdas node: JSONView, in scope: Scope, isTop: Bool) -> Value {
        var value = Value(digest: TreeDigest("lambda call"))
        value.digest.add(node.text("function_name")?.lowercased() ?? "")
        if !isTop { value.digest.add(node.text("alias") ?? "") }
        for argument in node.list("children") {
            guard argument.expressionClass == "LAMBDA", let head = argument["lhs"], let body = argument["expr"] else {
                include(evaluate(argument, in: scope), in: &value)
                continue
            }
            let columns = head.expressionClass == "COLUMN_REF" ? [head] : head.list("children")
            let parameters = columns.compactMap { $0.texts("column_names").first?.lowercased() }
            scope.parameters += parameters
            include(evaluate(body, in: scope), in: &value)
            scope.parameters.removeLast(parameters.count)
        }
        value.inputs = value.inputs.raised(to: .computed)
        return value
    }

    private func include(_ part: Value, in value: inout Value) {
        value.inputs.formUnion(part.inputs)
        value.digest.add(part.digest)
        value.isAggregate = value.isAggregate || part.isAggregate
        value.multipliesRows = value.multipliesRows || part.multipliesRows
    }

    /// All expressions inside a node, wherever they stand in it, and a digest of everything else that it says.
    private mutating func evaluate(parts node: JSONView, in scope: Scope, isTop: Bool) -> Value {
        var value = Value(digest: TreeDigest("expression"))
        for (key, member) in node.members where key != "query_location" && !(isTop && key == "alias") {
            value.digest.add(key)
            addPart(member, to: &value, in: scope)
        }
        return value
    }

    private mutating func addPart(_ part: JSONView, to value: inout Value, in scope: Scope) {
        switch part.kind {
        case .object:
            if part.expressionClass != nil {
                include(evaluate(part, in: scope), in: &value)
            } else {
                include(evaluate(parts: part, in: scope, isTop: false), in: &value)
            }
        case .array:
            value.digest.add(part.count)
            for element in part.elements { addPart(element, to: &value, in: scope) }
        default: value.digest.add(scalar: part)
        }
    }

    private mutating func evaluate(subquery node: JSONView, in scope: Scope) -> Value {
        guard let query = node["subquery"]?.queryNode else { return Value(digest: digest(of: node)) }
        let shape = walk(query: query, parent: scope, commonTables: scope.commonTables)
        scope.conditions.formUnion(shape.conditions)
        var value = Value(digest: TreeDigest("subquery"))
        value.digest.add(node.text("subquery_type") ?? "")
        value.digest.add(node.text("comparison_type") ?? "")
        value.digest.add(shape.rows)
        if let child = node["child"] { include(evaluate(child, in: scope), in: &value) }
        // Whether a row exists doesn't depend on what it says.
        let isExistence = node.text("subquery_type")?.contains("EXISTS") ?? false
        for column in shape.columns {
            if !isExistence { value.inputs.formUnion(column.value.inputs) }
            value.digest.add(column.value.digest)
        }
        if isExistence { value.inputs.formUnion(shape.rowSources) }
        if !isExistence, let open = shape.open { value.inputs.formUnion(allInputs(of: open)) }
        value.inputs = value.inputs.raised(to: .computed)
        return value
    }

    /// A star inside of an expression: every column that can be seen.
    private mutating func everything(in scope: Scope, _ node: JSONView) -> Value {
        var value = Value(digest: digest(of: node))
        for relation in scope.item.relations {
            for column in relation.columns { include(column.value, in: &value) }
            if let open = relation.open { value.inputs.formUnion(allInputs(of: open)) }
        }
        value.isAggregate = false
        value.inputs = value.inputs.raised(to: .computed)
        return value
    }

    /// A digest of what a node says, places in the text left out.
    func digest(of node: JSONView) -> TreeDigest {
        var digest = TreeDigest("node")
        switch node.kind {
        case .object:
            for (key, member) in node.members where key != "query_location" {
                digest.add(key)
                digest.add(self.digest(of: member))
            }
        case .array:
            digest.add(node.count)
            for element in node.elements { digest.add(self.digest(of: element)) }
        default: digest.add(scalar: node)
        }
        return digest
    }
}

extension TreeDigest {
    mutating func add(scalar view: JSONView) {
        switch view.kind {
        case .string: view.stringBytes.map { add(bytes: $0) }
        case .bool: add(view.boolValue == true ? 1 : 0)
        case .int, .uint:
            add(1)
            add("\(view.uintValue.map { "\($0)" } ?? "\(view.intValue ?? 0)")")
        case .double: add("\(view.doubleValue ?? 0)")
        default: add(2)
        }
    }
}
