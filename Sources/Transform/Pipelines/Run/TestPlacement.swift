/// Which tests run with which model of a run: each with the last of those that it reads, once all others are there.
struct TestPlacement: Sendable {
    /// The tests to be run inside the build of a node.
    private(set) var tests: [NodeID: [NodeID]] = [:]
    /// What a node waits for though it does not read it, so that its tests see all they need.
    private(set) var extraInputs: [NodeID: Set<NodeID>] = [:]
    /// Tests that read nothing that the run builds.
    private(set) var others: [NodeID] = []

    /// - Parameters:
    ///   - tests: Of the run.
    ///   - inputs: What each node of the run reads of the others.
    ///   - reads: The nodes that a test reads and that are built.
    init(_ tests: [DataTest], inputs: [NodeID: Set<NodeID>], reads: (DataTest) -> [NodeID]) {
        var before = inputs
        for test in tests.sorted(by: { $0.id < $1.id }) {
            let read = reads(test).filter { inputs[$0] != nil }
            guard let owner = Self.owner(of: test, among: read, before) else {
                others.append(test.id)
                continue
            }
            self.tests[owner, default: []].append(test.id)
            for input in read where input != owner && before[owner]?.contains(input) != true {
                extraInputs[owner, default: []].insert(input)
                before[owner, default: []].insert(input)
            }
        }
    }

    /// The model that the test stands at, unless another one that it reads is built after that; then the last one.
    private static func owner(
        of test: DataTest, among read: [NodeID], _ before: [NodeID: Set<NodeID>]
    ) -> NodeID? {
        guard read.count > 1 else { return read.first }
        let candidates = (test.attachedTo.map { [$0] } ?? []).filter(read.contains) + read
        // A node can wait for the others if none of them waits for it.
        return candidates.first { candidate in
            !read.contains { $0 != candidate && isBefore(candidate, $0, before) }
        } ?? read.last
    }

    private static func isBefore(_ node: NodeID, _ later: NodeID, _ before: [NodeID: Set<NodeID>]) -> Bool {
        var waiting = Array(before[later] ?? [])
        var seen: Set<NodeID> = []
        while let next = waiting.popLast() {
            if next == node { return true }
            if seen.insert(next).inserted { waiting += before[next] ?? [] }
        }
        return false
    }
}
