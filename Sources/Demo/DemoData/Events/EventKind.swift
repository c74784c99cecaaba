/// What people do in the product, and what they tend to do next.
enum EventKind: CaseIterable {
    case search, results, viewBlob, viewRepository, viewTree, hover, definition, references, notebook, monitor,
        batchChange
    case insight, chat

    var name: StaticString {
        switch self {
        case .search: "SearchSubmitted"
        case .results: "SearchResultsFetched"
        case .viewBlob: "ViewBlob"
        case .viewRepository: "ViewRepository"
        case .viewTree: "ViewTree"
        case .hover: "hover"
        case .definition: "goToDefinition"
        case .references: "findReferences"
        case .notebook: "ViewSearchNotebookPage"
        case .monitor: "CodeMonitorEmailLinkClicked"
        case .batchChange: "ViewBatchChangesListPage"
        case .insight: "ViewInsights"
        case .chat: "CodyChatSubmitted"
        }
    }

    /// The event that makes somebody active: always one of the qualifying ones.
    static func first(_ random: inout Random) -> EventKind {
        random.pick(
            [
                (.search, 46), (.viewBlob, 22), (.viewRepository, 14), (.viewTree, 6), (.hover, 7), (.notebook, 3),
                (.monitor, 2),
            ], otherwise: .search)
    }

    func next(_ random: inout Random) -> EventKind {
        switch self {
        case .search: random.pick([(.results, 80), (.search, 20)], otherwise: .results)
        case .results: random.pick([(.viewBlob, 60), (.search, 25), (.viewRepository, 15)], otherwise: .viewBlob)
        case .viewBlob:
            random.pick(
                [(.hover, 40), (.definition, 25), (.search, 15), (.viewTree, 12), (.chat, 8)], otherwise: .hover)
        case .hover: random.pick([(.definition, 45), (.references, 20), (.hover, 35)], otherwise: .definition)
        default:
            random.pick(
                [(.search, 40), (.viewBlob, 35), (.insight, 8), (.batchChange, 8), (.viewTree, 9)], otherwise: .search)
        }
    }
}
