/// Finds circles in a graph of names without recursion, so that a long chain can't exhaust the stack.
enum CycleFinder {
    /// Each circle once, beginning with its smallest name.
    static func cycles(from nodes: [String], edges: (String) -> [String]) -> [[String]] {
        var finished: Set<String> = []
        var found: Set<[String]> = []
        var cycles: [[String]] = []
        for root in nodes where !finished.contains(root) {
            var path: [String] = []
            var places: [String: Int] = [:]
            var stack: [(node: String, next: [String])] = [(root, edges(root))]
            path.append(root)
            places[root] = 0
            while let top = stack.last {
                guard let next = top.next.last else {
                    stack.removeLast()
                    path.removeLast()
                    places[top.node] = nil
                    finished.insert(top.node)
                    continue
                }
                stack[stack.count - 1].next.removeLast()
                if let start = places[next] {
                    let cycle = rotated(Array(path[start...]))
                    if found.insert(cycle).inserted { cycles.append(cycle) }
                } else if !finished.contains(next) {
                    places[next] = path.count
                    path.append(next)
                    stack.append((next, edges(next)))
                }
            }
        }
        return cycles
    }

    private static func rotated(_ cycle: [String]) -> [String] {
        guard let smallest = cycle.min(), let place = cycle.firstIndex(of: smallest) else { return cycle }
        return Array(cycle[place...] + cycle[..<place])
    }
}
