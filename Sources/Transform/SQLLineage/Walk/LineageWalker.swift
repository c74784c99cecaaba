import JSON
import Warehouse

/// Walks the tree of one SELECT from its tables to its output.
struct LineageWalker {
    let resolver: TableResolver
    var names = InputNames()
    private(set) var tables: [TableName] = []
    private var seenTables: Set<TableName> = []
    /// The first thing that could not be told.
    var problem: String?

    init(resolver: @escaping TableResolver) {
        self.resolver = resolver
    }

    mutating func note(_ table: TableName) {
        if seenTables.insert(table).inserted { tables.append(table) }
    }

    /// Walks a query of any kind.
    mutating func walk(
        query node: JSONView, parent: Scope?, commonTables: [String: CommonTable]
    ) -> QueryShape {
        var commonTables = commonTables
        for definition in node["cte_map"]?.list("map") ?? [] {
            guard let name = definition["key"]?.stringValue, let value = definition["value"] else { continue }
            commonTables[name.lowercased()] = CommonTable(
                query: value["query"]?.queryNode, aliases: value.texts("aliases"), parent: parent,
                commonTables: commonTables)
        }
        switch node.text("type") {
        case "SELECT_NODE":
            return walk(select: node, parent: parent, commonTables: commonTables)
        case "SET_OPERATION_NODE":
            return walk(setOperation: node, parent: parent, commonTables: commonTables)
        case "RECURSIVE_CTE_NODE":
            return walk(recursive: node, parent: parent, commonTables: commonTables)
        case "CTE_NODE":
            let name = node.text("cte_name") ?? ""
            commonTables[name.lowercased()] = CommonTable(
                query: node["query"]?.queryNode, aliases: node.texts("aliases"), parent: parent,
                commonTables: commonTables)
            guard let child = node["child"] else { return unknownQuery(node) }
            return walk(query: child.queryNode, parent: parent, commonTables: commonTables)
        default:
            return unknownQuery(node)
        }
    }

    private mutating func unknownQuery(_ node: JSONView) -> QueryShape {
        problem = problem ?? "A query of the kind \(node.text("type") ?? "?") is not read."
        return QueryShape(open: .made(InputSet()), rows: digest(of: node))
    }

    /// What reading a query under WITH gives.
    mutating func shape(of table: CommonTable) -> QueryShape {
        if let shape = table.shape { return shape }
        // A definition that reads itself without RECURSIVE is an error; an empty shape ends the circle.
        table.shape = QueryShape(open: .made(InputSet()), rows: TreeDigest("circle"))
        guard let query = table.query else { return QueryShape(rows: TreeDigest("nothing")) }
        var shape = walk(query: query, parent: table.parent, commonTables: table.commonTables)
        shape.nameApart()
        shape.rename(table.aliases)
        table.shape = shape
        return shape
    }

    private mutating func walk(
        setOperation node: JSONView, parent: Scope?, commonTables: [String: CommonTable]
    ) -> QueryShape {
        var branches = [node["left"], node["right"]].compactMap { $0 }
        if branches.isEmpty { branches = node.list("children") }
        let kind = node.text("setop_type") ?? "UNION"
        let isAll = node["setop_all"]?.boolValue ?? true
        var result: QueryShape?
        for branch in branches {
            let next = walk(query: branch.queryNode, parent: parent, commonTables: commonTables)
            guard let first = result else {
                result = next
                continue
            }
            result = combine(first, next, kind: kind, isAll: isAll)
        }
        var shape = result ?? QueryShape(rows: TreeDigest("nothing"))
        apply(
            modifiersOf: node, to: &shape,
            scope: Scope(FromItem(rows: shape.rows), parent: parent, commonTables: commonTables))
        return shape
    }

    private func combine(_ left: QueryShape, _ right: QueryShape, kind: String, isAll: Bool) -> QueryShape {
        var result = left
        result.conditions.formUnion(right.conditions)
        result.rows = TreeDigest("set operation")
        result.rows.add(kind)
        result.rows.add(isAll ? 1 : 0)
        result.rows.add(left.rows)
        result.rows.add(right.rows)
        switch kind {
        case "UNION", "UNION_BY_NAME":
            result.rowSources.formUnion(right.rowSources)
            let byName = kind == "UNION_BY_NAME" || left.open != nil || right.open != nil
            for (place, column) in right.columns.enumerated() {
                let own =
                    byName
                    ? result.columns.firstIndex { $0.name.lowercased() == column.name.lowercased() }
                    : (place < result.columns.count ? place : nil)
                guard let own else {
                    if byName { result.columns.append(column) }
                    continue
                }
                result.columns[own].value.inputs.formUnion(column.value.inputs)
                var digest = TreeDigest("branches")
                digest.add(result.columns[own].value.digest)
                digest.add(column.value.digest)
                result.columns[own].value.digest = digest
            }
            let open = [left.open, right.open].compactMap { $0 }
            result.open = open.isEmpty ? nil : .all(open)
        default:
            // EXCEPT and INTERSECT return rows of the left that the right decides on.
            for column in right.columns { result.conditions.formUnion(column.value.inputs) }
        }
        if !isAll || kind == "EXCEPT" || kind == "INTERSECT" {
            for column in left.columns + right.columns { result.rows.add(column.value.digest) }
        }
        return result
    }

    /// The first branch gives the columns; the second is read until it adds nothing to what they are made from.
    private mutating func walk(
        recursive node: JSONView, parent: Scope?, commonTables: [String: CommonTable]
    ) -> QueryShape {
        guard let left = node["left"], let right = node["right"] else {
            return QueryShape(open: .made(InputSet()), rows: digest(of: node))
        }
        var result = walk(query: left.queryNode, parent: parent, commonTables: commonTables)
        result.nameApart()
        result.rename(node.texts("aliases"))
        var rows = TreeDigest("recursive")
        rows.add(node.flag("union_all") ? 1 : 0)
        rows.add(result.rows)
        let isAll = node.flag("union_all")
        for round in 0..<8 {
            let own = CommonTable(query: nil, aliases: [], parent: parent, commonTables: commonTables)
            var seen = result
            seen.rows = TreeDigest("recursion")
            for place in seen.columns.indices {
                seen.columns[place].value.digest = TreeDigest("recursion")
                seen.columns[place].value.digest.add(place)
            }
            own.shape = seen
            var visible = commonTables
            if let name = node.text("cte_name") { visible[name.lowercased()] = own }
            let next = walk(query: right.queryNode, parent: parent, commonTables: visible)
            var hasChanged = false
            for place in result.columns.indices where place < next.columns.count {
                let before = result.columns[place].value.inputs
                let after = before.union(next.columns[place].value.inputs)
                if !after.isSame(as: before) { hasChanged = true }
                result.columns[place].value.inputs = after
                guard round == 0 else { continue }
                var digest = TreeDigest("recursive column")
                digest.add(result.columns[place].value.digest)
                digest.add(next.columns[place].value.digest)
                result.columns[place].value.digest = digest
                if !isAll { rows.add(digest) }
            }
            result.conditions.formUnion(next.conditions)
            result.rowSources.formUnion(next.rowSources)
            if round == 0 { rows.add(next.rows) }
            if !hasChanged { break }
        }
        result.rows = rows
        return result
    }
}
