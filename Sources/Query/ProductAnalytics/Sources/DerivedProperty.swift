package import SQL

/// A property that is computed from others of the same event, before any filter looks at it.
package struct DerivedProperty: Sendable {
    package let name: String
    /// What it means, for people; empty if nobody said it.
    package let description: String
    /// The properties that it is computed from; none of them is derived.
    package let reads: [PropertyReference]
    /// What comes of them.
    let computed: @Sendable (_ read: [PropertyReference: EventProperty], Dialect) throws(ChartError) -> EventProperty

    package init(
        name: String, description: String, reads: [PropertyReference],
        computed: @escaping @Sendable ([PropertyReference: EventProperty], Dialect) throws(ChartError) -> EventProperty
    ) {
        self.name = name
        self.description = description
        self.reads = reads
        self.computed = computed
    }

    package var reference: PropertyReference { .derived(name) }
}

extension CanonicalEvents {
    /// The columns that properties are computed from, by name: whether they hold numbers.
    package static let columns = Dictionary(
        textColumns.union(["event_type"]).map { ($0, false) } + numberColumns.union(["revenue"]).map { ($0, true) },
        uniquingKeysWith: { first, _ in first })

    func derivedProperty(_ name: String) throws(ChartError) -> EventProperty {
        guard let derived = derivedProperties[name] else {
            let written = PropertyReference.derived(name).description
            let known = derivedProperties.values.map(\.reference.description)
            throw .unknown(
                [written],
                "There is no derived property \(name). soundings.yaml lists them under analytics.derived_properties."
                    + NearestWord.question(written, among: known))
        }
        var read: [PropertyReference: EventProperty] = [:]
        for reference in derived.reads { read[reference] = try property(reference) }
        return try derived.computed(read, dialect)
    }

    /// What a property is read from.
    func sources(of property: PropertyReference) -> [PropertyReference] {
        guard case .derived(let name) = property else { return [property] }
        return derivedProperties[name]?.reads ?? []
    }
}
