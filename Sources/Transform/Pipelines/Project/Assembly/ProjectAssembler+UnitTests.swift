import Foundation
import JSON

extension ProjectAssembler {
    mutating func addUnitTest(_ item: PropertyIndex.Item, _ package: Package) {
        guard let name = item.tree["name"]?.text else { return }
        let owner = package.config.name
        let file = item.file.shown
        guard let model = item.tree["model"]?.text else {
            return report("bad-unit-test", at: item.position, "The unit test `\(name)` has no `model`.")
        }
        let tested = project.index.resolve(.ref(package: nil, name: model, version: nil), from: owner)
        let id = NodeID(.unitTest, project: owner, "\(model).\(name)")
        if tested == nil, !project.index.isDisabled(model) {
            let reason = project.index.explanation(.ref(package: nil, name: model, version: nil))
            report(
                "missing-reference", at: (item.tree["model"] ?? item.tree).position(in: file), reason.message,
                suggestion: reason.suggestion, node: id)
        }
        var given: [UnitTest.Input] = []
        for element in item.tree["given"]?.elements ?? [] {
            let position = element.position(in: file)
            guard let text = element["input"]?.text else {
                report("bad-unit-test", at: position, "This has no `input`.", node: id)
                continue
            }
            let isThis = text.trimmed == "this"
            let reference = Self.reference(text, at: position)
            let node = reference.flatMap { project.index.resolve($0.target, from: owner) }
            if !isThis, node == nil {
                let reason = reference.map { project.index.explanation($0.target) }
                report(
                    "missing-reference", at: position, reason?.message ?? "This must be ref(…), source(…) or this.",
                    suggestion: reason?.suggestion, node: id)
            }
            given.append(
                UnitTest.Input(node: node, isThis: isThis, rows: rows(element, file: file, package), position: position)
            )
        }
        let overrides = item.tree["overrides"]
        project.unitTests[id] = UnitTest(
            id: id, name: name, project: owner, description: describe(item.tree["description"]?.text, owner),
            model: tested, given: given,
            expected: item.tree["expect"].map { rows($0, file: file, package) } ?? .rows([]),
            overrides: UnitTest.Overrides(
                macros: overrides?["macros"]?.json.objectValue ?? JSONObject(),
                variables: overrides?["vars"]?.json.objectValue ?? JSONObject(),
                environment: overrides?["env_vars"]?.json.objectValue ?? JSONObject()),
            tags: item.tree["config"]?["tags"]?.texts ?? item.tree["tags"]?.texts ?? [],
            isEnabled: item.tree["config"]?["enabled"]?.bool ?? true, path: item.file.path, position: item.position)
    }

    private mutating func rows(_ tree: PropertyTree, file: String, _ package: Package) -> UnitTest.Rows {
        let format = tree["format"]?.text ?? "dict"
        if let fixture = tree["fixture"]?.text {
            let ending = format == "sql" ? ".sql" : ".csv"
            let folders = package.config.testPaths.map { package.prefix + $0 + "/fixtures/" }
            for folder in folders {
                let path = project.folder + "/" + folder + fixture + (fixture.hasSuffix(ending) ? "" : ending)
                guard let data = FileManager.default.contents(atPath: path) else { continue }
                let text = String(decoding: data, as: UTF8.self)
                return format == "sql" ? .sql(text) : .csv(text)
            }
            report(
                "missing-fixture", at: tree.position(in: file),
                "There is no fixture `\(fixture)\(ending)` in \(folders.joined(separator: ", ")).")
            return .rows([])
        }
        if let text = tree["rows"]?.text { return format == "sql" ? .sql(text) : .csv(text) }
        return .rows((tree["rows"]?.elements ?? []).map { $0.json.objectValue ?? JSONObject() })
    }
}
