/// What the naming rules say of one thing.
package struct NamingFinding: Sendable, Hashable {
    package var kind: String
    package var id: String
    package var title: String
    package var rule: NamingRule
    /// The title that would be better; `nil` where a person has to find one.
    package var suggestion: String?
}

/// A thing with a name.
package struct NamedThing: Sendable, Hashable {
    package var kind: String
    package var id: String
    package var title: String
    package var description: String
    /// Things of one folder have to have different titles.
    package var folder: String

    package init(kind: String, id: String, title: String, description: String, folder: String) {
        self.kind = kind
        self.id = id
        self.title = title
        self.description = description
        self.folder = folder
    }
}

/// Looks at the names of everything at once, since a name is good or bad beside others.
package enum NamingCheck {
    /// In the order of the things, for each in the order of the rules. A suggestion is never the title of something else in
    /// the same folder.
    package static func findings(_ things: [NamedThing], rules: Set<NamingRule> = Set(NamingRule.allCases))
        -> [NamingFinding]
    {
        var titles: [Place: Int] = [:]
        for thing in things { titles[Place(thing, thing.title), default: 0] += 1 }
        var findings: [NamingFinding] = []
        for thing in things {
            for rule in NamingRule.allCases where rules.contains(rule) {
                func add(_ suggestion: String?) {
                    findings.append(
                        NamingFinding(
                            kind: thing.kind, id: thing.id, title: thing.title, rule: rule, suggestion: suggestion))
                }
                switch rule {
                case .duplicateTitle: if titles[Place(thing, thing.title), default: 0] > 1 { add(nil) }
                case .missingDescription:
                    if thing.description.allSatisfy(\.isWhitespace) { add(nil) }
                default:
                    guard let correction = rule.correction(of: thing.title) else { continue }
                    let isTaken = titles[Place(thing, correction), default: 0] > 0
                    // A correction that differs in case or blanks only is the thing's own title to the comparison.
                    let isOwn = Place(thing, correction) == Place(thing, thing.title)
                    add(correction == thing.title || (isTaken && !isOwn) ? nil : correction)
                }
            }
        }
        return findings
    }

    private struct Place: Hashable {
        var kind: String
        var folder: String
        var key: String

        init(_ thing: NamedThing, _ title: String) {
            kind = thing.kind
            folder = thing.folder
            key = SearchWords(title).key
        }
    }
}
