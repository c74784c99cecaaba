/// `newCodeIntelUsage`: hovers, definitions and references of this week so far, by language and by where the answer came
/// from, and which repositories have precise data.
struct CodeIntelBlock {
    let usage: UsageContext

    private struct Language {
        let id: StaticString
        let indexer: StaticString
        let weight: Double
    }

    private static let languages = [
        Language(id: "go", indexer: "lsif-go", weight: 1),
        Language(id: "typescript", indexer: "scip-typescript", weight: 0.9),
        Language(id: "java", indexer: "scip-java", weight: 0.8),
        Language(id: "python", indexer: "scip-python", weight: 0.7),
        Language(id: "cpp", indexer: "lsif-clang", weight: 0.4),
        Language(id: "rust", indexer: "rust-analyzer", weight: 0.3),
        Language(id: "kotlin", indexer: "scip-kotlin", weight: 0.25),
        Language(id: "ruby", indexer: "scip-ruby", weight: 0.2),
    ]
    private static let wanted = ["kotlin", "csharp", "php", "swift", "scala"]
    private static let actions: [(code: Int, each: Double)] = [(1, 9), (2, 3.2), (3, 0.9)]

    /// The two to four languages that are written here, with their parts of the actions.
    private var written: [(language: Language, share: Double)] {
        let count = 2 + usage.instance.index % 3
        let first = usage.instance.index % Self.languages.count
        let chosen = (0..<count).map { Self.languages[(first + $0 * 3) % Self.languages.count] }
        let total = chosen.reduce(0) { $0 + $1.weight }
        return chosen.map { ($0, $0.weight / total) }
    }

    /// Part of the people with precise answers; it grows where somebody sets up indexing in the course of the year.
    private var preciseShare: Double {
        let atFirst = usage.noise(.precise, 0, 0, 0.45)
        let growth = usage.noise(.precise, 1) < 0.5 ? usage.noise(.precise, 2, 0.1, 0.4) : 0
        let year = min(1, Double(usage.day - usage.history.instance.firstDay) / 380)
        return usage.noise(.precise, 3) < 0.18 ? 0 : min(0.9, atFirst + growth * year)
    }

    private var coverage: Double { preciseShare * usage.noise(.uploads, 0, 0.3, 0.7) }
    private var hasAutoIndexing: Bool { usage.instance.index % 3 == 0 && preciseShare > 0 }

    func write(to body: inout TextBuffer) {
        let users = usage.part(usage.facts.weekly, usage.noise(.habit, 20, 0.45, 0.78))
        let precise = usage.part(users, preciseShare)
        let crossing = usage.part(users, usage.noise(.habit, 21, 0.1, 0.3))
        body.object("newCodeIntelUsage") { block in
            block.member("StartOfWeek", CivilDate.midnight(usage.weekStart))
            block.member("WAUs", users)
            block.member("PreciseWAUs", precise)
            block.member("SearchBasedWAUs", usage.part(users, 1 - preciseShare * 0.35))
            block.member("CrossRepositoryWAUs", crossing)
            block.member("PreciseCrossRepositoryWAUs", usage.part(crossing, preciseShare))
            block.member("SearchBasedCrossRepositoryWAUs", usage.part(crossing, 1 - preciseShare * 0.4))
            summaries(&block, users: users)
            repositories(&block)
            block.member("SettingsPageViewCount", usage.part(users, 0.04))
            block.member("UsersWithRefPanelRedesignEnabled", usage.part(users, 0.1))
            requests(&block)
        }
    }

    private func summaries(_ block: inout TextBuffer, users: Int) {
        let days = Double(usage.userDays(from: usage.weekStart))
        block.key("EventSummaries")
        block.text("[")
        for (place, item) in written.enumerated() {
            let language = item.language
            for (code, each) in Self.actions {
                for source in [1, 2] {
                    let part = item.share * (source == 1 ? preciseShare : 1 - preciseShare * 0.6)
                    for crosses in place == 0 ? [false, true] : [false] {
                        let people = usage.part(users, part * (code == 1 ? 0.95 : 0.6) * (crosses ? 0.2 : 1))
                        guard people > 0 else { continue }
                        let number =
                            ((usage.weekStart &* 8 &+ place) &* 4 &+ code) &* 4 &+ source &* 2 &+ (crosses ? 1 : 0)
                        let actions =
                            days * part * each * (crosses ? 0.12 : 0.6) * usage.noise(.actions, number, 0.8, 1.2)
                        block.separate()
                        block.object { summary in
                            summary.member("Action", code)
                            summary.member("Source", source)
                            summary.key("LanguageID")
                            summary.text("\"")
                            summary.text(language.id)
                            summary.text("\"")
                            summary.member("CrossRepository", crosses)
                            summary.member("WAUs", people)
                            summary.member("TotalActions", max(people, Int(actions)))
                        }
                    }
                }
            }
        }
        block.text("]")
    }

    private func repositories(_ block: inout TextBuffer) {
        let all = usage.repositories
        let uploaded = usage.part(all, coverage)
        let isFresh = usage.noise(.uploads, usage.weekStart, 0.5, 0.9)
        let indexed = hasAutoIndexing ? usage.part(uploaded, 0.7) : 0
        block.member("NumRepositories", all)
        block.member("NumRepositoriesWithUploadRecords", uploaded)
        block.member("NumRepositoriesWithFreshUploadRecords", usage.part(uploaded, isFresh))
        block.member("NumRepositoriesWithIndexRecords", indexed)
        block.member("NumRepositoriesWithFreshIndexRecords", usage.part(indexed, isFresh))
        block.member(
            "NumRepositoriesWithAutoIndexConfigurationRecords", hasAutoIndexing ? 1 + usage.part(all, 0.02) : 0)
        block.object("CountsByLanguage") { counts in
            for (language, share) in written {
                let uploaded = usage.part(uploaded, share)
                guard uploaded > 0 else { continue }
                let indexed = hasAutoIndexing ? usage.part(uploaded, 0.7) : 0
                counts.object(language.indexer) { count in
                    count.member("NumRepositoriesWithUploadRecords", uploaded)
                    count.member("NumRepositoriesWithFreshUploadRecords", usage.part(uploaded, isFresh))
                    count.member("NumRepositoriesWithIndexRecords", indexed)
                    count.member("NumRepositoriesWithFreshIndexRecords", usage.part(indexed, isFresh))
                }
            }
        }
    }

    private func requests(_ block: inout TextBuffer) {
        let week = usage.weekStart
        block.key("LanguageRequests")
        block.text("[")
        for (index, language) in Self.wanted.enumerated() where usage.noise(.requests, week &* 8 &+ index) < 0.06 {
            block.separate()
            block.object { request in
                request.member("LanguageID", language)
                request.member("NumRequests", 1 + Int(usage.noise(.requests, week &* 8 &+ index, 0, 50)))
            }
        }
        block.text("],\"InvestigationEvents\":[")
        for (type, chance) in [(1, 0.12), (2, 0.2), (3, hasAutoIndexing ? 0.25 : 0)] {
            let dice = usage.noise(.requests, week &* 8 &+ 7 - type)
            guard dice < chance, coverage > 0 || type == 1 else { continue }
            block.separate()
            block.object { event in
                event.member("Type", type)
                event.member("WAUs", 1 + Int(dice * 20))
                event.member("Total", 2 + Int(dice * 60))
            }
        }
        block.text("]")
    }
}
