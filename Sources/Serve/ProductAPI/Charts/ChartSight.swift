internal import Content
internal import FrontDoor

/// Which of the charts that the project keeps somebody sees: as of Looks, those in folders that they see.
struct ChartSight: Sendable {
    private let gate: SavedContentGate?
    private let names: FolderNames

    /// - Parameter store: `nil` where only files are there, and with them everything.
    init(_ store: ContentStore?, _ caller: Caller) async throws {
        if let store {
            gate = try await SavedContentGate(store, caller)
            names = FolderNames(try await store.folders())
        } else {
            gate = nil
            names = FolderNames([])
        }
    }

    func sees(_ chart: ChartFile) -> Bool { gate?.sees(names.id(of: chart.folder)) ?? true }
}
