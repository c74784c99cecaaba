internal import LookML
internal import Synchronization

/// A view under one alias, and the names that it uses: each resolved when it is first asked for.
struct LazyView: Sendable {
    let view: Lazy<ResolvedView>
    let usage: Lazy<ViewUsage>
    /// Of a view that no explore uses. It is made without `view`, so that its fields are not kept.
    let outline: Lazy<ViewOutline>

    init(_ object: NamedObject, alias: String, settings: ViewSettings) {
        let view = Lazy { ViewResolver.resolve(object, alias: alias, settings: settings) }
        self.view = view
        usage = Lazy { ViewUsage(of: view.value) }
        outline = Lazy { ViewOutline(of: ViewResolver.resolve(object, alias: alias, settings: settings)) }
    }
}

/// Views that are the same in several models, and from one load of a project to the next.
///
/// Only views that are nothing but their own block are here (``MergedObjects/isPlain(_:)``): such a view is the same
/// wherever its block, its alias and the settings of its model are. A block is known by its place, so that everything from
/// a file has to go once the file changes.
final class ViewPool: Sendable {
    struct Key: Hashable, Sendable {
        var place: SourceLocation
        var alias: String
    }

    private let views: Mutex<[ViewSettings: [Key: LazyView]]>

    /// - Parameter changed: Files that are not any more as they were when `pool` was filled.
    init(_ pool: ViewPool? = nil, without changed: Set<String> = []) {
        let before = pool?.views.withLock { $0 } ?? [:]
        views = Mutex(
            changed.isEmpty ? before : before.mapValues { $0.filter { !changed.contains($0.key.place.file) } })
    }

    func view(_ object: NamedObject, alias: String, settings: ViewSettings) -> LazyView {
        let key = Key(place: object.location, alias: alias)
        return views.withLock { views in
            if let known = views[settings]?[key] { return known }
            let new = LazyView(object, alias: alias, settings: settings)
            views[settings, default: [:]][key] = new
            return new
        }
    }

    /// Forgets the views of models with other settings.
    func keep(_ settings: Set<ViewSettings>) {
        views.withLock { views in views = views.filter { settings.contains($0.key) } }
    }
}
