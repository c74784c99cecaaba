/// The statistics of one ping: which blocks go with it, and what an instance says that could not compute one.
///
/// A real instance sends all of them every time. Here most pings have the day's searches alone, and a block comes where
/// the period that it counts ends.
struct UsageBlocks {
    let usage: UsageContext
    let endings: Endings
    /// Whether every block is written as it should be, also one that the instance could not compute.
    var isWhole = false

    /// What ends on a day.
    struct Endings: OptionSet, Sendable {
        let rawValue: Int
        static let week = Endings(rawValue: 1)
        static let month = Endings(rawValue: 2)

        init(rawValue: Int) { self.rawValue = rawValue }

        /// Week and month so far count as over on the last day with data.
        init(of day: Int, endDay: Int) {
            self = []
            if CivilDate.weekday(day) == 6 || day == endDay { insert(.week) }
            if day == CivilDate.nextMonthStart(day) - 1 || day == endDay { insert(.month) }
        }
    }

    /// Blocks that can fail, in the order in which they are written.
    private enum Block: Int, CaseIterable {
        case search, codeIntel, batchChanges, codeInsights, people

        /// With which endings it comes; searches come every day.
        var endings: Endings {
            switch self {
            case .search: [.week, .month]
            case .codeIntel, .codeInsights: .week
            case .batchChanges, .people: .month
            }
        }

        var key: StaticString {
            switch self {
            case .search: "searchUsage"
            case .codeIntel: "newCodeIntelUsage"
            case .batchChanges: "batchChangesUsage"
            case .codeInsights: "codeInsightsUsage"
            case .people: "growthStatistics"
            }
        }

        /// All that is missing where it failed.
        var keys: [StaticString] { self == .people ? [key, "retentionStatistics"] : [key] }
    }

    func write(to body: inout TextBuffer) {
        for block in Block.allCases {
            let isDue = !endings.isDisjoint(with: block.endings)
            guard isDue || block == .search else { continue }
            // The public instance is too large to count these there; elsewhere a query now and then takes too long.
            let isLeftOut = usage.instance.isOpenToThePublic && [.search, .codeIntel, .people].contains(block)
            if isLeftOut || !isWhole && hasFailed(block) {
                guard isDue else { continue }
                body.key(block.key)
                body.text("{}")
            } else {
                write(block, to: &body)
            }
        }
        if !endings.isEmpty { RepositoryBlocks(usage: usage).write(to: &body) }
        if endings.contains(.week) {
            FeatureBlocks(usage: usage).write(to: &body)
            IntegrationBlocks(usage: usage).write(to: &body)
        }
        if endings.contains(.month) { CodyBlock(usage: usage).write(to: &body) }
    }

    private func write(_ block: Block, to body: inout TextBuffer) {
        switch block {
        case .search: SearchBlock(usage: usage).write(to: &body, endings: endings)
        case .codeIntel: CodeIntelBlock(usage: usage).write(to: &body)
        case .batchChanges: BatchChangesBlock(usage: usage).write(to: &body)
        case .codeInsights: CodeInsightsBlock(usage: usage).write(to: &body)
        case .people: PeopleBlocks(usage: usage).write(to: &body)
        }
    }

    /// The blocks that are due with this ping and that the instance could not compute.
    var failedBlocks: [StaticString] {
        Block.allCases.filter { block in
            (block == .search || !endings.isDisjoint(with: block.endings)) && hasFailed(block)
        }.flatMap(\.keys)
    }

    private func hasFailed(_ block: Block) -> Bool {
        usage.noise(.failure, usage.day &* 8 &+ block.rawValue) < 0.006
    }
}
