internal import QueryCompiler
internal import Warehouse

extension TableBuilder {
    /// The name under which a table is published (`publish_as_db_view`): model and view. `nil` when it is not, and when
    /// something else has the name.
    func viewName(of definition: TableDefinition) async throws(WarehouseError) -> String? {
        guard definition.storage.isPublished, case .derivedTable(let view) = definition.subject else { return nil }
        let name = definition.model + "_" + view
        if entries.values.contains(where: { $0.publishedAs == name && $0.key != definition.key && $0.table != nil }) {
            note("The view `\(settings.schema).\(name)` shows another table of `\(view)` already.")
            return nil
        }
        let present = try await warehouse.tables()
        guard !present.contains(where: { $0.name.schema == settings.schema && $0.name.name == name && !$0.isView })
        else {
            note(
                problem:
                    "`\(definition.name)` can't be published: there is a table `\(settings.schema).\(name)` already."
            )
            return nil
        }
        return name
    }
}
