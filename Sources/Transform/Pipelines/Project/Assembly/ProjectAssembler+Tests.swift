import JSON
import Jinja

extension ProjectAssembler {
    /// What tests stand at.
    private struct Target {
        var id: NodeID
        /// In the names of tests.
        var name: String
        /// What `model` is in the test's template.
        var template: String
        var reference: NodeReference.Target
        var folders: [String]
        var isSource = false
    }

    mutating func addTests(_ package: Package) {
        for (type, items) in [
            (ResourceType.model, package.properties.models), (.seed, package.properties.seeds),
            (.snapshot, package.properties.snapshots),
        ] {
            for (name, item) in items.sorted(by: { $0.key < $1.key }) {
                let versions = type == .model ? item.tree.versions : []
                // Each version of a model has the tests of all of them.
                for version in versions.isEmpty ? [nil] : versions.map(Optional.some) {
                    addTests(of: type, name, version, item, package)
                }
            }
        }
        for item in package.properties.sources {
            guard let source = item.tree["name"]?.text else { continue }
            for table in item.tree["tables"]?.elements ?? [] {
                guard let name = table["name"]?.text else { continue }
                let id = NodeID(.source, project: package.config.name, "\(source).\(name)")
                guard project.sources[id] != nil else { continue }
                let target = Target(
                    id: id, name: "\(source)_\(name)", template: "source('\(source)', '\(name)')",
                    reference: .source(source, table: name), folders: [], isSource: true)
                addTests(at: table, target, item, package)
            }
        }
        addSingularTests(package)
        for item in package.properties.unitTests { addUnitTest(item, package) }
    }

    private mutating func addTests(
        of type: ResourceType, _ name: String, _ version: String?, _ item: PropertyIndex.Item, _ package: Package
    ) {
        let owner = package.config.name
        let id = NodeID(type, project: owner, name + (version.map { ".v" + $0 } ?? ""))
        guard let node = project.models[id] else { return }
        let target = Target(
            id: id, name: name + (version.map { "_v" + $0 } ?? ""),
            template: "ref('\(name)'" + (version.map { ", version='\($0)'" } ?? "") + ")",
            reference: .ref(package: owner == project.name ? nil : owner, name: name, version: version),
            folders: Array(node.fullName.dropLast().dropFirst()))
        addTests(at: version.map(item.tree.ofVersion) ?? item.tree, target, item, package)
    }

    private mutating func addTests(
        at tree: PropertyTree, _ target: Target, _ item: PropertyIndex.Item, _ package: Package
    ) {
        for column in tree["columns"]?.elements ?? [] {
            guard let name = column["name"]?.text else {
                report("bad-properties", at: column.position(in: item.file.shown), "This column has no `name`.")
                continue
            }
            for key in ["data_tests", "tests"] {
                for test in column[key]?.elements ?? [] {
                    addTest(test, column: name, isQuoted: column["quote"]?.bool ?? false, target, item, package)
                }
            }
        }
        for key in ["data_tests", "tests"] {
            for test in tree[key]?.elements ?? [] {
                addTest(test, column: nil, isQuoted: false, target, item, package)
            }
        }
    }

    /// One use of a test: `unique`, `{not_null: {…}}`, or `{name: …, test_name: not_null, …}`.
    private mutating func addTest(
        _ tree: PropertyTree, column: String?, isQuoted: Bool, _ target: Target, _ item: PropertyIndex.Item,
        _ package: Package
    ) {
        let file = item.file.shown
        let position = tree.position(in: file)
        var body: PropertyTree?
        let type: String
        if let text = tree.text {
            type = text
        } else if let name = tree["test_name"]?.text {
            type = name
            body = tree
        } else if let entry = tree.entries?.first, tree.entries?.count == 1 {
            type = entry.key
            body = entry.value
        } else {
            return report(
                "bad-test", at: position, "A test is its name, or `name: {arguments}`; indent its arguments further.")
        }
        let names = type.split(separator: ".").map(String.init)
        guard let test = names.last, names.count <= 2 else {
            return report("bad-test", at: position, "`\(type)` is no name of a test.")
        }
        let namespace = names.count == 2 ? names[0] : nil
        var layers = self.layers(.test, fullName: [package.config.name] + target.folders, package)
        var arguments = JSONObject()
        var ownName: String?
        var description: String?
        for entry in body?.entries ?? [] {
            switch entry.key {
            case "name" where entry.value.text != nil: ownName = entry.value.text
            case "test_name": break
            case "description": description = entry.value.text
            case "config": layers.add(entry.value, file: file)
            case "arguments":
                for argument in entry.value.entries ?? [] { arguments[argument.key] = argument.value.json }
            case "severity", "warn_if", "error_if", "fail_calc", "where", "limit", "store_failures", "enabled", "tags",
                "meta", "scope", "store_failures_as":
                layers.add(entry.key, entry.value.json, from: entry.position(in: file))
            default: arguments[entry.key] = entry.value.json
            }
        }
        if let column { arguments["column_name"] = .string(column) }
        let settings = testSettings(layers)
        let owner = package.config.name
        let stem = namespace.map { "\($0)_\(test)" } ?? test
        let names2 = GenericTestName.names(
            type: target.isSource ? "source_" + stem : stem, target: target.name, arguments: arguments)
        var hashed = arguments
        hashed["model"] = .string("{{ get_where_subquery(\(target.template)) }}")
        let full = ownName ?? names2.full
        let hash = GenericTestName.hash(name: full, namespace: namespace, test: test, arguments: hashed)
        let id = NodeID(.test, project: owner, "\(full).\(hash)")
        guard settings.isEnabled else {
            project.disabled.insert(id)
            return
        }
        if let first = project.tests[id] {
            return report(
                "duplicate-test", .warning, at: position, "The same test stands at \(first.position) already.", node: id
            )
        }
        let column = arguments["column_name"]?.stringValue
        arguments["column_name"] = nil
        let macro = project.library.find("test_" + test, from: namespace ?? owner)
        var references = [NodeReference(target.reference, at: position)]
        for (_, value) in arguments.members { collect(value, at: position, &references) }
        project.tests[id] = DataTest(
            id: id, name: full, shortName: ownName.map { String($0.prefix(63)) } ?? names2.short, project: owner,
            definition: .generic(
                DataTest.Generic(
                    namespace: namespace, name: test, column: column, arguments: arguments, macro: macro?.id)),
            description: describe(description, owner), settings: settings, attachedTo: target.id,
            references: references, macros: macro.map { project.macroReach[$0.id]?.macros.sorted() ?? [$0.id] } ?? [],
            path: item.file.path, position: position)
    }

    /// References in the arguments of a test.
    private mutating func collect(_ value: JSONValue, at position: FilePosition, _ references: inout [NodeReference]) {
        if let text = value.stringValue, text.utf8.contains(UInt8(ascii: "(")) {
            // Hundreds of tests name one model.
            let known = namedByText[text]
            let isCall = known == nil && (text.contains("ref(") || text.contains("source("))
            let reference = known ?? (isCall ? Self.reference(text, at: position) : nil)
            if known == nil { namedByText[text] = .some(reference) }
            if var reference {
                reference.position = position
                references.append(reference)
            }
        }
        for element in value.arrayValue ?? [] { collect(element, at: position, &references) }
        for (_, member) in value.objectValue?.members ?? [] { collect(member, at: position, &references) }
    }

    private mutating func testSettings(_ layers: SettingLayers) -> DataTest.Settings {
        var reader = SettingReader(layers.values, node: NodeID("test"))
        var settings = DataTest.Settings()
        settings.values = layers.values
        settings.isEnabled = reader.flag("enabled") ?? true
        if let text = reader.text("severity")?.lowercased() {
            if let severity = DataTest.Severity(rawValue: text) {
                settings.severity = severity
            } else {
                reader.report("severity", "`severity` can be error or warn.")
            }
        }
        settings.failCalc = reader.text("fail_calc") ?? settings.failCalc
        settings.warnIf = reader.text("warn_if") ?? settings.warnIf
        settings.errorIf = reader.text("error_if") ?? settings.errorIf
        settings.filter = reader.text("where")
        settings.limit = reader.number("limit", atLeast: 1)
        settings.storesFailures = reader.flag("store_failures")
        settings.scope = reader.text("scope").flatMap(DataTest.Scope.init) ?? .new
        settings.tags = reader.texts("tags") ?? []
        settings.meta = reader.object("meta") ?? JSONObject()
        project.problems += reader.problems
        return settings
    }

    // MARK: Singular tests

    private mutating func addSingularTests(_ package: Package) {
        for file in package.files {
            guard case .template(let content) = file.content,
                let role = package.config.role(of: package.path(of: file)), role.type == .test,
                !["generic", "fixtures"].contains(role.below.first), let fileName = role.below.last,
                content.template?.macros.contains(where: { $0.kind == .test }) != true
            else { continue }
            let owner = package.config.name
            let name = String(fileName.dropLast(".sql".count))
            let id = NodeID(.test, project: owner, name)
            var layers = self.layers(.test, fullName: [owner] + role.below.dropLast() + [name], package)
            let item = package.properties.singularTests[name]
            if let config = item?.tree["config"], let shown = item?.file.shown { layers.add(config, file: shown) }
            for (key, value, position) in content.head.settings + content.reading.settings {
                layers.add(key, value, from: position)
            }
            let settings = testSettings(layers)
            guard settings.isEnabled else {
                project.disabled.insert(id)
                continue
            }
            let called = project.library.called(by: content.reading, from: owner)
            var references = content.reading.references
            var macros: Set<NodeID> = []
            for entry in called {
                guard let reach = project.macroReach[entry.id] else { continue }
                macros.formUnion(reach.macros)
                references += reach.references
                if reach.isComputed { computed.insert(id) }
            }
            if content.reading.isComputed { computed.insert(id) }
            if references.isEmpty, !computed.contains(id), content.template != nil { plain.insert(id) }
            project.tests[id] = DataTest(
                id: id, name: name, shortName: String(name.prefix(63)), project: owner,
                definition: .singular(
                    text: content.text, template: content.template.map { NodeTemplate(jinja: $0) }),
                description: describe(item?.tree["description"]?.text, owner), settings: settings, attachedTo: nil,
                references: references, macros: macros.sorted(), path: file.path,
                position: FilePosition(file: file.shownPath))
        }
    }
}
