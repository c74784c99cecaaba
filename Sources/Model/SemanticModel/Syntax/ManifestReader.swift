internal import LookML

/// Reads what `manifest.lkml` says of the project as a whole. Constants that can't be read have been reported.
enum ManifestReader {
    static func manifest(_ document: LookMLDocument?, problems: ProblemList) -> Manifest {
        var manifest = Manifest()
        guard let document else { return manifest }
        manifest.projectName = document.text("project_name")
        for (_, block) in document.blocks("constant") {
            guard let name = block.name?.value, let value = block.text("value"),
                !manifest.constants.contains(where: { $0.name == name })
            else { continue }
            manifest.constants.append(
                .init(
                    name: name, value: value,
                    export: block.text("export").flatMap(Manifest.Constant.Export.init(rawValue:)) ?? .none))
        }
        for (item, block) in document.blocks("local_dependency") {
            add(block.text("project"), item, block, to: &manifest, problems, "`project`")
        }
        for (item, block) in document.blocks("remote_dependency") {
            add(block.name?.value, item, block, to: &manifest, problems, "a name")
        }
        return manifest
    }

    private static func add(
        _ project: String?, _ item: LookMLItem, _ block: LookMLBlock, to manifest: inout Manifest,
        _ problems: ProblemList, _ needed: String
    ) {
        guard let project else {
            return problems.report("missing-parameter", "`\(item.key.value)` needs \(needed).", at: item.location)
        }
        var overrides: [String: String] = [:]
        for (_, override) in block.blocks("override_constant") {
            if let name = override.name?.value, let value = override.text("value") { overrides[name] = value }
        }
        manifest.dependencies.append(
            .init(
                project: project, url: block.text("url"), reference: block.text("ref"), overrides: overrides,
                location: item.location))
    }
}
