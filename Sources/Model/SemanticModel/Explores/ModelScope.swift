internal import LookML

/// What an explore, or a check of the whole model, sees of its model; and what came up while it looked.
final class ModelScope {
    let model: ModelViews
    let problems = ProblemList()
    /// The views that were asked for, under the aliases of each.
    private(set) var resolved: [ViewOutline] = []
    /// Their names, and those of views that got another table.
    private(set) var used: Set<String> = []

    var settings: ModelSettings { model.settings }
    var views: MergedObjects { model.objects }

    init(_ model: ModelViews) { self.model = model }

    /// The view under an alias and the names that it uses; `nil`, after a report at `location`, when the model has none of
    /// this name.
    func view(
        _ name: String, alias: String, tableName: LookMLToken? = nil, at location: SourceLocation
    ) -> (view: ResolvedView, usage: ViewUsage)? {
        guard let object = views.object(name) else {
            problems.report(
                "unknown-view", "There is no view `\(name)` in this model.", at: location,
                suggestion: Suggestion.nearest(to: name, in: views.names))
            return nil
        }
        if views.isTemplate(name) {
            problems.report(
                "extension-required", "The view `\(name)` exists only to be extended.", at: location)
        }
        used.insert(name)
        guard let tableName else {
            let lazy = model.view(object, alias: alias)
            let view = lazy.view.value
            problems.report(view.problems)
            resolved.append(ViewOutline(of: view))
            return (view, lazy.usage.value)
        }
        let view = ViewResolver.resolve(object, alias: alias, tableName: tableName, settings: settings.ofViews)
        problems.report(view.problems)
        return (view, ViewUsage(of: view))
    }
}
