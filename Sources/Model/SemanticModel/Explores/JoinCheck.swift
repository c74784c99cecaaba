internal import LookML

/// Finds joins that lead nowhere: to no other view, or only to each other.
struct JoinCheck {
    let explore: String
    let views: [ExploreDraft.View]
    let problems: ProblemList

    func check() {
        guard let base = views.first?.view.alias else { return }
        let aliases = Set(views.map(\.view.alias))
        var reached: Set<String> = [base]
        var waiting = views.dropFirst().filter { member in
            // Unknown views have been reported already.
            !member.needs.filter(aliases.contains).isEmpty
        }
        var isGrowing = true
        while isGrowing {
            isGrowing = false
            for member in waiting where member.needs.allSatisfy({ reached.contains($0) || !aliases.contains($0) }) {
                reached.insert(member.view.alias)
                isGrowing = true
            }
            waiting.removeAll { reached.contains($0.view.alias) }
            // Views without any condition on others stand beside the base.
            if !isGrowing, reached.count == 1 || !waiting.isEmpty {
                for member in views where member.needs.filter(aliases.contains).isEmpty {
                    isGrowing = reached.insert(member.view.alias).inserted || isGrowing
                }
            }
        }
        for member in waiting {
            guard let join = member.joined.join else { continue }
            let needs = member.needs.filter { aliases.contains($0) && !reached.contains($0) }
            problems.report(
                "unreachable-join",
                "The join `\(member.view.alias)` of the explore `\(explore)` never connects to `\(base)`: it needs "
                    + needs.map { "`\($0)`" }.joined(separator: " and ") + ", which needs it in turn.",
                at: join.location)
        }
        for member in views.dropFirst() { checkCondition(of: member, aliases) }
    }

    /// A condition that names no other view lets every row meet every other.
    private func checkCondition(of member: ExploreDraft.View, _ aliases: Set<String>) {
        guard let join = member.joined.join, let on = join.on, member.namesNoOther else { return }
        let text = on.parts.compactMap { if case .text(let text) = $0 { text } else { nil } }.joined(separator: " ")
        let isNamed = aliases.contains { alias in alias != member.view.alias && text.contains(alias + ".") }
        guard !isNamed, !text.contains("{%"), !text.contains("{{") else { return }
        problems.report(
            "unconnected-join", .warning,
            "The condition of the join `\(member.view.alias)` names no other view, so that all rows meet all others.",
            at: join.location, suggestion: "Compare a field of `\(views.first?.view.alias ?? "")` with one of it.")
    }
}
