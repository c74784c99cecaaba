extension JourneyPoint {
    /// What it names and the flow doesn't have; a number of 0 would say that nobody was there.
    func problems(in flow: JourneyFlow) -> [ChartProblem] {
        guard result == .any, let near else { return [] }
        let count = flow.columns.count
        guard flow.columns.indices.contains(column) else {
            return [ChartProblem("column", "There are the columns 1 to \(count).")]
        }
        var problems: [ChartProblem] = []
        if let problem = problem(keys.near, near, in: flow, column) { problems.append(problem) }
        guard let far else { return problems }
        guard column + 1 < count else {
            return [ChartProblem("column", "Edges go from the columns 1 to \(max(1, count - 1)).")]
        }
        if far != .ended, let problem = problem(keys.far, far, in: flow, column + 1) { problems.append(problem) }
        return problems
    }

    private func problem(
        _ key: String, _ label: JourneyFlow.Label, in flow: JourneyFlow, _ column: Int
    ) -> ChartProblem? {
        let labels = flow.columns[column].map(\.label)
        guard !labels.contains(label) else { return nil }
        let place = "Column \(column + 1)"
        switch label {
        case .node(let name):
            let words: [(name: String, kind: Kind)] = [
                ("more", .more), ("dropped off", .droppedOff), ("entered", .entered),
            ]
            if let word = words.first(where: { $0.name == name }) {
                return ChartProblem(
                    key, "\(place) has no node \"\(name)\". Say \"\(key)_kind\": \"\(word.kind.rawValue)\" as well.")
            }
            let nodes = labels.compactMap { label -> String? in
                if case .node(let name) = label { name } else { nil }
            }
            let rest = labels.contains(.more) ? " Others are together in \"more\"." : ""
            return ChartProblem(
                key, "\(place) has no node \"\(name)\"." + NearestWord.question(name, among: nodes) + rest)
        case .more: return ChartProblem(key + "_kind", "\(place) has nothing that is put together as \"more\".")
        case .ended: return ChartProblem(key + "_kind", "An edge ends there, and goes on from no such place.")
        }
    }
}
