import JSON
import Jinja

/// `dbt`, `dbt_utils` or an installed package: macros of the package and built-in functions under its name.
struct MacroPackage: JinjaObject {
    let name: String
    let scope: TemplateScope

    var jinjaTypeName: String { "package" }
    var jinjaText: String { "<package \(name)>" }

    func jinjaAttribute(_ attribute: String) -> JinjaValue? {
        if let builtIn = BuiltIns.find(attribute, package: name, scope: scope) { return builtIn }
        return scope.project.library.entry(attribute, package: name).map { .macro($0.macro) }
    }
}

/// `var('name', default)` and `var.has_var('name')`.
struct VariableFunction: JinjaObject {
    let scope: TemplateScope

    let jinjaTypeName = "var"
    var jinjaText: String { "<var>" }

    func jinjaAttribute(_ name: String) -> JinjaValue? {
        guard name == "has_var" else { return nil }
        return .function(name) { [scope] call in .bool(scope.variable(try call.requiredText(0, "name")) != nil) }
    }

    var jinjaBody: (@Sendable (JinjaCall) async throws -> JinjaValue)? {
        { [scope] call in
            let name = try call.requiredText(0, "name")
            if let value = scope.variable(name) { return JinjaValue(value) }
            if let fallback = call.argument(1, "default") { return fallback }
            let known = scope.project.settings.variables.keys + scope.context.variables.keys
            let nearest = NearestName.to(name, among: known).map { " Did you mean `\($0)`?" } ?? ""
            throw JinjaError(
                .value,
                "There is no variable `\(name)`, and this call gives no default.\(nearest) Set it under `vars`.",
                at: call.site)
        }
    }
}

/// `config(…)`, `config.get('name', default)`, `config.require('name')`.
struct ConfigValue: JinjaObject {
    let scope: TemplateScope

    let jinjaTypeName = "config"
    var jinjaText: String { "" }

    var jinjaBody: (@Sendable (JinjaCall) async throws -> JinjaValue)? {
        { [scope] call in
            let position = FilePosition(
                file: call.site.template, line: call.site.position.line, column: call.site.position.column)
            for (name, value) in call.keyword { scope.recorder.note(setting: name, value.json, at: position) }
            for entry in call.positional.first?.dictValue?.entries ?? [] {
                scope.recorder.note(setting: entry.key.text, entry.value.json, at: position)
            }
            return .string("")
        }
    }

    func jinjaAttribute(_ name: String) -> JinjaValue? {
        switch name {
        case "get", "meta_get":
            return .function(name) { [scope] call in
                let key = try call.requiredText(0, "name")
                if let value = scope.subject.setting(key), !value.isNull { return JinjaValue(value) }
                return call.argument(1, "default") ?? .none
            }
        case "require":
            return .function(name) { [scope] call in
                let key = try call.requiredText(0, "name")
                if let value = scope.subject.setting(key) { return JinjaValue(value) }
                throw JinjaError(.value, "the setting `\(key)` is needed here and not set", at: call.site)
            }
        case "set", "persist_relation_docs", "persist_column_docs":
            return .function(name) { _ in name == "set" ? .string("") : .bool(false) }
        default:
            return scope.subject.setting(name).map { JinjaValue($0) }
        }
    }
}
