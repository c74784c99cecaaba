import LookML

/// `extends` of LookML dashboards: the parent's keys below the child's own, filters and elements merged by name. One with
/// `extension: required` is there to be extended and is not shown.
struct DashboardExtension {
    /// The dashboards of one model, by name.
    var dashboards: [String: [ContentNode.Member]]
    let problems: Problems
    /// What has been merged, so that parents shared by many are merged once.
    private var done: [String: [ContentNode.Member]] = [:]

    init(dashboards: [String: [ContentNode.Member]], problems: Problems) {
        self.dashboards = dashboards
        self.problems = problems
    }

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
                    suggestion: Nearest.name(to: parent, among: dashboards.keys))
            } else if visiting.count < 32 {
                merged = merge(self.merged(parent, visiting: visiting + [name]), over: merged)
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
        for element in upperElements {
            let name = element.member("name")?.text
            let place = name.flatMap { name in elements.firstIndex { $0.member("name")?.text == name } }
            if let place, let own = element.members, let inherited = elements[place].members {
                elements[place] = ContentNode(.mapping(merge(own, over: inherited)), at: element.location)
            } else {
                elements.append(element)
            }
        }
        return ContentNode(.sequence(elements), at: upper.location)
    }
}
