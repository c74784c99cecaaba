/// `codeHostIntegrationUsage` and `ideExtensionsUsage`: who comes through a browser extension, a code host or an editor.
struct IntegrationBlocks {
    let usage: UsageContext

    private var periods: [(name: StaticString, start: Int, users: Int, days: Int)] {
        [
            ("Month", usage.monthStart, usage.facts.monthlyIntegration, usage.day - usage.monthStart + 1),
            ("Week", usage.weekStart, usage.facts.weeklyIntegration, usage.day - usage.weekStart + 1),
            ("Day", usage.day, usage.facts.dailyIntegration, 1),
        ]
    }

    func write(to body: inout TextBuffer) {
        guard usage.facts.weeklyIntegration > 0 else { return editors(&body) }
        let native = usage.instance.index % 4 == 1 ? 0.5 : 0.0
        body.object("codeHostIntegrationUsage") { block in
            for (name, start, users, days) in periods {
                block.object(name) { period in
                    period.member("StartTime", CivilDate.midnight(start))
                    route(&period, "BrowserExtension", usage.part(users, 1 - native * 0.6), days: days)
                    route(&period, "NativeIntegration", usage.part(users, native), days: days)
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
                    for (name, start, _, days) in periods {
                        let isDay = name.utf8CodeUnitCount == 3
                        let isWeek = name.utf8CodeUnitCount == 4
                        let active = isDay ? usage.facts.daily : isWeek ? usage.facts.weekly : usage.facts.monthly
                        let users = usage.part(active, share)
                        editor.object(name) { period in
                            period.member("StartTime", CivilDate.midnight(start))
                            period.object("SearchesPerformed") { searches in
                                searches.member("UniquesCount", users)
                                searches.member("TotalCount", users * (1 + days * 2))
                            }
                            if isDay {
                                period.object("UserState") { state in
                                    state.member("Installs", users / 9)
                                    state.member("Uninstalls", users / 25)
                                }
                                period.member("RedirectsCount", users / 2)
                            }
                        }
                    }
                }
            }
            block.text("]")
        }
    }
}
