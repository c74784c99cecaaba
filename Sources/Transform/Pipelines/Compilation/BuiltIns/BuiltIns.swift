import Jinja

/// Functions of `dbt.*` and `dbt_utils.*` that are built in. A project's macro of the same name wins.
enum BuiltIns {
    /// What a built-in function is made of.
    typealias Body = @Sendable (JinjaCall, TemplateScope) async throws -> JinjaValue

    /// The function of the name in a package; `duckdb__name` and `default__name` are the same without asking the project.
    static func find(_ name: String, package: String, scope: TemplateScope) -> JinjaValue? {
        for prefix in ["default__", "duckdb__"] where name.hasPrefix(prefix) {
            return plain(String(name.dropFirst(prefix.count)), package: package, scope: scope)
        }
        guard body(name, package: package) != nil else { return nil }
        if let entry = scope.project.library.dispatched(name, namespace: package, from: scope.subject.package),
            !(package == "dbt_utils" && entry.id.text.hasPrefix("macro.dbt_utils."))
        {
            return .macro(entry.macro)
        }
        return plain(name, package: package, scope: scope)
    }

    /// The built-in function itself.
    static func plain(_ name: String, package: String, scope: TemplateScope) -> JinjaValue? {
        guard let body = body(name, package: package) else { return nil }
        return .function(name) { call in try await body(call, scope) }
    }

    private static func body(_ name: String, package: String) -> Body? {
        switch package {
        case "dbt": DBTFunctions.all[name] ?? DBTFunctions.naming[name]
        case "dbt_utils": DBTUtils.all[name] ?? DBTUtils.asking[name]
        default: nil
        }
    }
}

extension JinjaCall {
    /// The text of a needed argument, whatever it is.
    func sql(_ index: Int, _ name: String) throws -> String { try required(index, name).text }

    /// The texts of a list, or of one value.
    func texts(_ index: Int, _ name: String) -> [String] {
        guard let value = argument(index, name), !value.isNone, !value.isUndefined else { return [] }
        return value.listValue?.map(\.text) ?? [value.text]
    }

    func flag(_ index: Int, _ name: String, default fallback: Bool) -> Bool {
        argument(index, name)?.isTrue ?? fallback
    }

    func text(_ index: Int, _ name: String, default fallback: String) -> String {
        guard let value = argument(index, name), !value.isNone else { return fallback }
        return value.text
    }
}
