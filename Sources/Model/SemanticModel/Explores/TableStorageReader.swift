internal import LookML

/// Reads how a built table is kept: in `derived_table` and in `materialization`.
struct TableStorageReader {
    let settings: ModelSettings
    let problems: ProblemList

    /// `nil` for a table that is not kept.
    func storage(_ scope: some LookMLScope, at location: SourceLocation) -> TableStorage? {
        var storage = TableStorage()
        storage.persistence = persistence(scope)
        storage.isMaterializedView = scope.flag("materialized_view") ?? false
        storage.isPublished = scope.flag("publish_as_db_view") ?? false
        storage.increment = increment(scope)
        guard storage.persistence != nil || storage.isMaterializedView else {
            if let key = scope.item("increment_key") {
                problems.report(
                    "missing-parameter", .warning, "Only a table that is kept can grow by increments.",
                    at: key.location,
                    suggestion: "Add `datagroup_trigger`, `sql_trigger_value` or `interval_trigger`.")
            }
            return nil
        }
        func list(_ key: String) -> [String] { (scope.strings(key) ?? []).map(\.value) }
        storage.layout.indexes = list("indexes")
        storage.layout.partitionKeys = list("partition_keys")
        storage.layout.clusterKeys = list("cluster_keys")
        storage.layout.sortKeys = list("sortkeys")
        storage.layout.distribution = scope.text("distribution")
        storage.layout.distributionStyle = scope.text("distribution_style")
        storage.layout.compression = scope.text("table_compression")
        storage.layout.format = scope.text("table_format")
        return storage
    }

    /// Of several ways the first counts that is named here.
    private func persistence(_ scope: some LookMLScope) -> TablePersistence? {
        if let group = scope.token("datagroup_trigger"), settings.checkDatagroup(group, problems: problems) {
            return .datagroup(group.value)
        }
        if let trigger = scope.token("sql_trigger_value") {
            return .sqlTrigger(TemplateCutter(view: nil, isInView: false, problems: problems).cut(trigger).sql)
        }
        if let interval = scope.text("interval_trigger").flatMap(DurationText.seconds) { return .interval(interval) }
        return scope.text("persist_for").flatMap(DurationText.seconds).map { .lifetime($0) }
    }

    private func increment(_ scope: some LookMLScope) -> TableStorage.Increment? {
        guard let key = scope.text("increment_key") else {
            if let offset = scope.item("increment_offset") {
                problems.report(
                    "missing-parameter", "`increment_offset` needs `increment_key`.", at: offset.location)
            }
            return nil
        }
        return TableStorage.Increment(key: key, offset: scope.text("increment_offset").flatMap { Int($0) } ?? 0)
    }
}
