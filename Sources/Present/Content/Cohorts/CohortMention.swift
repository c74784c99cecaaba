import JSON
import LookML
import ProductAnalytics

/// The cohorts that a chart or another cohort of the files names.
struct CohortMention: Sendable {
    /// The cohort that names the others; `nil` for a chart.
    var owner: String?
    var names: [(reference: CohortReference, location: SourceLocation)]

    /// Reports names that no file has, and cohorts that contain themselves.
    static func check(_ mentions: [CohortMention], known: Set<String>, problems: Problems) {
        for mention in mentions {
            for (reference, location) in mention.names where !known.contains(reference.name) {
                problems.report(
                    "unknown-cohort",
                    "No file of the project has a cohort `\(reference.name)`; it has to be one that is saved in Soundings.",
                    at: location, severity: .warning,
                    suggestion: problems.suggestion(for: reference.name, among: known))
            }
        }
        checkCircles(mentions, problems: problems)
    }

    /// Reports cohorts that contain themselves.
    static func checkCircles(_ mentions: [CohortMention], problems: Problems) {
        var parts: [String: [String]] = [:]
        for mention in mentions {
            if let owner = mention.owner { parts[owner] = mention.names.map(\.reference.name) }
        }
        for mention in mentions {
            guard let owner = mention.owner, let circle = circle(from: owner, parts) else { continue }
            problems.report(
                "bad-cohort", "The cohort \(owner) contains itself: \(circle.joined(separator: ", ")).",
                at: mention.names.first?.location ?? SourceLocation(file: "content", line: 1, column: 1),
                isOfForm: false)
        }
    }

    /// The way from a cohort back to itself.
    private static func circle(from start: String, _ parts: [String: [String]]) -> [String]? {
        var seen: Set<String> = []
        var ways = [[start]]
        while let way = ways.popLast() {
            for next in parts[way.last ?? start] ?? [] {
                if next == start { return way + [start] }
                if seen.insert(next).inserted { ways.append(way + [next]) }
            }
        }
        return nil
    }
}

extension ChartText {
    /// The cohorts that the definition names, each where it first stands.
    func cohortMention(owner: String? = nil) -> CohortMention {
        let names: [String]
        if let owner {
            guard let object = definition.objectValue, let cohort = try? Cohort(named: owner, object),
                case .dynamic(let found) = cohort.content
            else { return CohortMention(owner: owner, names: []) }
            names = found.cohorts
        } else {
            names = (try? ChartDefinition(definition))?.cohorts ?? []
        }
        return CohortMention(
            owner: owner,
            names: names.map { name in
                let reference = CohortReference(name)
                let texts: Set = [name, reference.name, "cohort:" + name]
                return (reference, location(ofAny: texts))
            })
    }
}
