import JSON
import Jinja

/// What a template says of itself without being rendered.
struct StaticReading: Sendable {
    /// `ref` and `source` with constant arguments, in any branch.
    var references: [NodeReference] = []
    /// Constant arguments of `config()`.
    var settings: [(name: String, value: JSONValue, position: FilePosition)] = []
    /// Whether a `ref`, `source` or `config` has computed arguments, so that only rendering tells.
    var isComputed = false
    /// Everything else that is called, by its path (`["dbt_utils", "star"]`).
    var calls: Set<[String]> = []
    /// Names that `adapter.dispatch` looks up, with the package named.
    var dispatched: [(name: String, package: String?)] = []
    var usesConfig = false

    init(_ sites: some Sequence<JinjaCallSite>, file: String) {
        for site in sites { read(site, file: file) }
    }

    private mutating func read(_ site: JinjaCallSite, file: String) {
        let position = FilePosition(
            file: file, line: site.site.position.line, column: site.site.position.column)
        switch site.path {
        case ["ref"], ["builtins", "ref"]:
            guard let reference = Self.reference(site, at: position) else { return isComputed = true }
            references.append(reference)
        case ["source"], ["builtins", "source"]:
            guard let reference = Self.source(site, at: position) else { return isComputed = true }
            references.append(reference)
        case ["config"]:
            usesConfig = true
            guard !site.hasComputedArguments, !site.isConditional else { return isComputed = true }
            readSettings(site, at: position, file: file)
        case ["config", "get"], ["config", "require"]: break
        case ["adapter", "dispatch"]:
            calls.insert(site.path)
            guard let name = site.positional.first?.value?.stringValue else { return }
            let package = (site.positional.dropFirst().first ?? site[keyword: "macro_namespace"])?.value?.stringValue
            dispatched.append((name, package))
        default: calls.insert(site.path)
        }
    }

    private mutating func readSettings(_ site: JinjaCallSite, at position: FilePosition, file: String) {
        for (name, argument) in site.keyword {
            let place = FilePosition(file: file, line: argument.position.line, column: argument.position.column)
            if let value = argument.value { settings.append((name, value.json, place)) }
        }
        for argument in site.positional {
            for entry in argument.value?.dictValue?.entries ?? [] {
                settings.append((entry.key.text, entry.value.json, position))
            }
        }
    }

    private static func reference(_ site: JinjaCallSite, at position: FilePosition) -> NodeReference? {
        guard !site.hasComputedArguments else { return nil }
        let names = site.positional.compactMap { $0.value?.stringValue }
        guard names.count == site.positional.count, let name = names.last, names.count <= 2 else { return nil }
        let version = (site[keyword: "v"] ?? site[keyword: "version"])?.value?.text
        let readsAll = site[keyword: "all"]?.value?.isTrue ?? false
        return NodeReference(
            .ref(package: names.count == 2 ? names[0] : nil, name: name, version: version), at: position,
            isConditional: site.isConditional, readsAll: readsAll)
    }

    private static func source(_ site: JinjaCallSite, at position: FilePosition) -> NodeReference? {
        let names = site.positional.compactMap { $0.value?.stringValue }
        guard !site.hasComputedArguments, names.count == 2, site.positional.count == 2 else { return nil }
        return NodeReference(
            .source(names[0], table: names[1]), at: position, isConditional: site.isConditional,
            readsAll: site[keyword: "all"]?.value?.isTrue ?? false)
    }
}
