/// Who uses what: fields in the SQL of others, in joins, filters, sets and lists; views in explores and tables; explores in
/// derived tables and tests.
///
/// What stands in the text of Liquid counts too, whether or not a query gets there.
package struct UsageIndex: Sendable {
    private struct Key: Hashable {
        var model: String
        var target: Use.Target
    }

    private var uses: [Key: Set<Use>] = [:]

    /// - Parameter definitions: The project's texts, for what the resolved project no longer holds: sets, lists of fields,
    ///   `extends`.
    package init(_ project: Project, definitions: ProjectDefinitions? = nil) {
        for model in project.openedWhole().models {
            var collector = UsageCollector(model: model)
            collector.collect()
            if let definitions { collector.collect(definitions) }
            for (target, found) in collector.uses { uses[Key(model: model.name, target: target)] = found }
        }
    }

    /// Adds a use that is none of the model's own, such as a Look's.
    package mutating func add(_ use: Use, of target: Use.Target) {
        uses[Key(model: use.model, target: target), default: []].insert(use)
    }

    /// By place.
    /// - Parameter model: The name of a model; a view may be in several.
    package func uses(of target: Use.Target, in model: String) -> [Use] {
        (uses[Key(model: model, target: target)] ?? []).sorted { left, right in
            (left.location, left.user.rawValue, left.name, left.parameter)
                < (right.location, right.user.rawValue, right.name, right.parameter)
        }
    }
}
