internal import LookML
internal import Synchronization

/// The views of one model. Each is resolved when an explore, or the check of the whole model, first asks for it.
final class ModelViews: Sendable {
    let settings: ModelSettings
    let objects: MergedObjects
    private let pool: ViewPool
    /// Those that the pool can't have, by name and alias.
    private let own = Mutex<[[String]: LazyView]>([:])

    init(settings: ModelSettings, objects: MergedObjects, pool: ViewPool) {
        self.settings = settings
        self.objects = objects
        self.pool = pool
    }

    func view(_ object: NamedObject, alias: String) -> LazyView {
        let settings = settings.ofViews
        if objects.isPlain(object.name) { return pool.view(object, alias: alias, settings: settings) }
        return own.withLock { own in
            let key = [object.name, alias]
            if let known = own[key] { return known }
            let new = LazyView(object, alias: alias, settings: settings)
            own[key] = new
            return new
        }
    }

    /// Where the rows of every view come from that can be queried, by its name.
    var sources: [String: ViewSource] {
        var sources: [String: ViewSource] = [:]
        for name in objects.names where !objects.isTemplate(name) {
            guard let object = objects.object(name) else { continue }
            sources[name] = ViewResolver.source(of: object, settings: settings.ofViews)
        }
        return sources
    }
}
