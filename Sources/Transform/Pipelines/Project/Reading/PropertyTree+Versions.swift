/// Properties of a model that has versions, each told apart under `versions:`.
extension PropertyTree {
    /// The numbers or names of the versions, as they are written.
    var versions: [String] { (self["versions"]?.elements ?? []).compactMap { $0["v"]?.text } }

    /// The properties of one version: those of the model with the version's own columns, tests and description. Of the
    /// model's columns it has all, or what `include` and `exclude` among its own columns leave.
    func ofVersion(_ number: String) -> PropertyTree {
        guard let entries, let version = self["versions"]?.elements?.first(where: { $0["v"]?.text == number }) else {
            return self
        }
        var own = version.entries ?? []
        if let columns = own.firstIndex(where: { $0.key == "columns" }) {
            own[columns].value.content = .list(Self.columns(own[columns].value, of: self["columns"]))
        }
        own.removeAll { !["columns", "data_tests", "tests", "description"].contains($0.key) }
        var replaced = Set(own.map(\.key))
        if !replaced.isDisjoint(with: ["data_tests", "tests"]) { replaced.formUnion(["data_tests", "tests"]) }
        return PropertyTree(
            .map(entries.filter { !replaced.contains($0.key) } + own), line: line, column: column)
    }

    private static func columns(_ own: PropertyTree, of model: PropertyTree?) -> [PropertyTree] {
        let listed = own.elements ?? []
        let rule = listed.first { $0["include"] != nil }
        let included = rule?["include"]?.elements.map { Set($0.compactMap(\.text)) }
        let excluded = Set(rule?["exclude"]?.texts ?? [])
        let kept = (model?.elements ?? []).filter { column in
            guard let name = column["name"]?.text, !excluded.contains(name) else { return false }
            return included?.contains(name) ?? true
        }
        return kept + listed.filter { $0["include"] == nil }
    }
}
