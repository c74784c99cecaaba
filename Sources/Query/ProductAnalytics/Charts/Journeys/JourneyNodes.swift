internal import JSON

/// What the nodes of journeys are: which events are seen, and what each is called.
package struct JourneyNodes: Hashable, Sendable {
    /// Events called by their type and the value of a property: `view: /a`.
    package struct Expansion: Hashable, Sendable {
        package var event: EventSelection
        package var property: PropertyReference

        package init(event: EventSelection, property: PropertyReference) {
            self.event = event
            self.property = property
        }
    }

    /// Gives all names that match a pattern another one, or hides them.
    package struct Rule: Hashable, Sendable {
        /// `*` is any run without `/`, `**` any run, `?` one character.
        package var pattern: String
        /// `nil` hides the node.
        package var name: String?

        package init(_ pattern: String, name: String?) {
            self.pattern = pattern
            self.name = name
        }
    }

    /// What names a node: the event's type, or a property.
    package var name: PropertyReference
    package var expansions: [Expansion]
    /// Events that are seen. The chart's own events always are.
    package var included: [EventSelection]
    package var excluded: [EventSelection]
    /// The first that matches is taken.
    package var rules: [Rule]

    package init(
        name: PropertyReference = .eventType, expansions: [Expansion] = [], included: [EventSelection] = [.anyActive],
        excluded: [EventSelection] = [], rules: [Rule] = []
    ) {
        self.name = name
        self.expansions = expansions
        self.included = included
        self.excluded = excluded
        self.rules = rules
    }

    /// What is said of events with a breakdown.
    static let insteadOfBreakdown =
        "Journeys have no breakdown: leave group_by out, and name nodes by a property with expand or nodes."

    init(_ reader: inout DefinitionReader) {
        name = reader.text("nodes").map(PropertyReference.init) ?? .eventType
        expansions = reader.objects("expand") { item in
            let property = item.text("property") ?? ""
            if property.isEmpty { item.report("property", "Name the property, such as event.page.") }
            let event = item.undividedEvent("event", Self.insteadOfBreakdown)
            return Expansion(event: event ?? .any, property: PropertyReference(property))
        }
        let included = reader.undividedEvents("include", Self.insteadOfBreakdown)
        let hidesInactive = reader.flag("hide_inactive", or: true)
        self.included = included.isEmpty ? [hidesInactive ? .anyActive : .any] : included
        excluded = reader.undividedEvents("exclude", Self.insteadOfBreakdown)
        rules = reader.objects("rules") { item in
            let pattern = item.text("match") ?? ""
            if pattern.isEmpty { item.report("match", "Say the pattern, such as /product/*.") }
            let name = item.text("name")
            if item.flag("hide") == (name != nil) {
                item.report("name", "Say the name that the nodes get, or \"hide\": true.")
            }
            return Rule(pattern, name: name)
        }
        if expansions.count > 10 { reader.report("expand", "At most 10 kinds of events can be expanded.") }
        if expansions.count + self.included.count + excluded.count > 40 {
            reader.report("include", "At most 40 selections of events in one chart of journeys.")
        }
    }

    var words: String {
        var words = name == .eventType ? "events by type" : "events by \(name)"
        for expansion in expansions { words += ", \(expansion.event.words) with \(expansion.property)" }
        words += "; seen: " + included.map(\.words).joined(separator: ", ")
        if !excluded.isEmpty { words += "; hidden: " + excluded.map(\.words).joined(separator: ", ") }
        if !rules.isEmpty { words += "; \(rules.count) rules for names" }
        return words
    }
}
