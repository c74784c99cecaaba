import JSON

extension LineageWalker {
    /// What a column's name, in parts, stands for, from the nearest query outwards.
    mutating func resolve(_ parts: [String], in scope: Scope) -> Value {
        let lowered = parts.map { $0.lowercased() }
        var depth = 0
        var current: Scope? = scope
        while let here = current {
            if var value = find(lowered, in: here) {
                if depth > 0 {
                    var digest = TreeDigest("outer")
                    digest.add(depth)
                    digest.add(value.digest)
                    value.digest = digest
                    value.isAggregate = false
                }
                return value
            }
            depth += 1
            current = here.parent
        }
        var digest = TreeDigest("unknown name")
        for part in lowered { digest.add(part) }
        return Value(digest: digest)
    }

    /// A column of FROM with this name that is known to exist.
    func knownColumn(_ name: String, in scope: Scope) -> Value? {
        if let merged = scope.item.merged[name] { return merged }
        for (place, relation) in scope.item.relations.enumerated() {
            if let column = relation.column(name) { return reference(column.value, place, in: scope.item) }
        }
        return nil
    }

    /// What a name stands for in this query alone: `schema.table.column`, `table.column`, `column`, each with fields of
    /// a struct behind it, a name given in SELECT, or a table for its whole row.
    mutating func find(_ parts: [String], in scope: Scope) -> Value? {
        let relations = scope.item.relations
        if parts.count >= 3,
            let place = relations.firstIndex(where: { $0.isNamed(parts[1], schema: parts[0]) }),
            let value = column(parts[2], place, in: scope.item)
        {
            return field(parts.dropFirst(3), of: value)
        }
        if parts.count >= 2, let place = relations.firstIndex(where: { $0.isNamed(parts[0]) }),
            let value = column(parts[1], place, in: scope.item)
        {
            return field(parts.dropFirst(2), of: value)
        }
        if let value = knownColumn(parts[0], in: scope) { return field(parts.dropFirst(), of: value) }
        if let value = scope.aliases[parts[0]] { return field(parts.dropFirst(), of: value) }
        if parts.count == 1, let place = relations.firstIndex(where: { $0.isNamed(parts[0]) }) {
            return wholeRow(of: relations[place], place)
        }
        let open = relations.compactMap(\.open)
        guard !open.isEmpty, parts.count > 1 || !EngineFunctions.withoutParentheses.contains(parts[0]) else {
            return nil
        }
        var digest = TreeDigest("open name")
        digest.add(parts[0])
        let value = Value(inputs: inputs(parts[0], from: open.count == 1 ? open[0] : .oneOf(open)), digest: digest)
        return field(parts.dropFirst(), of: value)
    }

    private mutating func column(_ name: String, _ place: Int, in item: FromItem) -> Value? {
        let relation = item.relations[place]
        if let column = relation.column(name) { return reference(column.value, place, in: item) }
        guard let open = relation.open else { return nil }
        var digest = TreeDigest("open name")
        if item.relations.count > 1 { digest.add(place) }
        digest.add(name)
        return Value(inputs: inputs(name, from: open), digest: digest)
    }

    /// A column seen through a relation: two readings of one table are two things.
    func reference(_ value: Value, _ place: Int, in item: FromItem) -> Value {
        guard item.relations.count > 1 else { return Value(inputs: value.inputs, digest: value.digest) }
        var digest = TreeDigest("column")
        digest.add(place)
        digest.add(value.digest)
        return Value(inputs: value.inputs, digest: digest)
    }

    private func field(_ names: ArraySlice<String>, of value: Value) -> Value {
        guard !names.isEmpty else { return value }
        var digest = TreeDigest("field")
        digest.add(value.digest)
        for name in names { digest.add(name) }
        return Value(inputs: value.inputs.raised(to: .computed), digest: digest)
    }

    private mutating func wholeRow(of relation: Relation, _ place: Int) -> Value {
        var row = Value(digest: TreeDigest("row"))
        row.digest.add(place)
        for column in relation.columns {
            row.inputs.formUnion(column.value.inputs)
            row.digest.add(column.value.digest)
        }
        if let open = relation.open { row.inputs.formUnion(allInputs(of: open)) }
        row.inputs = row.inputs.raised(to: .computed)
        return row
    }

    /// What the column `name` of something with unknown columns is made from.
    private mutating func inputs(_ name: String, from open: OpenColumns) -> InputSet {
        switch open {
        case .table(let table): return InputSet(names.number(of: .column(name), in: table))
        case .made(let inputs): return inputs
        case .oneOf(let candidates):
            if candidates.count == 1 { return inputs(name, from: candidates[0]) }
            var result = InputSet()
            for candidate in candidates { result.formUnion(allInputs(of: candidate)) }
            return result
        case .all(let branches):
            var result = InputSet()
            for branch in branches { result.formUnion(inputs(name, from: branch)) }
            return result
        }
    }

    mutating func allInputs(of open: OpenColumns) -> InputSet {
        switch open {
        case .table(let table): return InputSet(names.number(of: .unknown, in: table))
        case .made(let inputs): return inputs
        case .oneOf(let parts), .all(let parts):
            var result = InputSet()
            for part in parts { result.formUnion(allInputs(of: part)) }
            return result
        }
    }
}
