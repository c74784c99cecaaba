package import QueryCompiler
internal import SemanticModel

/// Which columns of a result are what, by their places among the query's fields.
package struct ResultLayout: Sendable {
    /// Dimensions that are no pivots.
    package let rows: [Int]
    /// In the order of the query's pivots.
    package let pivots: [Int]
    /// What the statement returns beside dimensions.
    package let measures: [Int]
    /// Table calculations.
    package let calculations: Range<Int>

    package init(_ query: CompiledQuery) {
        let selected = query.fields[..<min(query.selected, query.fields.count)]
        let names = query.pivots.map(\.name)
        pivots = names.compactMap { name in selected.firstIndex { $0.name == name } }
        rows = selected.indices.filter { selected[$0].category != .measure && !names.contains(selected[$0].name) }
        measures = selected.indices.filter { selected[$0].category == .measure }
        calculations = selected.endIndex..<query.fields.count
    }
}
