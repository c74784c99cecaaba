package import FrontDoor
package import Hummingbird
internal import JSON

/// How the server is set up: where each setting is said, and those that administrators may change while it runs.
package struct SettingsRoutes: Sendable {
    private let instance: InstanceSettings
    private let served: [ServedSetting]
    private let file: String

    private static let longest = 500

    /// - Parameters:
    ///   - served: All settings that are worth showing, none of them secret.
    ///   - file: The name of the file in which they are said.
    package init(_ instance: InstanceSettings, served: [ServedSetting], file: String) {
        self.instance = instance
        self.served = served
        self.file = file
    }

    package func add(to router: Router<SoundingsRequestContext>) {
        let routes = router.group("api/v1").add(middleware: ProductErrors())
        routes.get("settings", use: show)
        routes.patch("settings", use: change)
    }

    @Sendable func show(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        _ = try context.requireCaller(may: "administer")
        return .json(json)
    }

    /// `{"label": …, "home": …, "contact": …}`: those that are named change, `null` takes one back.
    @Sendable func change(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        _ = try context.requireCaller(may: "administer")
        let body = try await request.json(upTo: 64 * 1_024)
        var fields = BodyFields(body)
        var values = instance.own
        for (name, path) in InstanceSettings.names {
            guard body[name] != nil else { continue }
            let text = fields.text(name)
            if instance.file[keyPath: path] != nil {
                fields.problem(name, "\(name) stands in \(file): change it there.")
            } else if let problem = text.flatMap({ Self.problem($0, of: name) }) {
                fields.problem(name, problem)
            }
            values[keyPath: path] = text.flatMap { $0.isEmpty ? nil : $0 }
        }
        try fields.check()
        try await instance.set(values)
        return .json(json)
    }

    private static func problem(_ text: String, of name: String) -> String? {
        guard text.count <= longest, !text.unicodeScalars.contains(where: { $0.value < 0x20 }) else {
            return "This has at most \(longest) characters, on one line."
        }
        if name == "home", !text.isEmpty, !isPath(text) {
            return "This has to be a page of this site, such as /dashboards/12."
        }
        return nil
    }

    /// Browsers take two slashes, and a backslash for a slash, for another site.
    package static func isPath(_ text: String) -> Bool {
        text.hasPrefix("/") && !text.hasPrefix("//") && !text.contains("\\")
    }

    private var json: JSONValue {
        let current = instance.current
        let own = InstanceSettings.names.map { name, path -> JSONValue in
            let line = served.first { $0.name == name }?.line
            let value = current[keyPath: path]
            return entry(name, value ?? "", line: line, from: value == nil ? "default" : "app", writable: line == nil)
        }
        let others = served.filter { setting in !InstanceSettings.names.contains { $0.name == setting.name } }
        return [
            "file": .string(file),
            "settings": .array(
                own + others.map { entry($0.name, $0.value, line: $0.line, from: "default", writable: false) }),
        ]
    }

    private func entry(
        _ name: String, _ value: String, line: Int?, from other: String, writable: Bool
    ) -> JSONValue {
        [
            "name": .string(name), "value": .string(value), "from": .string(line == nil ? other : "file"),
            "line": line.map { .int(Int64($0)) } ?? .null, "writable": .bool(writable),
        ]
    }
}
