import JSON
import Jinja
import Warehouse

extension ProjectAssembler {
    /// What stands in one file, or in one block of it.
    struct Draft {
        var type: ResourceType
        var name: String
        var version: String?
        var isLatest = true
        var below: [String]
        var position: FilePosition
        var text: String
        var template: JinjaTemplate?
        var reading: StaticReading
        var head = HeadComments.Head()
        var checksum: String
        var path: String
        var alias: String
    }

    mutating func addModels(_ package: Package) {
        let versions = versionedFiles(package)
        for file in package.files {
            guard let role = package.config.role(of: package.path(of: file)), let fileName = role.below.last else {
                continue
            }
            let folders = Array(role.below.dropLast())
            switch (role.type, file.content) {
            case (.model, .template(let content)), (.analysis, .template(let content)):
                let stem = String(fileName.dropLast(".sql".count))
                addBlocks(of: content, in: file, folders: folders, package)
                guard content.template?.blocks.contains(where: { $0.kind == .snapshot }) != true else { continue }
                var draft = draft(role.type, stem, file, content, folders + [stem])
                if role.type == .model, let version = versions[stem] {
                    draft.name = version.name
                    draft.version = version.version
                    draft.isLatest = version.isLatest
                }
                add(draft, package)
            case (.snapshot, .template(let content)):
                addBlocks(of: content, in: file, folders: folders, package)
            case (.seed, .seed):
                let stem = String(fileName.dropLast(".csv".count))
                add(
                    Draft(
                        type: .seed, name: stem, below: folders + [stem],
                        position: FilePosition(file: file.shownPath), text: "", template: nil,
                        reading: StaticReading([], file: file.shownPath), checksum: file.checksum, path: file.path,
                        alias: stem), package)
            default: break
            }
        }
        addSnapshotsOfProperties(package)
        addExternalTables(package)
    }

    private func draft(
        _ type: ResourceType, _ name: String, _ file: ParsedFile, _ content: ParsedFile.TemplateFile, _ below: [String]
    ) -> Draft {
        Draft(
            type: type, name: name, below: below, position: FilePosition(file: file.shownPath), text: content.text,
            template: content.template, reading: content.reading, head: content.head, checksum: file.checksum,
            path: file.path, alias: name)
    }

    private mutating func addBlocks(
        of content: ParsedFile.TemplateFile, in file: ParsedFile, folders: [String], _ package: Package
    ) {
        let stem = file.path.split(separator: "/").last.map { String($0.dropLast(".sql".count)) } ?? ""
        for block in content.template?.blocks ?? [] where block.kind == .snapshot {
            var draft = draft(.snapshot, block.name, file, content, folders + [stem, block.name])
            draft.position = FilePosition(
                file: file.shownPath, line: block.position.line, column: block.position.column)
            draft.text = block.text
            draft.template = block.template
            draft.reading = StaticReading(block.template.calls.filter { $0.macro == nil }, file: file.shownPath)
            draft.checksum = Checksum.sha256(block.text)
            add(draft, package)
        }
    }

    /// `snapshots: [{name: …, relation: ref('x')}]`: history of a relation, without a file of its own.
    private mutating func addSnapshotsOfProperties(_ package: Package) {
        for (name, item) in package.properties.snapshots.sorted(by: { $0.key < $1.key }) {
            guard let relation = item.tree["relation"]?.text else { continue }
            let position = item.tree["relation"]?.position(in: item.file.shown) ?? item.position
            let text = "select * from {{ \(relation) }}"
            do throws(JinjaError) {
                let template = try JinjaTemplate(text, name: item.file.shown)
                var reading = StaticReading(template.calls, file: item.file.shown)
                for place in reading.references.indices { reading.references[place].position = position }
                add(
                    Draft(
                        type: .snapshot, name: name, below: [name], position: position, text: text,
                        template: template, reading: reading, checksum: Checksum.sha256(text), path: item.file.path,
                        alias: name), package)
            } catch {
                report("syntax-template", at: position, "`relation` must be ref('…') or source('…', '…').")
            }
        }
    }

    /// `models: [{name: …, config: {kind: external}}]`: a table that others fill has no file of its own.
    private mutating func addExternalTables(_ package: Package) {
        for (name, item) in package.properties.models.sorted(by: { $0.key < $1.key })
        where firstByName[package.config.name + "." + name] == nil {
            let config = item.tree["config"]
            let kind = config?["kind"]?.text ?? config?["materialized"]?.text ?? item.tree["kind"]?.text
            guard kind == ModelKind.external.rawValue else { continue }
            add(
                Draft(
                    type: .model, name: name, below: [name], position: item.position, text: "", template: nil,
                    reading: StaticReading([], file: item.file.shown), checksum: Checksum.sha256(""),
                    path: item.file.path, alias: name), package)
        }
    }

    private func versionedFiles(
        _ package: Package
    ) -> [String: (name: String, version: String, isLatest: Bool)] {
        var found: [String: (name: String, version: String, isLatest: Bool)] = [:]
        for (name, item) in package.properties.models {
            let versions = (item.tree["versions"]?.elements ?? []).compactMap { version in
                version["v"]?.text.map { (number: $0, file: version["defined_in"]?.text ?? "\(name)_v\($0)") }
            }
            guard !versions.isEmpty else { continue }
            let greatest = versions.max { left, right in
                (Double(left.number) ?? 0, left.number) < (Double(right.number) ?? 0, right.number)
            }
            let latest = item.tree["latest_version"]?.text ?? greatest?.number
            for version in versions {
                found[version.file] = (name, version.number, version.number == latest)
                if version.number == latest, found[name] == nil { found[name] = (name, version.number, true) }
            }
        }
        return found
    }

    // MARK: One node

    mutating func add(_ draft: Draft, _ package: Package) {
        let owner = package.config.name
        let id = NodeID(draft.type, project: owner, draft.name + (draft.version.map { ".v" + $0 } ?? ""))
        guard draft.below.allSatisfy({ $0.isNodeName || root.layout == .dbt }), draft.name.isNodeName else {
            report(
                "bad-model-name", at: draft.position,
                "\(draft.position.file) can't name a table: use letters, digits and _ as in pipelines/schema/table.sql."
            )
            return
        }
        let key = owner + "." + draft.name + (draft.version.map { ".v" + $0 } ?? "")
        if draft.type != .analysis {
            if let first = firstByName[key] {
                report(
                    "duplicate-model", at: draft.position,
                    "There is a model, seed or snapshot `\(draft.name)` already, at \(first). Rename one of them; `alias` keeps its table's name.",
                    node: id)
                return
            }
            firstByName[key] = draft.position
        }
        let item = properties(of: draft, package)
        let fullName = [owner] + draft.below
        var node = ModelNode(
            id: id, type: draft.type, name: draft.name, project: owner, version: draft.version, kind: .view,
            relation: TableName(schema: nil, draft.name), path: draft.path, fullName: fullName,
            position: draft.position, text: draft.text, checksum: draft.checksum,
            template: draft.template.map { NodeTemplate(jinja: $0) }, settings: NodeSettings(),
            properties: NodeProperties(), references: [], macros: [], snapshot: nil, seed: nil)
        if draft.type == .model, root.layout == .native { folderSchemas[id] = draft.below.dropLast().first }
        var layers = self.layers(draft.type, fullName: fullName, package)
        if let item { addProperties(item, to: &layers, node: &node) }
        addOwn(draft, to: &layers, node: id)
        apply(layers, to: &node)
        guard node.settings.isEnabled else {
            project.disabled.insert(id)
            project.index.addDisabled(draft.name)
            return
        }
        readReferences(draft, to: &node)
        if draft.type != .analysis { project.index.add(node, isLatest: draft.isLatest) }
        project.models[id] = node
    }

    private func properties(of draft: Draft, _ package: Package) -> PropertyIndex.Item? {
        switch draft.type {
        case .model: package.properties.models[draft.name]
        case .seed: package.properties.seeds[draft.name]
        case .snapshot: package.properties.snapshots[draft.name]
        case .analysis: package.properties.analyses[draft.name]
        default: nil
        }
    }

    /// What project files say: a package's own, and over it that of the project that uses it.
    func layers(_ type: ResourceType, fullName: [String], _ package: Package) -> SettingLayers {
        var layers = SettingLayers()
        if package.config.name != root.name {
            for tree in package.config.trees[type] ?? [] { tree.add(to: &layers, fullName: fullName) }
        }
        for tree in root.trees[type] ?? [] { tree.add(to: &layers, fullName: fullName) }
        return layers
    }

    private mutating func addOwn(_ draft: Draft, to layers: inout SettingLayers, node: NodeID) {
        for (name, value, position) in draft.head.settings + draft.reading.settings {
            checkSetting(name, at: position, node: node)
            layers.add(name, value, from: position)
        }
    }

    private mutating func checkSetting(_ name: String, at position: FilePosition, node: NodeID) {
        guard !SettingName.known.contains(SettingName.canonical(name)) else { return }
        report(
            "unknown-setting", .warning, at: position, "There is no setting `\(name)`.",
            suggestion: NearestName.to(name, among: SettingName.known).map { "Did you mean `\($0)`?" }, node: node)
    }

    // MARK: References

    private mutating func readReferences(_ draft: Draft, to node: inout ModelNode) {
        var references = draft.reading.references
        let called = project.library.called(by: draft.reading, from: node.project)
        var macros: Set<NodeID> = []
        var isComputed = draft.reading.isComputed
        for entry in called {
            guard let reach = project.macroReach[entry.id] else { continue }
            macros.formUnion(reach.macros)
            isComputed = isComputed || reach.isComputed
            references += reach.references.map { reference in
                var reference = reference
                reference.isConditional = true
                return reference
            }
        }
        for hook in node.settings.preHooks + node.settings.postHooks where hook.sql.contains("{{") {
            guard let template = try? JinjaTemplate(hook.sql, name: hook.position.file) else { continue }
            for var reference in StaticReading(template.calls, file: hook.position.file).references {
                reference.position = hook.position
                reference.isConditional = true
                if case .ref(_, node.name, _) = reference.target { continue }
                references.append(reference)
            }
        }
        if let name = node.settings.snapshotOf {
            references.append(
                NodeReference(
                    .ref(package: nil, name: name, version: nil),
                    at: node.settings.origin(of: "snapshot_of") ?? node.position))
        }
        node.references = references
        node.macros = macros.sorted()
        if isComputed { computed.insert(node.id) }
        guard references.isEmpty, !isComputed, node.type == .model || node.type == .snapshot else { return }
        let isPlain = node.template?.isPlain ?? false
        if isPlain || root.layout == .native, node.template != nil { plain.insert(node.id) }
    }
}
