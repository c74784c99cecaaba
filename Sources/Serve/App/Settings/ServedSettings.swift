import Content
import Foundation
import ProductAPI

extension ProjectSettings {
    /// What administrators may read of the settings, with the line that says each. Secrets are not among them.
    var served: [ServedSetting] {
        let mebibytes: (Int) -> String = { "\($0 >> 20) MiB" }
        let seconds: (Duration) -> String = { "\($0.components.seconds) seconds" }
        let values: [(String, String)] = [
            ("name", name), ("label", label), ("home", home ?? ""), ("contact", contact ?? ""),
            ("timezone", timezone), ("analytics.time_zone", analytics.zone ?? timezone),
            ("analytics.week_start", Self.weekdays[(analytics.weekStart - 1) % 7]),
            ("analytics.currency", analytics.currency ?? ""),
            ("analytics.exchange_rates", analytics.exchangeRatesPath ?? ""),
            ("server.public_url", publicURL ?? ""), ("server.host", host), ("server.port", String(port)),
            ("sign_in.passwords", takesPasswords ? "allowed" : "not allowed"),
            ("sign_in.oidc", provider == nil ? "" : "set up"),
            ("audit.retention_days", auditRetention.map { "\($0.components.seconds / 86_400) days" } ?? "for ever"),
            ("warehouse.memory_mb", mebibytes(warehouseMemory)), ("warehouse.threads", String(warehouseThreads)),
            ("warehouse.query_seconds", seconds(queryTimeLimit)), ("warehouse.cache_mb", mebibytes(resultCacheBytes)),
            ("pipelines.interval_seconds", seconds(pipelineInterval)),
        ]
        return values.map { ServedSetting(name: $0.0, value: $0.1, line: lines[$0.0]) }
    }

    /// What the file says of those that may be said in the app, too.
    var instance: InstanceSettings.Values {
        InstanceSettings.Values(label: lines["label"] == nil ? nil : label, home: home, contact: contact)
    }

    private static let weekdays = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
}
