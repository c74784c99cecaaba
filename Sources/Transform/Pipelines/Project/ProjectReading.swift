import JSON
import Warehouse

/// A whole reading of a project, kept so that edits of its SQL need not assemble it anew.
///
/// Most edits change the SQL of a model and neither what it reads nor what it sets or calls. Then every other node, every
/// test and the graph are what they were, and only the model itself is another.
struct ProjectReading: Sendable {
    let options: PipelineProjectReader.Options
    /// By path.
    private var files: [ParsedFile]
    private(set) var project: PipelineProject
    /// The models of each file.
    private let models: [String: [NodeID]]
    /// Nodes of which only rendering told what they read and set.
    private let computed: Set<NodeID>
    /// Plain SQL, and the tables that it was found to read.
    private let plain: Set<NodeID>
    private let tables: [NodeID: [TableName]]
    /// Files about which something was reported.
    private let blamed: Set<String>
    /// Whether what a template gives may hang on the text of any other.
    private let readsGraph: Bool

    init(
        _ options: PipelineProjectReader.Options, _ files: [ParsedFile], _ project: PipelineProject,
        computed: Set<NodeID>, plain: Set<NodeID>, tables: [NodeID: [TableName]]
    ) {
        self.options = options
        self.files = files
        self.project = project
        self.computed = computed
        self.plain = plain
        self.tables = tables
        models = Dictionary(grouping: project.models.values, by: \.path).mapValues { $0.map(\.id) }
        blamed = Set(project.problems.map(\.position.file))
        readsGraph =
            project.macros.values.contains(where: \.mentionsGraph)
            || project.models.values.contains { MacroDefinition.mentionsGraph($0.text) }
    }

    /// Takes files that have changed.
    /// - Parameter files: All of the folder, by path.
    /// - Returns: `false`, and nothing is changed, if more than the SQL of models is another: the project has to be
    ///   assembled.
    mutating func take(_ files: [ParsedFile], parsedBy warehouse: any Warehouse) async -> Bool {
        guard !readsGraph, files.count == self.files.count else { return false }
        var project = project
        for (old, new) in zip(self.files, files) {
            guard old.path == new.path else { return false }
            guard old.checksum != new.checksum || old.checksum.isEmpty else { continue }
            guard let model = await edited(old, new, parsedBy: warehouse) else { return false }
            project.models[model.id] = model
            project.edited.insert(model.id)
        }
        self.files = files
        self.project = project
        return true
    }

    /// - Returns: The model with its new SQL; `nil` if anything else about it may be another.
    private func edited(
        _ old: ParsedFile, _ new: ParsedFile, parsedBy warehouse: any Warehouse
    ) async -> ModelNode? {
        guard let id = models[new.path]?.first, models[new.path]?.count == 1, var model = project.models[id],
            model.type == .model, model.kind != .ephemeral, !computed.contains(id), !blamed.contains(new.shownPath),
            case .template(let before) = old.content, case .template(let after) = new.content,
            let template = after.template, template.blocks.isEmpty, before.template?.blocks.isEmpty == true,
            template.macros.isEmpty, before.template?.macros.isEmpty == true,
            old.problems.isEmpty, new.problems.isEmpty,
            model.template?.isPlain == NodeTemplate(jinja: template).isPlain, after.says(theSameAs: before),
            !MacroDefinition.mentionsGraph(after.text)
        else { return nil }
        if plain.contains(id) {
            guard model.template?.isPlain == true, let known = tables[id],
                let found = try? await warehouse.tablesRead(by: after.text.withoutSemicolon),
                found.map(TableName.init(written:)) == known
            else { return nil }
        }
        for (place, reference) in after.reading.references.enumerated() {
            guard place < model.references.count, model.references[place].target == reference.target else {
                return nil
            }
            model.references[place].position = reference.position
        }
        model.text = after.text
        model.checksum = new.checksum
        model.template = NodeTemplate(jinja: template)
        return model
    }
}

extension ParsedFile.TemplateFile {
    /// Whether both set, read and call the same; references may stand elsewhere.
    fileprivate func says(theSameAs other: Self) -> Bool {
        let (ours, theirs) = (reading, other.reading)
        return ours.isComputed == theirs.isComputed && ours.usesConfig == theirs.usesConfig
            && ours.calls == theirs.calls
            && ours.dispatched.elementsEqual(theirs.dispatched, by: ==)
            && ours.settings.elementsEqual(theirs.settings, by: ==)
            && head.settings.elementsEqual(other.head.settings, by: ==)
            && ours.references.elementsEqual(theirs.references) {
                $0.target == $1.target && $0.isConditional == $1.isConditional && $0.readsAll == $1.readsAll
            }
    }
}
