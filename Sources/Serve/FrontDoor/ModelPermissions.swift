/// Permissions by model, by the names of Looker's permissions. Each role gives its own on its own models.
package struct ModelPermissions: Sendable, Hashable {
    /// Those that hold on one model at least.
    package private(set) var all: Set<String> = []
    private var onEveryModel: Set<String> = []
    private var byModel: [String: Set<String>] = [:]

    package init() {}

    /// - Parameter models: `nil` is every model, those to come too.
    package mutating func add(_ permissions: Set<String>, on models: Set<String>?) {
        all.formUnion(permissions)
        guard let models else { return onEveryModel.formUnion(permissions) }
        for model in models { byModel[model, default: []].formUnion(permissions) }
    }

    /// Whether it holds on every model, those to come too: what data that belongs to no model asks for.
    package func containsEverywhere(_ permission: String) -> Bool { onEveryModel.contains(permission) }

    package func contains(_ permission: String, in model: String) -> Bool {
        onEveryModel.contains(permission) || byModel[model]?.contains(permission) ?? false
    }
}
