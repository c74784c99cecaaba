import Testing

@testable import ModelCheck

@Suite struct CulpritsTests {
    /// Numbers of which those in `bad` fail alone, and any list that holds all of `pair`.
    private func culprits(
        _ groups: [[Int]], bad: Set<Int>, pair: Set<Int> = [-1]
    ) async -> (found: [Int], together: [String], checks: Int) {
        var checks = 0
        let culprits = await Culprits<Int, String>(in: groups) { items in
            checks += 1
            if let first = items.first(where: bad.contains) { return "\(first)" }
            return pair.isSubset(of: items) ? "pair" : nil
        }
        return (culprits.found.map(\.item), culprits.together, checks)
    }

    @Test func `good items take one look`() async {
        let result = await culprits((0..<1_000).map { [$0] }, bad: [])
        #expect(result.found == [] && result.together == [] && result.checks == 1)
    }

    /// Each culprit among 1,024 is found by ten halvings of two looks, the first look on top.
    @Test func `culprits are found by halving, in their order`() async {
        let one = await culprits((0..<1_024).map { [$0] }, bad: [77])
        #expect(one.found == [77] && one.checks == 21)
        let three = await culprits((0..<1_024).map { [$0] }, bad: [5, 600, 1_023])
        #expect(three.found == [5, 600, 1_023])
        #expect(three.checks <= 61)
    }

    @Test func `of a group the first culprit is enough`() async {
        let result = await culprits([[1, 2, 3], [4, 5]], bad: [2, 3, 4, 5])
        #expect(result.found == [2, 4])
    }

    @Test func `what fails only together is told as that`() async {
        let apart = await culprits([[1], [2], [3], [4]], bad: [], pair: [1, 4])
        #expect(apart.found == [] && apart.together == ["pair"])
        let inGroup = await culprits([[1, 2]], bad: [], pair: [1, 2])
        #expect(inGroup.found == [] && inGroup.together == ["pair"])
    }

    @Test func `nothing to look at takes no look`() async {
        #expect(await culprits([], bad: []).checks == 0)
    }
}
