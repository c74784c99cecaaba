import QueryCompiler
import Testing

@Suite struct TierTests {
    /// -5 · 0 9 · 10 19 · 20 25.5 · NULL
    private static func model(_ tier: String) -> String {
        """
        view: samples {
          derived_table: { sql:
            SELECT * FROM (VALUES (1, -5.0), (2, 0), (3, 9), (4, 10), (5, 19), (6, 20), (7, 25.5), (8, NULL)) AS t(id, n) ;; }
          dimension: id { primary_key: yes type: number }
          dimension: n { type: number }
          dimension: tier { \(tier) sql: ${n} ;; }
          measure: count { type: count }
        }
        explore: samples {}
        """
    }

    /// The labels of the four ranges of [0, 10, 20] and of NULL.
    static let styles: [(style: String, labels: [String])] = [
        ("classic", ["T00 (-inf,0.0)", "T01 [0.0,10.0)", "T02 [10.0,20.0)", "T03 [20.0,inf)", "TXX Undefined"]),
        ("interval", ["(-inf,0.0)", "[0.0,10.0)", "[10.0,20.0)", "[20.0,inf)", "Undefined"]),
        ("integer", ["Below 0", "0 to 9", "10 to 19", "20 or Above", "Undefined"]),
        ("relational", ["< 0.0", ">= 0.0 and < 10.0", ">= 10.0 and < 20.0", ">= 20.0", "Undefined"]),
    ]

    @Test(arguments: styles.indices)
    func `each style has its labels, and a range begins with its bound`(_ index: Int) async throws {
        let (style, labels) = Self.styles[index]
        try await withBench(Self.model("type: tier tiers: [0, 10, 20] style: \(style)")) { bench async throws in
            try await bench.check(
                ask(["samples.tier", "samples.count"]),
                gives: [[labels[0], "1"], [labels[1], "2"], [labels[2], "2"], [labels[3], "2"], [labels[4], "1"]])
        }
    }

    @Test func `the style is classic unless said otherwise, and bins are tiers`() async throws {
        for tier in ["type: tier tiers: [0, 10, 20]", "type: bin bins: [0, 10, 20] style: classic"] {
            try await withBench(Self.model(tier)) { bench async throws in
                try await bench.check(
                    ask(["samples.tier"], where: ["samples.id": "1,8"]), gives: [["T00 (-inf,0.0)"], ["TXX Undefined"]])
            }
        }
    }

    @Test func `bounds may be fractions and below zero`() async throws {
        try await withBench(Self.model("type: tier tiers: [-2.5, 9.5]")) { bench async throws in
            // -5 · 0 9 · 10 19 20 25.5
            try await bench.check(
                ask(["samples.tier", "samples.count"], where: ["samples.n": "NOT NULL"]),
                gives: [["T00 (-inf,-2.5)", "1"], ["T01 [-2.5,9.5)", "2"], ["T02 [9.5,inf)", "4"]])
        }
        try await withBench(Self.model("type: tier tiers: [-10, 10] style: integer")) { bench async throws in
            try await bench.check(
                ask(["samples.tier", "samples.count"], where: ["samples.n": "NOT NULL"]),
                gives: [["-10 to 9", "3"], ["10 or Above", "4"]])
        }
    }

    @Test func `tiers sort by their ranges, not by their labels`() async throws {
        try await withBench(Self.model("type: tier tiers: [0, 10, 20] style: integer")) { bench async throws in
            let filters = ["samples.n": "NOT NULL"]
            let query = ask(["samples.tier", "samples.count"], where: filters, sort: ["samples.tier"])
            try await bench.check(
                query, givesInOrder: [["Below 0", "1"], ["0 to 9", "2"], ["10 to 19", "2"], ["20 or Above", "2"]])
            try await bench.check(
                ask(["samples.tier"], where: filters, sort: ["samples.tier desc"], limit: 3),
                givesInOrder: [["20 or Above"], ["10 to 19"], ["0 to 9"]])
            #expect(try bench.compile(query).fields.map(\.name) == ["samples.tier", "samples.count"])
        }
    }

    @Test func `more than ten tiers still stand in order`() async throws {
        try await withBench(Self.model("type: tier tiers: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12] style: relational")) {
            bench in
            // 9, then 10, then 19: the tiers 9, 10 and 12
            try await bench.check(
                ask(["samples.tier"], where: ["samples.id": "3,4,5"], sort: ["samples.tier"]),
                givesInOrder: [[">= 9.0 and < 10.0"], [">= 10.0 and < 11.0"], [">= 12.0"]])
        }
    }

    @Test func `tiers are filtered by their labels`() async throws {
        try await withBench(Self.model("type: tier tiers: [0, 10, 20] style: interval")) { bench async throws in
            try await bench.check(
                ask(["samples.id"], where: ["samples.tier": "\"[10.0,20.0)\""]), gives: [["4"], ["5"]])
            try await bench.check(
                ask(["samples.count"], where: ["samples.tier": "-\"[10.0,20.0)\",-Undefined"]), gives: [["5"]])
        }
        try await withBench(Self.model("type: tier tiers: [0, 10, 20] style: integer")) { bench async throws in
            try await bench.check(
                ask(["samples.id"], where: ["samples.tier": "0 to 9,20 or Above"]),
                gives: [["2"], ["3"], ["6"], ["7"]])
            try await bench.check(ask(["samples.id"], where: ["samples.tier": "Undefined"]), gives: [["8"]])
        }
    }
}
