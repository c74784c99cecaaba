internal import LookML

/// The explores of a model, each resolved when it is first asked for.
struct ExploreTable: Sendable {
    private let lazy: [Lazy<ExploreResolution>]
    private let places: [String: Int]

    /// Explores that exist only to be extended are left out.
    init(_ objects: MergedObjects, model: String, views: ModelViews) {
        let names = objects.names.filter { !objects.isTemplate($0) }
        let explores = names.compactMap { objects.object($0) }
        lazy = explores.map { explore in Lazy { ExploreResolver.resolve(explore, model: model, views: views) } }
        places = Dictionary(uniqueKeysWithValues: zip(explores.map(\.name), explores.indices))
    }

    /// `nil` when there is none of this name that could be queried.
    func explore(_ name: String) -> Explore? { places[name].flatMap { lazy[$0].value.explore } }

    /// In the order of the files.
    var resolutions: [ExploreResolution] { Parallel.map(lazy) { $0.value } }

    var all: [Explore] { resolutions.compactMap(\.explore) }
}
