import Content
import DataActions
import Foundation
import Ingestion
import LookML
import OpenIDConnect
import ProductAPI
import SemanticModel
import Yams

import struct Pipelines.ProjectProblem
import struct Pipelines.PropertyTree

/// What `soundings.yaml` says, with every default filled in. A project without the file has all defaults.
struct ProjectSettings: Sendable {
    var name: String
    var label: String
    /// The page on which people begin, a path of this site; `nil`: the list of reports.
    var home: String?
    /// Whom to ask for access, as a sentence.
    var contact: String?
    /// The line of the file that says each setting, by its name.
    var lines: [String: Int] = [:]
    /// An IANA zone in which queries run unless they say otherwise.
    var timezone = "UTC"
    var host = "127.0.0.1"
    var port = 8080
    /// Bytes of a request body before compression is undone.
    var bodyLimit = 20 << 20
    /// Addresses of proxies that are believed when they say whom they forward for.
    var trustedProxies: Set<String> = []
    /// Bytes that the warehouse may use.
    var warehouseMemory = 2 << 30
    var warehouseThreads = max(1, ProcessInfo.processInfo.activeProcessorCount)
    /// Wall-clock limit of one query.
    var queryTimeLimit = Duration.seconds(60)
    /// The newest product release for each deployment family, as `/updates` answers it.
    var releases = Releases()
    /// Bytes of results that are kept in memory for the next query with the same SQL; 0 keeps none.
    var resultCacheBytes = 128 << 20
    /// Between two looks at the triggers of datagroups and of derived tables that are kept.
    var triggerInterval = Duration.seconds(300)
    /// Shortest time between two runs of the pipelines.
    var pipelineInterval = Duration.seconds(300)
    var queries = QuerySettings()
    /// Where data actions may be sent.
    var actionHosts = AllowedHosts()
    /// What else `pipelines` says: variables, schemas, settings by folder.
    var pipelines: PropertyTree?
    /// How charts of product analytics read the collected events.
    var analytics = AnalyticsSettings()
    /// How to answer which data tool shows something of an account; `nil`: the question is not answered.
    var tools: ToolSettings?
    /// Rules of good habit that the project follows.
    var rules: Set<ProjectRule> = []
    /// There when the project is one of the demo company.
    var demo: DemoSection?
    /// The address that people open, where it is another than the one to listen on.
    var publicURL: String?
    /// How long entries of the audit log are kept; `nil`: for ever.
    var auditRetention: Duration? = .seconds(400 * 86_400)
    /// Whether people may sign in with a password.
    var takesPasswords = true
    /// The identity provider that people may sign in through.
    var provider: ProviderSettings?

    /// Whether browsers reach the server over TLS.
    var isSecure: Bool { publicURL?.hasPrefix("https://") ?? false }

    /// Settings of the demo's generator.
    struct DemoSection: Sendable {
        var seed: UInt64 = 20
        var accounts = 200
        /// 367 or more always hold twelve complete months.
        var days = 370
    }

    /// The file's name in a project folder.
    static let fileName = "soundings.yaml"

    /// The address that people open.
    /// - Parameter listening: The port that a server has got which was to take any free one.
    func baseURL(listening: Int? = nil) -> String {
        if let publicURL { return publicURL }
        let shown = host == "0.0.0.0" || host == "::" ? "127.0.0.1" : host
        return "http://\(shown.contains(":") ? "[\(shown)]" : shown):\(listening ?? port)"
    }
}

/// Reads `soundings.yaml` and reports all that is wrong with it together.
struct SettingsReader {
    var settings: ProjectSettings
    private(set) var diagnostics: [Diagnostic] = []

    /// - Parameter root: The project folder.
    init(projectRoot root: String) {
        let folderName = URL(fileURLWithPath: root).standardizedFileURL.lastPathComponent
        settings = ProjectSettings(name: folderName, label: folderName)
        readFile(root: root)
        // What has no currency because it can't be read is not the same as none.
        if settings.analytics.currency == nil, diagnostics.contains(where: { $0.severity == .error }) {
            settings.analytics.exchangeRates = nil
        }
    }

    private mutating func readFile(root: String) {
        let path = URL(fileURLWithPath: root).appendingPathComponent(ProjectSettings.fileName).path
        guard let data = FileManager.default.contents(atPath: path) else { return }
        guard data.count <= 1 << 20, var text = String(data: data, encoding: .utf8) else {
            report("settings-unreadable", "soundings.yaml is not UTF-8 text of at most 1 MiB.", nil)
            return
        }
        // The parser takes a byte order mark for text.
        if text.unicodeScalars.first == "\u{FEFF}" { text = String(text.unicodeScalars.dropFirst()) }
        do {
            guard let node = try Yams.compose(yaml: text) else { return }
            guard case .mapping(let mapping) = node else {
                report("settings-wrong-type", "soundings.yaml must be a list of `key: value` pairs.", node)
                return
            }
            for (key, value) in mapping { read(key, value, root: root) }
        } catch {
            diagnostics.append(YAMLProblem.diagnostic(for: error, in: text, file: ProjectSettings.fileName))
        }
    }

    private mutating func read(_ key: Node, _ value: Node, root: String) {
        note(key.string ?? "", key)
        switch key.string ?? "" {
        case "name": settings.name = text(value, "name") ?? settings.name
        case "label": settings.label = text(value, "label") ?? settings.label
        case "home":
            guard let path = text(value, "home") else { return }
            if SettingsRoutes.isPath(path) {
                settings.home = path
            } else {
                report("settings-bad-value", "home must be a page of this site, such as /dashboards/12.", value)
            }
        case "contact": settings.contact = text(value, "contact")
        case "timezone":
            guard let zone = text(value, "timezone") else { return }
            if TimeZone(identifier: zone) == nil {
                report(
                    "settings-bad-value", "timezone '\(zone)' is not a time zone, such as Europe/Berlin or UTC.", value)
            } else {
                settings.timezone = zone
            }
        case "server":
            section(value, "server") { reader, key, value in
                switch key {
                case "host": reader.settings.host = reader.text(value, "server.host") ?? reader.settings.host
                case "port": reader.integer(value, "server.port", in: 0...65_535) { $0.port = $1 }
                case "body_limit_mb":
                    reader.integer(value, "server.body_limit_mb", in: 1...1_024) { $0.bodyLimit = $1 << 20 }
                case "public_url": reader.readPublicURL(value)
                case "trusted_proxies":
                    reader.settings.trustedProxies = Set(reader.texts(value, "server.trusted_proxies"))
                default: return false
                }
                return true
            }
        case "warehouse":
            section(value, "warehouse") { reader, key, value in
                switch key {
                case "memory_mb":
                    reader.integer(value, "warehouse.memory_mb", in: 64...1_048_576) { $0.warehouseMemory = $1 << 20 }
                case "threads": reader.integer(value, "warehouse.threads", in: 1...1_024) { $0.warehouseThreads = $1 }
                case "query_seconds":
                    reader.integer(value, "warehouse.query_seconds", in: 1...86_400) {
                        $0.queryTimeLimit = .seconds($1)
                    }
                case "cache_mb":
                    reader.integer(value, "warehouse.cache_mb", in: 0...65_536) { $0.resultCacheBytes = $1 << 20 }
                case "trigger_seconds":
                    reader.integer(value, "warehouse.trigger_seconds", in: 1...86_400) {
                        $0.triggerInterval = .seconds($1)
                    }
                default: return false
                }
                return true
            }
        case "pipelines":
            readPipelines(value)
        case "actions":
            section(value, "actions") { reader, key, value in
                guard key == "allowed_hosts" else { return false }
                reader.readActionHosts(value)
                return true
            }
        case "queries": readQueries(value)
        case "analytics": readAnalytics(value, root: root)
        case "tools": readTools(value)
        case "validation":
            section(value, "validation") { reader, key, value in
                guard key == "rules" else { return false }
                reader.readRules(value)
                return true
            }
        case "audit":
            section(value, "audit") { reader, key, value in
                guard key == "retention_days" else { return false }
                reader.integer(value, "audit.retention_days", in: 0...36_500) {
                    $0.auditRetention = $1 == 0 ? nil : .seconds($1 * 86_400)
                }
                return true
            }
        case "sign_in": readSignIn(value, root: root)
        case "releases": readReleases(value)
        case "demo":
            settings.demo = ProjectSettings.DemoSection()
            section(value, "demo") { reader, key, value in
                switch key {
                case "seed":
                    reader.integer(value, "demo.seed", in: 0...Int.max) { $0.demo?.seed = UInt64(clamping: $1) }
                case "accounts": reader.integer(value, "demo.accounts", in: 10...100_000) { $0.demo?.accounts = $1 }
                case "days": reader.integer(value, "demo.days", in: 30...3_650) { $0.demo?.days = $1 }
                default: return false
                }
                return true
            }
        default: unknown(key.string ?? "", key)
        }
    }

    /// The interval is ours; everything else is the reader's of the pipelines, which also says what it does not know.
    private mutating func readPipelines(_ node: Node) {
        section(node, "pipelines") { reader, key, value in
            guard key == "interval_seconds" else { return true }
            reader.integer(value, "pipelines.interval_seconds", in: 1...86_400) {
                $0.pipelineInterval = .seconds($1)
            }
            return true
        }
        guard case .mapping(var mapping) = node else { return }
        mapping["interval_seconds"] = nil
        guard !mapping.isEmpty else { return }
        do throws(ProjectProblem) {
            settings.pipelines = try PropertyTree(.mapping(mapping), file: ProjectSettings.fileName)
        } catch {
            report("settings-wrong-type", error.message, node)
        }
    }

    private mutating func readRules(_ node: Node) {
        for name in texts(node, "validation.rules") {
            guard let rules = ProjectRule.named(name) else {
                report(
                    "settings-bad-value",
                    "validation.rules has '\(name)', which is no rule. There are: "
                        + "\(ProjectRule.names.joined(separator: ", ")).", node)
                continue
            }
            settings.rules.formUnion(rules)
        }
    }

    private mutating func readActionHosts(_ node: Node) {
        for host in texts(node, "actions.allowed_hosts") where !settings.actionHosts.insert(host) {
            report(
                "settings-bad-value",
                "actions.allowed_hosts has '\(host)', which is no host. Write hooks.example.com, *.example.com, "
                    + "10.0.0.5 or [::1], and :port behind it where it is not the usual one.", node)
        }
    }

    private mutating func readReleases(_ node: Node) {
        var versions: [Releases.Family: String] = [:]
        section(node, "releases") { reader, key, value in
            guard let family = Releases.Family(rawValue: key) else { return false }
            guard let version = reader.text(value, "releases.\(key)") else { return true }
            do {
                _ = try Releases([family: version])
                versions[family] = version
            } catch {
                reader.report("settings-bad-value", "\(error)", value)
            }
            return true
        }
        settings.releases = (try? Releases(versions)) ?? Releases()
    }

    mutating func section(
        _ node: Node, _ name: String, _ read: (inout SettingsReader, String, Node) -> Bool
    ) {
        guard case .mapping(let mapping) = node else {
            return report("settings-wrong-type", "\(name) must hold `key: value` pairs.", node)
        }
        for (key, value) in mapping {
            note("\(name).\(key.string ?? "")", key)
            if !read(&self, key.string ?? "", value) { unknown("\(name).\(key.string ?? "")", key) }
        }
    }

    private mutating func note(_ name: String, _ key: Node) {
        if let line = key.mark?.line { settings.lines[name] = line }
    }

    mutating func text(_ node: Node, _ name: String) -> String? {
        guard let text = node.scalar?.string, !text.isEmpty else {
            report("settings-wrong-type", "\(name) must be a text.", node)
            return nil
        }
        return text
    }

    mutating func texts(_ node: Node, _ name: String) -> [String] {
        guard case .sequence(let elements) = node else {
            report("settings-wrong-type", "\(name) must be a list of texts.", node)
            return []
        }
        var texts: [String] = []
        for element in elements { if let read = text(element, name) { texts.append(read) } }
        return texts
    }

    mutating func integer(
        _ node: Node, _ name: String, in range: ClosedRange<Int>, _ set: (inout ProjectSettings, Int) -> Void
    ) {
        guard let value = node.scalar.flatMap({ Int($0.string) }), range.contains(value) else {
            return report(
                "settings-bad-value", "\(name) must be a whole number from \(range.lowerBound) to \(range.upperBound).",
                node)
        }
        set(&settings, value)
    }

    mutating func unknown(_ name: String, _ node: Node) {
        diagnostics.append(
            Diagnostic(
                code: "settings-unknown-key", severity: .warning,
                message: "soundings.yaml has no setting '\(name)'; it is ignored.", location: location(node),
                suggestion: "docs/reference/settings.md lists all settings."))
    }

    mutating func report(_ code: String, _ message: String, _ node: Node?) {
        diagnostics.append(Diagnostic(code: code, message: message, location: location(node)))
    }

    /// The same of another file, which the settings name.
    mutating func report(_ code: String, _ message: String, file: String, line: Int) {
        diagnostics.append(
            Diagnostic(code: code, message: message, location: SourceLocation(file: file, line: line, column: 1)))
    }

    private func location(_ node: Node?) -> SourceLocation {
        SourceLocation(
            file: ProjectSettings.fileName, line: node?.mark?.line ?? 1, column: node?.mark?.column ?? 1)
    }
}
