import JSON

/// Whose template runs, and what it knows of itself.
struct CompilationSubject: Sendable {
    var id: NodeID?
    var name = ""
    /// The project or package whose macros its names mean first.
    var package: String
    var settings: [String: SettingValue] = [:]
    var model: ModelNode?
    var test: DataTest?

    init(package: String) { self.package = package }

    init(_ model: ModelNode) {
        id = model.id
        name = model.name
        package = model.project
        settings = model.settings.values
        self.model = model
    }

    init(_ test: DataTest) {
        id = test.id
        name = test.name
        package = test.project
        settings = test.settings.values
        self.test = test
    }

    /// A setting's value, with the defaults that templates ask for most.
    func setting(_ name: String) -> JSONValue? {
        let name = SettingName.canonical(name)
        if let value = settings[name]?.value { return value }
        switch name {
        case "kind": return model.map { .string($0.kind.rawValue) }
        case "enabled": return .bool(true)
        case "tags", "pre_hook", "post_hook": return .array([])
        case "meta": return .object(JSONObject())
        default: return nil
        }
    }
}
