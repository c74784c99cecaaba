package import JSON

/// The models, seeds, snapshots, tests and sources of a `pipelines/` folder, read and joined up. Never changes once read.
package struct PipelineProject: Sendable {
    package enum Layout: String, Sendable, Hashable {
        /// Ours: `pipelines/<schema>/<table>.sql`.
        case native
        /// A folder with `dbt_project.yml`, read by dbt's rules.
        case dbt
    }

    package var name: String
    package var layout: Layout
    /// The `pipelines/` folder's path on disk. Paths of nodes are below it.
    package var folder: String
    package var settings: PipelineSettings

    /// Models, seeds, snapshots and analyses that are enabled, those of installed packages among them.
    package var models: [NodeID: ModelNode]
    package var tests: [NodeID: DataTest]
    package var unitTests: [NodeID: UnitTest]
    package var sources: [NodeID: SourceTable]
    package var exposures: [NodeID: Exposure]
    package var macros: [NodeID: MacroDefinition]
    /// The text of `{% docs %}` blocks by name.
    package var docs: [String: String]
    /// Nodes that a setting has switched off: not part of the graph, known so that a reference to one can say so.
    package var disabled: Set<NodeID>
    /// Everything wrong with the files, by place. A node with an error of its own is still among the nodes.
    package var problems: [ProjectProblem]

    /// Which assembly of files this is: projects of the same one differ in the SQL of ``edited`` models alone.
    var assembly = Assembly()
    /// Models whose SQL was edited since.
    var edited: Set<NodeID> = []
    /// What the names in templates mean.
    var library: MacroLibrary
    var index: ReferenceIndex
    /// What is known of each macro together with all that it calls.
    var macroReach: [NodeID: MacroReach] = [:]
    /// Variables of installed packages.
    var packageVariables: [String: JSONObject] = [:]

    package init(name: String, layout: Layout, folder: String, settings: PipelineSettings = PipelineSettings()) {
        self.name = name
        self.layout = layout
        self.folder = folder
        self.settings = settings
        models = [:]
        tests = [:]
        unitTests = [:]
        sources = [:]
        exposures = [:]
        macros = [:]
        docs = [:]
        disabled = []
        problems = []
        library = MacroLibrary(root: name)
        index = ReferenceIndex(root: name)
    }

    /// Told apart by identity.
    final class Assembly: Sendable {}

    /// The node of that name, whatever it is.
    package subscript(id: NodeID) -> Node? {
        if let model = models[id] { return .model(model) }
        if let test = tests[id] { return .test(test) }
        if let source = sources[id] { return .source(source) }
        if let unitTest = unitTests[id] { return .unitTest(unitTest) }
        if let exposure = exposures[id] { return .exposure(exposure) }
        return nil
    }
}

/// Any node of the graph.
package enum Node: Sendable {
    case model(ModelNode)
    case test(DataTest)
    case unitTest(UnitTest)
    case source(SourceTable)
    case exposure(Exposure)
}

/// What holds for a whole project: of `dbt_project.yml`, of `pipelines.yaml`, or of `pipelines:` in `soundings.yaml`.
package struct PipelineSettings: Sendable, Hashable {
    /// The schema of models whose settings name none.
    package var schema = "clean"
    /// Project variables, before those of a run.
    package var variables = JSONObject()
    package var timezone = "UTC"
    /// How many nodes may be built at once; `nil` for the program's default.
    package var threads: Int?
    /// Statements run before and after each run (`on-run-start`, `on-run-end`), with templates.
    package var onRunStart: [Hook] = []
    package var onRunEnd: [Hook] = []
    /// `simple` (one table for each model, replaced in place) or `versions`.
    package var environments = "simple"
    /// Everything else that stands there, by name.
    package var others = JSONObject()

    package init() {}
}

/// A statement that runs before or after something.
package struct Hook: Sendable, Hashable {
    /// SQL with a template.
    package var sql: String
    /// Whether it runs in the same transaction as the model.
    package var isInTransaction: Bool
    package var position: FilePosition

    package init(sql: String, isInTransaction: Bool = true, position: FilePosition) {
        self.sql = sql
        self.isInTransaction = isInTransaction
        self.position = position
    }
}
