package import LookML

/// A LookML project with every name resolved: what queries compile against. Immutable, so a reload never disturbs a
/// query that is running on the model before it.
package struct Project: Sendable {
    package var name: String
    /// By name, in the order of the files.
    package var models: [Model]
    /// LookML dashboard files (`*.dashboard.lookml`), YAML text as read, with the models that include each.
    package var dashboardFiles: [DashboardFile]
    /// Every problem found while reading and resolving, ordered by place. Complete whenever it is read: what has not been
    /// resolved by then is resolved first, and kept.
    package var diagnostics: [Diagnostic] {
        get { found.value }
        set { found = Deferred(newValue) }
    }
    package var manifest = Manifest()
    private var found: Deferred<[Diagnostic]>

    package init(name: String, models: [Model], dashboardFiles: [DashboardFile], diagnostics: [Diagnostic]) {
        self.name = name
        self.models = models
        self.dashboardFiles = dashboardFiles
        found = Deferred(diagnostics)
    }

    /// A project whose problems are looked for once they are asked for.
    init(name: String, models: [Model], dashboardFiles: [DashboardFile], diagnostics: Lazy<[Diagnostic]>) {
        self.name = name
        self.models = models
        self.dashboardFiles = dashboardFiles
        found = Deferred(diagnostics, empty: [])
    }

    package func model(_ name: String) -> Model? { models.first { $0.name == name } }

    package var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }
}

package struct DashboardFile: Sendable {
    package var path: String
    package var text: String
    package var models: [String]

    package init(path: String, text: String, models: [String]) {
        self.path = path
        self.text = text
        self.models = models
    }
}
