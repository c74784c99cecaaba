/// Brings calculations into an order in which each comes after those it names (Kahn's algorithm, so that a long chain
/// needs no deep stack).
struct CalculationOrder {
    private let names: [String]
    private let expressions: [String: LookerExpression]
    /// What each still waits for.
    private var waiting: [String: Set<String>] = [:]
    private var dependents: [String: [String]] = [:]
    private var ready: [String] = []

    init(names: [String], expressions: [String: LookerExpression]) {
        self.names = names
        self.expressions = expressions
        let own = Set(names)
        for name in names {
            let needed = Set(expressions[name]?.fields.map(\.reference.name) ?? []).intersection(own)
            waiting[name] = needed
            for other in needed { dependents[other, default: []].append(name) }
        }
        // The last is taken first.
        ready = names.reversed().filter { waiting[$0]?.isEmpty == true }
    }

    mutating func next() -> String? {
        guard let name = ready.popLast() else { return nil }
        waiting[name] = nil
        for dependent in dependents[name] ?? [] {
            waiting[dependent]?.remove(name)
            if waiting[dependent]?.isEmpty == true { ready.append(dependent) }
        }
        return name
    }

    /// What is left when nothing is ready any more: circles, and whatever hangs on one.
    func circular() -> [(name: String, problem: ExpressionProblem)] {
        names.filter { waiting[$0] != nil }.map { name in
            let circle = circle(from: name)
            let needed = expressions[name]?.fields.first { waiting[$0.reference.name] != nil }
            let span = needed?.span ?? 0..<0
            guard circle.first == name else {
                return (
                    name,
                    ExpressionProblem(
                        .dependsOnProblem, "'\(needed?.reference.name ?? name)' has a problem of its own", at: span)
                )
            }
            return (
                name,
                ExpressionProblem(
                    .circularReference, "the calculation needs itself: \((circle + [name]).joined(separator: " → "))",
                    at: span, suggestion: "let one of them stand on fields alone")
            )
        }
    }

    /// Following what each waits for, one comes to a circle; if `name` is on one, that one is found first.
    private func circle(from name: String) -> [String] {
        // Breadth first: the shortest way back to `name`.
        var cameFrom: [String: String] = [:]
        var queue = [name]
        var position = 0
        while position < queue.count {
            let current = queue[position]
            position += 1
            for needed in (waiting[current] ?? []).sorted() where waiting[needed] != nil {
                if needed == name {
                    var path = [current]
                    while let previous = path.last, previous != name, let before = cameFrom[previous] {
                        path.append(before)
                    }
                    return path.reversed()
                }
                if cameFrom[needed] == nil {
                    cameFrom[needed] = current
                    queue.append(needed)
                }
            }
        }
        return []
    }
}
