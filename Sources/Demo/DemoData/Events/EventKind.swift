/// What people do in the product, and what they tend to do next.
enum EventKind: CaseIterable {
    case search, results, resultClick, viewBlob, viewRepository, viewTree, hover, definition, references, copy, history,
        codeHost, notebook, monitor, batchChange, insight, chat

    var name: StaticString {
        switch self {
        case .search: "SearchSubmitted"
        case .results: "SearchResultsFetched"
        case .resultClick: "SearchResultClicked"
        case .viewBlob: "ViewBlob"
        case .viewRepository: "ViewRepository"
        case .viewTree: "ViewTree"
        case .hover: "hover"
        case .definition: "goToDefinition"
        case .references: "findReferences"
        case .copy: "CodeCopied"
        case .history: "ViewCommits"
        case .codeHost: "GoToCodeHostClicked"
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

    /// How likely the visit goes on after it: whoever searches wants to see what there is.
    var goesOn: Double {
        switch self {
        case .search: 0.93
        case .results: 0.72
        case .resultClick: 1
        case .viewBlob: 0.52
        default: 0.32
        }
    }

    func next(_ random: inout Random) -> EventKind {
        switch self {
        case .search: random.pick([(.results, 80), (.search, 20)], otherwise: .results)
        case .results: random.pick([(.resultClick, 58), (.search, 32), (.viewRepository, 10)], otherwise: .search)
        case .resultClick: .viewBlob
        case .viewBlob:
            random.pick(
                [
                    (.hover, 26), (.definition, 26), (.search, 11), (.viewTree, 8), (.chat, 6), (.copy, 13),
                    (.history, 4), (.codeHost, 6),
                ], otherwise: .hover)
        case .hover: random.pick([(.definition, 45), (.references, 20), (.hover, 35)], otherwise: .definition)
        default:
            random.pick(
                [(.search, 40), (.viewBlob, 35), (.insight, 8), (.batchChange, 8), (.viewTree, 9)], otherwise: .search)
        }
    }
}
