package import ProductAnalytics

/// Where cohorts are found by their names: what the project's files hold goes before what is saved.
package struct CohortShelf: Sendable {
    private let files: [CohortFile]
    private let store: ContentStore?

    /// - Parameters:
    ///   - files: Of a project whose files are not in the store.
    ///   - store: `nil` where nothing was ever saved.
    package init(files: [CohortFile] = [], store: ContentStore?) {
        self.files = files
        self.store = store
    }

    /// Every cohort in its newest version, by name.
    package func all() async throws(ContentError) -> [SavedCohort] {
        let saved = try await store?.cohorts() ?? []
        let names = Set(files.map(\.name))
        return
            (files.map { file in Self.saved(file, saved.first { $0.name == file.name }) }
            + saved.filter { !names.contains($0.name) }).sorted { $0.name < $1.name }
    }

    /// - Parameter version: `nil` is the newest; others of a file are those that a server has seen.
    package func cohort(_ reference: CohortReference) async throws(ContentError) -> SavedCohort? {
        let saved = try await store?.cohort(reference.name, version: reference.version)
        guard reference.version == nil, let file = files.first(where: { $0.name == reference.name }) else {
            return saved
        }
        return Self.saved(file, saved)
    }

    /// Another one whenever any cohort may be another.
    package func stamp() async throws(ContentError) -> String { try await store?.cohortStamp() ?? "" }

    /// A file as it is, with the number that a server gave it.
    private static func saved(_ file: CohortFile, _ saved: SavedCohort?) -> SavedCohort {
        let same = saved?.definition == file.definition
        return SavedCohort(
            id: saved?.id ?? file.name, name: file.name, description: file.description,
            version: (saved?.version ?? 0) + (same ? 0 : 1), definition: file.definition, note: "",
            source: .file(file.location.file), changedAt: saved?.changedAt ?? .distantPast,
            createdAt: saved?.createdAt ?? .distantPast, isDeleted: false)
    }
}
