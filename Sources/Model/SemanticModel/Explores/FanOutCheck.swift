internal import LookML

/// Warns of joins that can repeat the rows of a view without primary key: its sums and counts would be wrong there, so
/// that queries have to refuse them.
struct FanOutCheck {
    let explore: String
    let views: [ExploreDraft.View]
    let problems: ProblemList

    /// A join as seen from one of its ends.
    private struct Edge {
        var other: String
        /// Whether walking along it repeats the rows one comes from.
        var multiplies: Bool
        var location: SourceLocation
    }

    func check() {
        let suspects = views.filter { $0.view.primaryKey == nil && Self.needsKey($0.view) }
        guard !suspects.isEmpty, views.count > 1 else { return }
        let edges = edges()
        for suspect in suspects {
            guard let location = multiplyingJoin(from: suspect.view.alias, edges) else { continue }
            problems.report(
                "missing-primary-key", .warning,
                "In the explore `\(explore)` this join can repeat rows of `\(suspect.view.alias)`, which has no primary key.",
                at: location, suggestion: "Add `primary_key: yes` to a dimension of the view `\(suspect.view.name)`.")
        }
    }

    /// Whether a measure of the view depends on how often a row occurs.
    private static func needsKey(_ view: ResolvedView) -> Bool {
        view.fields.contains { field in
            guard case .measure(let measure) = field.field.kind, case .aggregate(let aggregate, _) = measure.form else {
                return false
            }
            switch aggregate {
            case .count, .sum, .average, .median, .percentile: return true
            default: return false
            }
        }
    }

    private func edges() -> [String: [Edge]] {
        var edges: [String: [Edge]] = [:]
        guard let base = views.first?.view.alias else { return edges }
        for member in views {
            guard let join = member.joined.join else { continue }
            let alias = member.view.alias
            for parent in member.parents.isEmpty ? [base] : member.parents {
                let down = join.relationship == .oneToMany || join.relationship == .manyToMany
                let up = join.relationship == .manyToOne || join.relationship == .manyToMany
                edges[parent, default: []].append(Edge(other: alias, multiplies: down, location: join.location))
                edges[alias, default: []].append(Edge(other: parent, multiplies: up, location: join.location))
            }
        }
        return edges
    }

    private func multiplyingJoin(from start: String, _ edges: [String: [Edge]]) -> SourceLocation? {
        var seen: Set<String> = [start]
        var waiting = [start]
        while let alias = waiting.popLast() {
            for edge in edges[alias] ?? [] where seen.insert(edge.other).inserted {
                if edge.multiplies { return edge.location }
                waiting.append(edge.other)
            }
        }
        return nil
    }
}
