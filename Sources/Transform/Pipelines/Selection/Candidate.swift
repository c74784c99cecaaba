/// What selection looks at, of any node.
struct Candidate: Sendable {
    var id: NodeID
    var type: ResourceType
    var name: String
    var project: String
    var fullName: [String]
    var path: String
    var tags: [String]
    var owners: [String] = []
    var testName: String?
    var sourceName: String?

    static func all(of project: PipelineProject) -> [Candidate] {
        var found: [Candidate] = []
        found.reserveCapacity(project.models.count + project.tests.count + project.sources.count)
        for model in project.models.values {
            found.append(
                Candidate(
                    id: model.id, type: model.type, name: model.name, project: model.project,
                    fullName: model.fullName, path: model.path, tags: model.settings.tags,
                    owners: model.properties.owner.map { [$0] } ?? []))
        }
        for test in project.tests.values {
            let folders = test.path.split(separator: "/").dropFirst().dropLast().map(String.init)
            var candidate = Candidate(
                id: test.id, type: .test, name: test.name, project: test.project,
                fullName: [test.project] + folders + [test.name], path: test.path, tags: test.settings.tags)
            if case .generic(let generic) = test.definition {
                candidate.testName = generic.name
                // Tests have the tags of the columns that they stand at.
                if let column = generic.column, let owner = test.attachedTo {
                    let columns = project.models[owner]?.properties.columns ?? project.sources[owner]?.columns ?? []
                    candidate.tags += columns.first { $0.name == column }?.tags ?? []
                }
            }
            found.append(candidate)
        }
        for test in project.unitTests.values where test.isEnabled {
            found.append(
                Candidate(
                    id: test.id, type: .unitTest, name: test.name, project: test.project,
                    fullName: [test.project, test.name], path: test.path, tags: test.tags))
        }
        for source in project.sources.values {
            found.append(
                Candidate(
                    id: source.id, type: .source, name: source.name, project: source.project,
                    fullName: [source.project, source.source, source.name], path: source.path, tags: source.tags,
                    sourceName: source.source))
        }
        for exposure in project.exposures.values {
            found.append(
                Candidate(
                    id: exposure.id, type: .exposure, name: exposure.name, project: exposure.project,
                    fullName: [exposure.project, exposure.name], path: exposure.path, tags: exposure.tags,
                    owners: [exposure.ownerName, exposure.ownerEmail].compactMap { $0 }))
        }
        return found
    }

    /// By its own name, or by the names from its project or first folder on.
    func isNamed(_ value: String) -> Bool {
        if Glob.matches(name, value) || fullName.last.map({ Glob.matches($0, value) }) == true { return true }
        let parts = value.split(separator: ".").map(String.init)
        return begins(fullName, with: parts) || begins(Array(fullName.dropFirst()), with: parts)
    }

    private func begins(_ names: [String], with parts: [String]) -> Bool {
        guard !parts.isEmpty, parts.count <= names.count else { return false }
        return zip(names, parts).allSatisfy { Glob.matches($0, $1) }
    }

    func isBelow(_ value: String) -> Bool {
        var value = value.hasPrefix("./") ? String(value.dropFirst(2)) : value
        while value.hasSuffix("/") { value.removeLast() }
        for path in [path, "pipelines/" + path] {
            if path == value || path.hasPrefix(value + "/") || Glob.matches(path, value) { return true }
            // A pattern of a folder takes what is in it.
            if value.contains("*"), Glob.matches(path, value + "/*") { return true }
        }
        return false
    }

    func isSource(_ value: String) -> Bool {
        let parts = value.split(separator: ".").map(String.init)
        guard let sourceName else { return false }
        switch parts.count {
        case 1: return Glob.matches(sourceName, parts[0])
        case 2: return Glob.matches(sourceName, parts[0]) && Glob.matches(name, parts[1])
        case 3:
            return Glob.matches(project, parts[0]) && Glob.matches(sourceName, parts[1]) && Glob.matches(name, parts[2])
        default: return false
        }
    }

    func isTest(ofType type: String) -> Bool {
        switch type {
        case "generic", "schema": self.type == .test && testName != nil
        case "singular": self.type == .test && testName == nil
        case "data": self.type == .test
        case "unit": self.type == .unitTest
        default: false
        }
    }
}
