/// `codeHostIntegrationUsage` and `ideExtensionsUsage`: who comes through a browser extension, a code host or an editor.
struct IntegrationBlocks {
    let usage: UsageContext

    private struct Period {
        enum Length { case month, week, day }

        let name: StaticString
        let length: Length
        let start: Int
        /// People who were active in it, and those of them who came through a code host or its extension.
        let active: Int
        let integrated: Int
        var days: Int
    }

    private var periods: [Period] {
        let facts = usage.facts
        return [
            Period(
                name: "Month", length: .month, start: usage.monthStart, active: facts.monthly,
                integrated: facts.monthlyIntegration, days: usage.day - usage.monthStart + 1),
            Period(
                name: "Week", length: .week, start: usage.weekStart, active: facts.weekly,
                integrated: facts.weeklyIntegration, days: usage.day - usage.weekStart + 1),
            Period(
                name: "Day", length: .day, start: usage.day, active: facts.daily,
                integrated: facts.dailyIntegration, days: 1),
        ]
    }

    func write(to body: inout TextBuffer) {
        guard usage.facts.weeklyIntegration > 0 else { return editors(&body) }
        let native = usage.instance.index % 4 == 1 ? 0.5 : 0.0
        body.object("codeHostIntegrationUsage") { block in
            for period in periods {
                block.object(period.name) { counts in
                    counts.member("StartTime", CivilDate.midnight(period.start))
                    let users = period.integrated
                    route(&counts, "BrowserExtension", usage.part(users, 1 - native * 0.6), days: period.days)
                    route(&counts, "NativeIntegration", usage.part(users, native), days: period.days)
                }
            }
        }
        editors(&body)
    }

    private func route(_ block: inout TextBuffer, _ key: StaticString, _ users: Int, days: Int) {
        block.object(key) { counts in
            counts.member("UniquesCount", users)
            counts.member("TotalCount", users * (1 + days * 4))
            counts.object("InboundTrafficToWeb") { inbound in
                inbound.member("UniquesCount", users / 4)
                inbound.member("TotalCount", users / 4 * days)
            }
        }
    }

    private func editors(_ body: inout TextBuffer) {
        body.object("ideExtensionsUsage") { block in
            block.key("IDEs")
            block.text("[")
            for (place, kind) in ["VSCODE", "JETBRAINS"].enumerated() {
                let share = usage.noise(.ide, place, 0, place == 0 ? 0.12 : 0.07)
                block.separate()
                block.object { editor in
                    editor.member("IdeKind", kind)
                    for period in periods { searches(&editor, period, share) }
                }
            }
            block.text("]")
        }
    }

    private func searches(_ editor: inout TextBuffer, _ period: Period, _ share: Double) {
        let users = usage.part(period.active, share)
        editor.object(period.name) { counts in
            counts.member("StartTime", CivilDate.midnight(period.start))
            counts.object("SearchesPerformed") { searches in
                searches.member("UniquesCount", users)
                searches.member("TotalCount", users * (1 + period.days * 2))
            }
            guard period.length == .day else { return }
            counts.object("UserState") { state in
                state.member("Installs", users / 9)
                state.member("Uninstalls", users / 25)
            }
            counts.member("RedirectsCount", users / 2)
        }
    }
}
