import QueryCompiler
import SQLLineage
import SemanticModel

extension LineageGraphBuilder {
    /// The fields of every explore, by the SQL that queries on them become.
    /// - Parameter only: As `model::explore`; `nil` for all.
    mutating func addExplores(of project: Project, only: Set<String>? = nil) async {
        for model in project.models {
            for explore in model.explores where only?.contains(Self.key(explore)) ?? true {
                await add(explore, of: project)
            }
        }
    }

    private mutating func add(_ explore: Explore, of project: Project) async {
        let node = LineageNode.explore(model: explore.model, explore: explore.name)
        graph.describe(node, LineageDetails(title: explore.label, path: explore.location.file))
        let selectable = explore.fields.filter { $0.category == .dimension || $0.category == .measure }
        fields[Self.key(explore)] = Set(explore.fields.map(\.name))
        for view in explore.views {
            let own = selectable.filter { $0.view == view.alias }
            for category in [Field.Category.dimension, .measure] {
                await add(own.filter { $0.category == category }[...], explore: explore, project: project)
            }
            if let first = own.first { await addConditions(of: first, explore: explore, project: project) }
        }
        for field in selectable {
            graph.describe(
                .field(model: explore.model, explore: explore.name, field: field.name),
                LineageDetails(title: field.label, path: field.location.file))
        }
    }

    static func key(_ explore: Explore) -> String { "\(explore.model)::\(explore.name)" }

    private func statement(_ names: [String], explore: Explore, project: Project) -> CompiledQuery? {
        let query = ExploreQuery(
            model: explore.model, explore: explore.name, fields: names, sorts: [], limit: nil)
        return try? QueryCompiler.compile(query, project: project, context: context, dialect: dialect)
    }

    /// Many fields share a query; where one of them can't be compiled, they are halved until it stands alone.
    private mutating func add(_ some: ArraySlice<Field>, explore: Explore, project: Project) async {
        guard !some.isEmpty else { return }
        guard some.count <= Self.fieldsAtOnce,
            let compiled = statement(some.map(\.name), explore: explore, project: project)
        else {
            guard some.count > 1 else { return }
            let middle = some.startIndex + some.count / 2
            await add(some[..<middle], explore: explore, project: project)
            await add(some[middle...], explore: explore, project: project)
            return
        }
        let lineage = await reader.lineage(of: compiled.sql, tables: graph.register.resolver)
        let node = LineageNode.explore(model: explore.model, explore: explore.name)
        for table in lineage.tables { graph.connect(.table(graph.register.enter(table)), .reads, to: node) }
        for (field, column) in zip(compiled.fields.prefix(compiled.selected), lineage.columns) {
            let target = LineageNode.field(model: explore.model, explore: explore.name, field: field.name)
            for input in column.inputs { connect(input.inField, to: target) }
        }
    }

    /// A query's text grows with its fields, and the whole of it is lost where one of them is wrong.
    private static let fieldsAtOnce = 60

    /// What joins and the explore's own filters stand on: conditions of a query on one field of the view, without those
    /// that are there since the field is grouped by.
    private mutating func addConditions(of field: Field, explore: Explore, project: Project) async {
        guard let compiled = statement([field.name], explore: explore, project: project) else { return }
        let lineage = await reader.lineage(of: compiled.sql, tables: graph.register.resolver)
        let grouped = Set((lineage.columns.first?.inputs ?? []).map { PartOfTable($0) })
        let node = LineageNode.explore(model: explore.model, explore: explore.name)
        for condition in lineage.conditions where condition.column != nil && !grouped.contains(PartOfTable(condition)) {
            connect(condition, to: node)
        }
    }

    private struct PartOfTable: Hashable {
        var table: String
        var part: LineageInput.Part

        init(_ input: LineageInput) {
            table = input.table.description
            part = input.part
        }
    }
}

extension LineageInput {
    /// For a field, a column under another name is no news: the view has given it one.
    fileprivate var inField: LineageInput {
        var input = self
        if use == .renamed { input.use = .copied }
        return input
    }
}
