/// Who may see something: users one of whose values of an attribute is among those allowed.
package struct AccessGrant: Sendable, Hashable {
    package var name: String
    package var userAttribute: String
    /// Compared as they are. None of them: nobody, as for a grant that could not be read.
    package var allowedValues: Set<String>

    package init(name: String, userAttribute: String, allowedValues: Set<String>) {
        self.name = name
        self.userAttribute = userAttribute
        self.allowedValues = allowedValues
    }

    /// Whether a user has it. An attribute of many values counts if one of them does.
    package func isHeld(by attributes: [String: [String]]) -> Bool {
        attributes[userAttribute]?.contains(where: allowedValues.contains) ?? false
    }
}

/// An explore before anybody was asked for grants: with everything that is behind one. It never leaves this module, so
/// that nothing but ``Model/explore(_:attributes:)`` can open it.
struct GuardedExplore: Sendable {
    /// What the explore itself asks for.
    var requiredGrants: [String]
    /// All views and fields in their order; each carries what it asks for.
    var views: [JoinedView]
    var fields: [Field]
    /// By full name, old names included.
    var fieldsByName: [String: Field]
    /// As the author wrote them.
    var alwaysJoin: [String]
    var quickStarts: [ExploreQueryText]
    var cancelGroupingFields: [String]
}

extension Model {
    /// Whether a user with these attributes has all of the grants. A grant that the model does not define is held by
    /// nobody.
    package func isAllowed(_ grants: [String], attributes: [String: [String]]) -> Bool {
        grants.allSatisfy { accessGrants[$0]?.isHeld(by: attributes) ?? false }
    }

    /// The same for attributes of one value each. The value is compared whole: a list in it is not taken apart.
    package func isAllowed(_ grants: [String], attributes: [String: String]) -> Bool {
        isAllowed(grants, attributes: attributes.mapValues { [$0] })
    }

    /// The explore as a user with these attributes may query it; `nil` when there is none for them. What they lack the
    /// grants for is not in it.
    package func explore(_ name: String, attributes: [String: [String]]) -> Explore? {
        let explore = table.map { $0.explore(name) } ?? explores.first { $0.name == name }
        return explore.flatMap { opened($0, attributes) }
    }

    package func explore(_ name: String, attributes: [String: String]) -> Explore? {
        explore(name, attributes: attributes.mapValues { [$0] })
    }

    /// The model as a user with these attributes may know it.
    package func opened(to attributes: [String: [String]]) -> Model {
        guard hasGuards else { return self }
        var model = self
        model.explores = (table?.all ?? explores).compactMap { opened($0, attributes) }
        return model
    }

    package func opened(to attributes: [String: String]) -> Model {
        opened(to: attributes.mapValues { [$0] })
    }

    /// The model as somebody knows it who has every grant: for those who check it, not for those who query it. What a
    /// grant guards that nobody can have stays closed.
    package func openedWhole() -> Model {
        var attributes: [String: [String]] = [:]
        for grant in accessGrants.values { attributes[grant.userAttribute, default: []] += grant.allowedValues }
        return opened(to: attributes)
    }

    /// Whether anything of the model is not for everybody.
    var hasGuards: Bool { mayHaveGuards && (table?.all ?? explores).contains { $0.guarded != nil } }

    private func opened(_ explore: Explore, _ attributes: [String: [String]]) -> Explore? {
        guard let guarded = explore.guarded else { return explore }
        guard isAllowed(guarded.requiredGrants, attributes: attributes) else { return nil }
        // Most fields ask for the same grants.
        var answers: [[String]: Bool] = [:]
        func isOpen(_ grants: [String]) -> Bool {
            if grants.isEmpty { return true }
            if let known = answers[grants] { return known }
            let answer = isAllowed(grants, attributes: attributes)
            answers[grants] = answer
            return answer
        }
        var opened = explore
        opened.guarded = nil
        opened.views = guarded.views.filter { isOpen($0.requiredGrants) }
        let fields = guarded.fields.filter { isOpen($0.requiredGrants) }
        opened.fieldsByName = guarded.fieldsByName.filter { isOpen($0.value.requiredGrants) }
        for name in opened.fieldsByName.keys { opened.supportingFields[name] = nil }
        opened.fields = fields
        opened.alwaysJoin = guarded.alwaysJoin
        opened.quickStarts = guarded.quickStarts
        opened.cancelGroupingFields = guarded.cancelGroupingFields
        opened.narrow()
        return opened
    }
}

extension Project {
    /// The project as somebody knows it who has every grant.
    package func openedWhole() -> Project {
        guard models.contains(where: \.hasGuards) else { return self }
        var project = self
        project.models = models.map { $0.openedWhole() }
        return project
    }

    /// The project as somebody knows it who may see the data of some models only: the others are not there.
    package func keepingModels(_ isOpen: (String) -> Bool) -> Project {
        guard !models.allSatisfy({ isOpen($0.name) }) else { return self }
        var project = self
        project.models.removeAll { !isOpen($0.name) }
        return project
    }

    /// The project as a user with these attributes may know it.
    package func opened(to attributes: [String: String]) -> Project {
        guard models.contains(where: \.hasGuards) else { return self }
        var project = self
        project.models = models.map { $0.opened(to: attributes) }
        return project
    }
}

extension Explore {
    /// Whether everybody may query it, if perhaps not all of it.
    var isOpen: Bool { guarded?.requiredGrants.isEmpty ?? true }

    /// Takes out of what fields and saved queries name whatever can't be queried.
    mutating func narrow() {
        let names = fieldsByName
        let aliases = Set(views.map(\.alias))
        let supporting = supportingFields
        // Fields that no query may name for other reasons may still help others.
        func isOpen(_ name: String) -> Bool { names[name] != nil || supporting[name]?.requiredGrants.isEmpty == true }
        fields = fields.map { field in
            var field = field
            field.drillFields = field.drillFields.filter { names[$0] != nil }
            var details = field.details
            if let name = details.orderByField, !isOpen(name) { details.orderByField = nil }
            if let name = details.labelFromParameter, !isOpen(name) { details.labelFromParameter = nil }
            details.requiredFields = details.requiredFields.filter(isOpen)
            if details.suggestions.explore == nil, let name = details.suggestions.dimension, names[name] == nil {
                details.suggestions.isSuggestable = false
            }
            if details != field.details { field.details = details }
            return field
        }
        for field in fields { fieldsByName[field.name] = field }
        for (name, field) in fieldsByName where name != field.name { fieldsByName[name] = fieldsByName[field.name] }
        alwaysJoin = alwaysJoin.filter(aliases.contains)
        quickStarts = quickStarts.filter { query in
            (query.fields + query.filters.map(\.field)).allSatisfy { names[$0] != nil }
        }
        cancelGroupingFields = cancelGroupingFields.filter { names[$0] != nil }
    }
}
