import JSON
import Jinja
import Warehouse

/// Joins the parsed files of a project and its packages to nodes.
struct ProjectAssembler {
    /// A project or an installed package as its files say.
    struct Package {
        var config: ProjectConfig
        /// Its folder below the project's, with `/` at its end; empty for the project itself.
        var prefix: String
        var files: [ParsedFile]
        var properties = PropertyIndex()

        /// The file's path below the package's own folder.
        func path(of file: ParsedFile) -> String { String(file.path.dropFirst(prefix.count)) }
    }

    var project: PipelineProject
    var packages: [Package]
    let root: ProjectConfig
    /// Nodes of which only rendering tells what they read and set.
    var computed: Set<NodeID> = []
    /// Plain SQL whose tables have to be found by parsing.
    var plain: Set<NodeID> = []
    /// What the arguments of tests name, by their text.
    var namedByText: [String: NodeReference?] = [:]
    /// Where each model's name was seen first.
    var firstByName: [String: FilePosition] = [:]
    /// In a native project the schema of the folder.
    var folderSchemas: [NodeID: String] = [:]

    /// Nodes by the table that they make or describe.
    var tables: [TableName: NodeID] = [:]
    /// Nodes by a name that stands without a schema; `nil` for a name that means several.
    var names: [String: NodeID?] = [:]

    init(_ packages: [Package], folder: String) {
        let root = packages[0].config
        self.root = root
        self.packages = packages
        project = PipelineProject(name: root.name, layout: root.layout, folder: folder, settings: root.settings)
        project.library.dispatch = root.dispatch
        for package in packages.dropFirst() {
            project.packageVariables[package.config.name] = package.config.settings.variables
        }
    }

    /// Everything that needs neither rendering nor the warehouse. References are not resolved yet.
    mutating func assemble() {
        for index in packages.indices {
            project.problems += packages[index].config.problems
            for file in packages[index].files {
                project.problems += file.problems
                readPropertiesAndDocs(file, package: index)
            }
            project.problems += packages[index].properties.problems
        }
        addMacros()
        for package in packages { addModels(package) }
        for package in packages { addSources(package) }
        for package in packages { addTests(package) }
        for package in packages { reportUnused(package) }
    }

    private mutating func readPropertiesAndDocs(_ file: ParsedFile, package index: Int) {
        let path = packages[index].path(of: file)
        switch file.content {
        case .docs(let blocks):
            for block in blocks {
                let name = index == 0 ? block.name : packages[index].config.name + "." + block.name
                project.docs[name] = block.text.trimmed
            }
        case .properties(let tree):
            guard !["dbt_project.yml", "pipelines.yaml", "pipelines.yml"].contains(path),
                packages[index].config.role(of: path) != nil
            else { return }
            packages[index].properties.read(tree, file: .init(path: file.path, shown: file.shownPath))
        default: break
        }
    }

    // MARK: Macros

    private mutating func addMacros() {
        var readings: [NodeID: (package: String, reading: StaticReading)] = [:]
        for package in packages {
            for file in package.files {
                guard case .template(let content) = file.content, let template = content.template,
                    let role = package.config.role(of: package.path(of: file)),
                    role.type == .macro || role.type == .test
                else { continue }
                let macros = template.macros
                let lines = content.text.split(separator: "\n", omittingEmptySubsequences: false)
                for (place, macro) in macros.enumerated() {
                    let end = place + 1 < macros.count ? macros[place + 1].site.position.line - 1 : lines.count
                    let start = macro.site.position.line - 1
                    let source = start < end ? lines[start..<min(end, lines.count)].joined(separator: "\n") : macro.name
                    add(macro, source: source, file: file, package: package, readings: &readings)
                }
            }
        }
        project.macroReach = project.library.reach(readings)
        for (id, macro) in readings {
            project.macros[id]?.macros = project.library.called(by: macro.reading, from: macro.package).map(\.id)
        }
    }

    private mutating func add(
        _ macro: JinjaMacro, source: String, file: ParsedFile, package: Package,
        readings: inout [NodeID: (package: String, reading: StaticReading)]
    ) {
        let owner = package.config.name
        let name = macro.kind == .test ? "test_" + macro.name : macro.name
        let id = NodeID(.macro, project: owner, name)
        let position = FilePosition(
            file: file.shownPath, line: macro.site.position.line, column: macro.site.position.column)
        if let first = project.macros[id] {
            project.problems.append(
                ProjectProblem(
                    "duplicate-macro", at: position, "The macro `\(name)` is defined twice; first at \(first.position)."
                ))
            return
        }
        let reading = StaticReading(macro.calls, file: file.shownPath)
        readings[id] = (owner, reading)
        project.library.add(.init(id: id, macro: macro), package: owner, name: name)
        project.macros[id] = MacroDefinition(
            id: id, name: name, project: owner, path: file.path, position: position,
            checksum: Checksum.sha256(source), isTest: macro.kind == .test, macros: [],
            references: reading.references,
            description: describe(package.properties.macros[macro.name]?.tree["description"]?.text, owner),
            mentionsGraph: MacroDefinition.mentionsGraph(source))
    }

    // MARK: Shared

    /// A description with its `{{ doc('…') }}` filled in.
    func describe(_ text: String?, _ package: String) -> String {
        guard let text else { return "" }
        guard text.contains("{{") else { return text.trimmed }
        var result = ""
        var rest = Substring(text)
        while let open = rest.range(of: "{{"), let close = rest[open.upperBound...].range(of: "}}") {
            result += rest[..<open.lowerBound]
            let words = rest[open.upperBound..<close.lowerBound].split { "\"'".contains($0) }.map(\.trimmed)
            // doc ( 'name' ) or doc ( 'package' , 'name' )
            if words.first?.hasPrefix("doc") == true, words.count >= 3 {
                let name =
                    words.count >= 5 && words[1] != project.name ? words[1] + "." + words[3] : words[words.count - 2]
                result += project.docs[name] ?? project.docs[package + "." + name] ?? ""
            }
            rest = rest[close.upperBound...]
        }
        return (result + rest).trimmed
    }

    mutating func report(
        _ code: String, _ severity: ProjectProblem.Severity = .error, at position: FilePosition, _ message: String,
        suggestion: String? = nil, node: NodeID? = nil
    ) {
        project.problems.append(
            ProjectProblem(code, severity, at: position, message, suggestion: suggestion, node: node))
    }

    /// Warns of what nobody knows, with the nearest that somebody does.
    mutating func checkNames(
        _ tree: PropertyTree, known: Set<String>, word: String, file: String, node: NodeID?
    ) {
        for entry in tree.entries ?? []
        where !known.contains(SettingName.canonical(entry.key)) && !known.contains(entry.key) {
            report(
                "unknown-\(word)", .warning, at: entry.position(in: file), "There is no \(word) `\(entry.key)`.",
                suggestion: NearestName.to(entry.key, among: known).map { "Did you mean `\($0)`?" }, node: node)
        }
    }

    /// Properties of models that have no file.
    private mutating func reportUnused(_ package: Package) {
        let named: [(ResourceType, [String: PropertyIndex.Item])] = [
            (.model, package.properties.models), (.seed, package.properties.seeds),
            (.snapshot, package.properties.snapshots),
        ]
        let names = Dictionary(grouping: project.models.values.filter { $0.project == package.config.name }, by: \.type)
            .mapValues { Set($0.map(\.name)) }
        for (type, items) in named {
            for (name, item) in items
            where names[type]?.contains(name) != true && !project.index.isDisabled(name) {
                report(
                    "properties-of-nothing", .warning, at: item.position,
                    "There is no \(type.rawValue) `\(name)` that these properties are of.",
                    suggestion: NearestName.to(name, among: names[type] ?? []).map { "Did you mean `\($0)`?" })
            }
        }
    }
}
