package import JSON
package import LookML
package import ProductAnalytics

/// A chart's definition as text, with the places of its parts.
package struct ChartText: Sendable {
    /// As a content file says it; `nil` for a definition alone.
    package var title: String?
    package let definition: JSONValue
    /// Whether the file has nothing but the definition.
    package var isAlone = true
    private let node: ContentNode

    init(_ node: ContentNode, title: String?) {
        self.node = node
        self.title = title
        definition = node.json
    }

    /// Reads a file with one definition, or with charts and cohorts as `content` holds them, YAML or JSON.
    /// - Returns: Every chart of the file, and what is wrong with its form.
    package static func read(_ text: String, file: String) -> (charts: [ChartText], diagnostics: [Diagnostic]) {
        let problems = Problems(checksKeys: true)
        guard let root = YAMLReader.read(text, file: file, problems: problems), !root.isNull else {
            let start = SourceLocation(file: file, line: 1, column: 1)
            if problems.errorCount == 0 { problems.report("missing-key", "The file is empty.", at: start) }
            return ([], problems.diagnostics)
        }
        if root.elements?.isEmpty == true {
            problems.report("missing-key", "The list is empty: it has no chart.", at: root.location)
        }
        var charts: [ChartText] = []
        var cohorts: [CohortMention] = []
        for item in root.elements ?? [root] {
            if let members = ChartReader.members(of: item) {
                let read = ChartReader(problems: problems).read(members.id, members.rest, at: item.location)
                if let read { charts.append(read.text) }
            } else if item.member("cohort") != nil, item.member("chart") == nil {
                if let read = CohortReader(problems: problems).read(item) {
                    cohorts.append(read.text.cohortMention(owner: read.cohort.name))
                }
            } else {
                charts.append(ChartText(item, title: item.member("title")?.text))
            }
        }
        CohortMention.checkCircles(cohorts, problems: problems)
        return (charts, problems.diagnostics)
    }

    /// Whether the definition can be run, as far as its text tells.
    package func check() throws(ChartError) { _ = try ChartDefinition(definition) }

    /// What is wrong with a definition, at the places where it is written.
    package func diagnostics(_ error: ChartError, code: String = "bad-chart") -> [Diagnostic] {
        guard case .invalid(let problems) = error else {
            return [Diagnostic(code: code, message: error.description, location: node.location)]
        }
        return problems.map { problem in
            let path = problem.path.isEmpty ? "" : problem.path + ": "
            return Diagnostic(
                code: code, message: path + problem.message, location: location(of: problem.path))
        }
    }

    /// Where a text first stands that is one of these; the definition's own place if it has none.
    func location(ofAny texts: Set<String>) -> SourceLocation {
        var waiting = [node]
        while let next = waiting.popLast() {
            if let text = next.text, texts.contains(text) { return next.location }
            waiting += (next.elements ?? next.members?.map(\.value) ?? []).reversed()
        }
        return node.location
    }

    /// Where a part of the definition stands: `events[1].filters[0].op`. What is missing would stand in the part above.
    package func location(of path: String) -> SourceLocation {
        var place = node.location
        var current = node
        for part in path.split(separator: ".") {
            let names = part.split(separator: "[")
            guard let name = names.first else { return place }
            guard let member = current.members?.last(where: { $0.key == name }) else { return place }
            place = member.keyLocation
            current = member.value
            for index in names.dropFirst() {
                let elements = current.elements ?? []
                guard let number = Int(index.dropLast()), elements.indices.contains(number) else { return place }
                current = elements[number]
                place = current.location
            }
        }
        return place
    }
}
