package import JSON
package import SemanticModel

/// The parts of an explore as Looker's API names them (`LookmlModelExplore`).
package enum ExploreDescription {
    /// `always_filter`, and `conditionally_filter`.
    package static func filters(_ filters: [FieldFilterText]) -> JSONValue {
        .array(filters.map { ["name": .string($0.field), "value": .string($0.expression)] })
    }

    /// Fields that are good to filter by: primary keys, and those that lift a conditional filter.
    package static func indexFields(_ explore: Explore) -> JSONValue {
        var names = explore.fields.filter(\.primaryKey).map(\.name)
        for name in explore.conditionalFilter?.unless ?? [] where !names.contains(name) { names.append(name) }
        return .array(names.map(JSONValue.string))
    }

    /// Old names of fields, by which saved content still finds them.
    package static func aliases(_ explore: Explore) -> JSONValue {
        let old = explore.fieldsByName.filter { $0.key != $0.value.name }.sorted { $0.key < $1.key }
        return .array(old.map { ["name": .string($0.key), "value": .string($0.value.name)] })
    }

    /// The queries that the explore offers to begin with. Looker's API has no place for them; `url` is the path of the
    /// explore's page with the query in it.
    package static func quickStarts(_ explore: Explore, model: String) -> JSONValue {
        .array(
            explore.quickStarts.map { query in
                let url = ExploreURL(
                    model: model, explore: explore.name, fields: query.fields,
                    filters: query.filters.map { (field: $0.field, expression: $0.expression) }, sorts: query.sorts,
                    pivots: query.pivots, limit: query.limit ?? ExploreURL.usualLimit,
                    timezone: query.timezone)
                return [
                    "name": .string(query.name), "label": .string(query.title),
                    "description": JSONValue(query.description), "url": .string(url.path),
                ]
            })
    }

    package static func joins(_ explore: Explore, showsSQL: Bool) -> JSONValue {
        .array(
            explore.views.compactMap { view in
                guard let join = view.join else { return nil }
                let template = join.on ?? join.rawClause
                var dependent: [String] = []
                for case .field(let name) in template?.parts ?? [] where !dependent.contains(name) {
                    dependent.append(name)
                }
                return [
                    "name": .string(view.alias),
                    "from": view.view == view.alias ? .null : .string(view.view),
                    "type": .string(join.kind.rawValue),
                    "relationship": .string(join.relationship.rawValue),
                    "sql_on": showsSQL ? JSONValue(join.on?.text) : .null,
                    "sql_table_name": .null,
                    "foreign_key": .null,
                    "fields": .array(
                        explore.fields.filter { $0.view == view.alias }.map { .string($0.name) }),
                    "required_joins": .array(join.requiredJoins.map(JSONValue.string)),
                    "view_label": .string(view.label),
                    "outer_only": .bool(join.isOuterOnly),
                    "dependent_fields": .array(dependent.map(JSONValue.string)),
                ]
            })
    }

    /// The types that a custom measure on a dimension may have, by the dimension's type.
    package static let supportedMeasureTypes: JSONValue = {
        let counted = ["count_distinct", "list"]
        let compared = ["count_distinct", "list", "max", "min"]
        let computed = ["average", "count_distinct", "list", "max", "median", "min", "percentile", "sum"]
        let types: [(String, [String])] = [
            ("string", counted), ("zipcode", counted), ("tier", counted), ("yesno", counted), ("location", counted),
            ("number", computed), ("distance", computed), ("duration", computed), ("date", compared),
            ("date_date", compared), ("date_time", compared),
        ]
        return .array(
            types.map {
                ["dimension_type": .string($0.0), "measure_types": .array($0.1.map(JSONValue.string))]
            })
    }()
}
