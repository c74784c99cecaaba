package import JSON

/// A saved set of people or groups.
package struct Cohort: Sendable, Hashable {
    package enum Content: Sendable, Hashable {
        /// Worked out from what people did.
        case dynamic(CohortDefinition)
        case list(CohortList)
    }

    package var name: String
    /// Whom it holds.
    package var unit: EventRequest.Unit
    /// Whose events it is about; `nil` is what the chart reads in which it stands.
    package var source: ChartDefinition.SourceName?
    package var content: Content

    package init(
        name: String, unit: EventRequest.Unit = .person, source: ChartDefinition.SourceName? = nil, _ content: Content
    ) {
        self.name = name
        self.unit = unit
        self.source = source
        self.content = content
    }

    /// `{"name": …, "count_by": "person", "all_of": […]}`, or a list: `{"name": …, "people": [17, 23]}`,
    /// `{"name": …, "user_ids": ["amy"]}`, `{"name": …, "count_by": "company", "groups": ["acme"]}`. `source` as of charts.
    /// - Throws: ``ChartError/invalid(_:)`` with all that is wrong with it.
    package init(_ definition: JSONValue) throws(ChartError) {
        var reader = DefinitionReader(definition)
        name = reader.text("name") ?? ""
        if name.isEmpty { reader.report("name", "Name the cohort.") }
        unit = reader.text("count_by").flatMap { $0 == "person" ? nil : .group(type: $0) } ?? .person
        source = reader.source()
        let lists = CohortList.Kind.allCases.filter { reader.has($0.rawValue) }
        if let kind = lists.first {
            if lists.count > 1 { reader.report(lists[1].rawValue, "A list holds ids of one kind.") }
            if (kind == .groups) == (unit == .person) {
                reader.report(
                    kind.rawValue,
                    kind == .groups
                        ? "Say in count_by of which type the groups are." : "A cohort of groups lists groups.")
            }
            content = .list(CohortList(kind, reader.ids(kind.rawValue)))
        } else {
            content = .dynamic(reader.cohortDefinition())
        }
        reader.reportUnknownKeys()
        guard reader.allProblems.isEmpty else { throw .invalid(reader.allProblems) }
    }

    /// Who is in it, in words.
    package var words: String {
        switch content {
        case .dynamic(let definition): definition.words
        case .list(let list):
            switch list.kind {
            case .people: "a list of \(list.ids.count) people"
            case .users: "a list of \(list.ids.count) user ids"
            case .groups: "a list of \(list.ids.count) \(unit.plural)"
            }
        }
    }
}

/// A list of ids as somebody gave them.
package struct CohortList: Sendable, Hashable {
    package enum Kind: String, Sendable, Hashable, CaseIterable {
        /// Numbers of people; of somebody who was merged any number will do.
        case people
        case users = "user_ids"
        /// Names of groups.
        case groups
    }

    package var kind: Kind
    package var ids: [String]

    package init(_ kind: Kind, _ ids: [String]) {
        self.kind = kind
        self.ids = ids
    }
}

extension DefinitionReader {
    /// Texts or whole numbers.
    fileprivate mutating func ids(_ key: String) -> [String] {
        guard let value = value(key) else { return [] }
        let ids = value.arrayValue?.map { $0.stringValue ?? $0.intValue.map { String($0) } }
        guard let ids, !ids.contains(nil) else {
            report(key, "This has to be a list of ids.")
            return []
        }
        return ids.compactMap { $0 }
    }
}
