import JSON

/// Turns the settings that somebody wrote into typed ones, and says what is wrong with them.
struct SettingReader {
    let values: [String: SettingValue]
    let node: NodeID
    private(set) var problems: [ProjectProblem] = []

    init(_ values: [String: SettingValue], node: NodeID) {
        self.values = values
        self.node = node
    }

    /// - Parameter layout: Some defaults are dbt's in a dbt project.
    mutating func settings(layout: PipelineProject.Layout) -> NodeSettings {
        var settings = NodeSettings()
        settings.values = values
        let isMicrobatch = values["strategy"]?.value.stringValue == "microbatch"
        if layout == .dbt {
            settings.onSchemaChange = .ignore
            if isMicrobatch { settings.lookback = 1 }
        }
        readPlace(&settings)
        readIncremental(&settings)
        readOperation(&settings)
        return settings
    }

    private mutating func readPlace(_ settings: inout NodeSettings) {
        settings.alias = text("alias")
        settings.schema = text("schema")
        settings.database = text("database")
        settings.isEnabled = flag("enabled") ?? true
        settings.tags = texts("tags") ?? []
        settings.meta = object("meta") ?? JSONObject()
        settings.group = text("group")
        settings.access = text("access")
        if let contract = values["contract"]?.value {
            settings.isContractEnforced = contract.boolValue ?? contract.objectValue?["enforced"]?.boolValue ?? false
        }
        settings.preHooks = hooks("pre_hook")
        settings.postHooks = hooks("post_hook")
        settings.sort = texts("sort") ?? []
    }

    private mutating func readIncremental(_ settings: inout NodeSettings) {
        settings.key = texts("key") ?? []
        settings.time = text("time")
        settings.step = choice("step") ?? settings.step
        settings.start = text("start")
        settings.lookback = number("lookback", atLeast: 0) ?? settings.lookback
        // A snapshot's strategy is another setting of the same name.
        if !node.text.hasPrefix("snapshot.") { settings.strategy = choice("strategy") }
        settings.onSchemaChange = choice("on_schema_change") ?? settings.onSchemaChange
        settings.mergeUpdateColumns = texts("merge_update_columns") ?? []
        settings.mergeExcludeColumns = texts("merge_exclude_columns") ?? []
        settings.incrementalPredicates = texts("incremental_predicates") ?? texts("predicates") ?? []
        settings.chunk = chunk()
        settings.isPartialAllowed = flag("partial") ?? false
        settings.isForwardOnly = flag("forward_only") ?? false
        settings.late = duration("late")
        settings.snapshotOf = text("snapshot_of")
        settings.snapshotAt = text("snapshot_at")
        for (name, value) in object("inputs")?.members ?? [] {
            var input = NodeSettings.Input()
            input.isReadWhole = value.objectValue?["all"]?.boolValue ?? false
            if let lead = value.objectValue?["lead"] {
                if let duration = DurationText.parse(lead) {
                    input.lead = duration
                } else {
                    report("inputs", "The lead of \(name) is no length of time, such as 7d.")
                }
            }
            settings.inputs[name] = input
        }
    }

    private mutating func readOperation(_ settings: inout NodeSettings) {
        settings.fullRefresh = flag("full_refresh")
        settings.isProtected = flag("protected") ?? (settings.fullRefresh == false)
        settings.schedules = texts("schedule") ?? []
        settings.timezone = text("timezone")
        settings.wait = values["wait"]?.value
        settings.catchUp = text("catch_up")
        settings.timeout = duration("timeout") ?? settings.timeout
        settings.retries = number("retries", atLeast: 0) ?? settings.retries
        settings.retryDelay = duration("retry_delay") ?? settings.retryDelay
        settings.publish = choice("publish") ?? settings.publish
        if let value = values["concurrency"]?.value {
            // dbt's `concurrent_batches` is a truth value: its threads, or one.
            settings.concurrency = value.boolValue.map { $0 ? 4 : 1 } ?? number("concurrency", atLeast: 1) ?? 1
        }
    }

    // MARK: Values

    mutating func text(_ name: String) -> String? {
        guard let value = values[name]?.value, !value.isNull else { return nil }
        if let text = value.stringValue { return text }
        if let number = value.intValue { return String(number) }
        report(name, "`\(name)` must be text.")
        return nil
    }

    mutating func flag(_ name: String) -> Bool? {
        guard let value = values[name]?.value, !value.isNull else { return nil }
        if let flag = value.boolValue { return flag }
        switch value.stringValue?.lowercased() {
        case "true", "yes", "on": return true
        case "false", "no", "off": return false
        default:
            report(name, "`\(name)` must be true or false.")
            return nil
        }
    }

    mutating func number(_ name: String, atLeast least: Int) -> Int? {
        guard let value = values[name]?.value, !value.isNull else { return nil }
        if let number = value.intValue ?? value.stringValue.flatMap({ Int64($0) }), number >= least {
            return Int(clamping: number)
        }
        report(name, "`\(name)` must be a whole number of at least \(least).")
        return nil
    }

    mutating func texts(_ name: String) -> [String]? {
        guard let value = values[name]?.value, !value.isNull else { return nil }
        let texts = SettingLayers.list(value).map { element in
            element.stringValue ?? element.intValue.map(String.init)
                // BigQuery's form of a partition.
                ?? element.objectValue?["field"]?.stringValue
        }
        guard texts.allSatisfy({ $0 != nil }) else {
            report(name, "`\(name)` must be text or a list of texts.")
            return nil
        }
        return texts.compactMap { $0 }
    }

    func object(_ name: String) -> JSONObject? { values[name]?.value.objectValue }

    private mutating func duration(_ name: String) -> Duration? {
        guard let value = values[name]?.value, !value.isNull else { return nil }
        if let duration = DurationText.parse(value) { return duration }
        report(name, "`\(name)` must be a length of time, such as 30s, 15m, 26h or 7d.")
        return nil
    }

    private mutating func choice<Choice: RawRepresentable<String> & CaseIterable>(_ name: String) -> Choice? {
        guard let value = values[name]?.value, !value.isNull else { return nil }
        if let text = value.stringValue, let choice = Choice(rawValue: text) { return choice }
        let choices = Choice.allCases.map(\.rawValue)
        report(
            name, "`\(name)` is `\(PythonText.of(value))`. It can be \(choices.joined(separator: ", ")).",
            suggestion: value.stringValue.flatMap { NearestName.to($0, among: choices) }.map { "Did you mean `\($0)`?" }
        )
        return nil
    }

    /// A number of steps, or of days as in `31 days`.
    private mutating func chunk() -> Int? {
        guard let value = values["chunk"]?.value, !value.isNull else { return nil }
        if let number = value.intValue, number > 0 { return Int(clamping: number) }
        if let text = value.stringValue, let number = Int(text.prefix { $0.isNumber }), number > 0 { return number }
        report("chunk", "`chunk` must be a number of steps, such as 31.")
        return nil
    }

    private mutating func hooks(_ name: String) -> [Hook] {
        guard let setting = values[name] else { return [] }
        return SettingLayers.list(setting.value).compactMap { element in
            if let sql = element.stringValue { return sql.isEmpty ? nil : Hook(sql: sql, position: setting.origin) }
            guard let sql = element.objectValue?["sql"]?.stringValue else {
                report(name, "A hook must be SQL, or `sql:` with `transaction:`.")
                return nil
            }
            let isInTransaction = element.objectValue?["transaction"]?.boolValue ?? true
            return Hook(sql: sql, isInTransaction: isInTransaction, position: setting.origin)
        }
    }

    mutating func report(_ name: String, _ message: String, suggestion: String? = nil) {
        let origin = values[name]?.origin ?? FilePosition(file: "")
        problems.append(ProjectProblem("bad-setting", at: origin, message, suggestion: suggestion, node: node))
    }
}
