import LookML

/// `extends` of LookML dashboards: the parent's keys below the child's own, filters and elements merged by name. One with
/// `extension: required` is there to be extended and is not shown.
struct DashboardExtension {
    /// The dashboards of one model, by name.
    var dashboards: [String: [ContentNode.Member]]
    /// Those of the file that is being read.
    var problems = Problems()
    /// Parents of parents, at most.
    private static let depth = 32
    /// Elements that may still be inherited: a line of text can inherit a whole dashboard.
    private var elementsLeft = 50_000
    /// What has been merged, so that parents shared by many are merged once.
    private var done: [String: [ContentNode.Member]] = [:]

    init(dashboards: [String: [ContentNode.Member]]) { self.dashboards = dashboards }

    /// The members of `name` with those of its parents under them.
    mutating func merged(_ name: String, visiting: [String] = []) -> [ContentNode.Member] {
        if let done = done[name] { return done }
        let own = dashboards[name] ?? []
        guard let parents = own.last(where: { $0.key == "extends" })?.value else { return own }
        var merged: [ContentNode.Member] = []
        for (parent, location) in parentNames(parents) {
            if visiting.contains(parent) || parent == name {
                let circle = (visiting + [name, parent]).joined(separator: " → ")
                problems.report("extends-cycle", "Dashboards extend each other in a circle: \(circle).", at: location)
            } else if dashboards[parent] == nil {
                problems.report(
                    "unknown-dashboard", "There is no dashboard `\(parent.prefix(80))` to extend.", at: location,
                    suggestion: problems.suggestion(for: parent, among: dashboards.keys))
            } else if visiting.count >= Self.depth || elementsLeft <= 0 {
                problems.report("extends-limit", "Too much is inherited here by `extends`.", at: location)
            } else {
                merged = merge(self.merged(parent, visiting: visiting + [name]), over: merged)
                elementsLeft -= 1 + (merged.last { $0.key == "elements" }?.value.elements?.count ?? 0)
            }
        }
        // What a parent says about being extended doesn't pass to its children.
        merged.removeAll { ["extends", "extension", "preferred_slug", "slug"].contains($0.key) }
        let result = merge(own, over: merged).filter { $0.key != "extends" }
        done[name] = result
        return result
    }

    private func parentNames(_ node: ContentNode) -> [(String, SourceLocation)] {
        if let text = node.text { return [(text, node.location)] }
        return (node.elements ?? []).compactMap { element in element.text.map { ($0, element.location) } }
    }

    private func merge(_ upper: [ContentNode.Member], over lower: [ContentNode.Member]) -> [ContentNode.Member] {
        var result = lower
        for member in upper {
            guard let place = result.firstIndex(where: { $0.key == member.key }) else {
                result.append(member)
                continue
            }
            if member.key == "filters" || member.key == "elements" {
                result[place].value = mergeByName(member.value, over: result[place].value)
            } else {
                result[place] = member
            }
        }
        return result
    }

    private func mergeByName(_ upper: ContentNode, over lower: ContentNode) -> ContentNode {
        guard let upperElements = upper.elements, var elements = lower.elements else { return upper }
        let places = Dictionary(
            elements.indices.compactMap { place in elements[place].member("name")?.text.map { ($0, place) } },
            uniquingKeysWith: { first, _ in first })
        for element in upperElements {
            if let place = element.member("name")?.text.flatMap({ places[$0] }), let own = element.members,
                let inherited = elements[place].members
            {
                elements[place] = ContentNode(.mapping(merge(own, over: inherited)), at: element.location)
            } else {
                elements.append(element)
            }
        }
        return ContentNode(.sequence(elements), at: upper.location)
    }
}
