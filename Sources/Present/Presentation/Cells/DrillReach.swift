package import SemanticModel

/// Where a click on a cell can lead within its explore.
package enum DrillReach {
    /// The fields that take the place of a field, or show what it is made of.
    package static func fields(behind field: Field, in explore: Explore) -> Set<String> {
        switch field.category {
        case .measure: Set(field.drillFields)
        case .dimension: Set(Drills.targets(of: field, in: explore).map(\.name))
        case .filter, .parameter: []
        }
    }

    /// The fields by which a drill filters beside those of the question that it starts from.
    package static func filters(of field: Field) -> Set<String> {
        guard case .measure(let measure) = field.kind else { return [] }
        return Set(measure.filters.map(\.field))
    }
}
