package import SemanticModel

/// Who searches: what they may see of what there is.
package struct SearchReader: Sendable {
    /// The folders whose content they may look at; `nil` for all.
    package var folders: Set<String>?
    /// The model as they know it.
    package var project: Project
    /// Of content: `look`, `dashboard`, `chart` …
    package var kinds: Set<FoundContent.Kind>
    /// Whether they may ask explores at all, and so may know fields and values.
    package var seesData: Bool

    package init(folders: Set<String>?, project: Project, kinds: Set<FoundContent.Kind>, seesData: Bool) {
        self.folders = folders
        self.project = project
        self.kinds = kinds
        self.seesData = seesData
    }

    func sees(folder: String?) -> Bool { folder.map { folders?.contains($0) ?? true } ?? true }
}
