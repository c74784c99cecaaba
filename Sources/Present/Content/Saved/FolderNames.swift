/// The folders that there are, by the names and numbers that content files have for them.
package struct FolderNames: Sendable {
    private struct Place: Hashable {
        var parent: String
        var name: String
    }

    private let ids: Set<String>
    private let places: [Place: String]

    /// - Parameter folders: All that are not in the trash.
    package init(_ folders: [Folder]) {
        ids = Set(folders.map(\.id))
        var places: [Place: String] = [:]
        for folder in folders {
            guard let parent = folder.parentID else { continue }
            let place = Place(parent: parent, name: folder.name)
            // Of two with one name the older is meant.
            if let other = places[place], (other.count, other) < (folder.id.count, folder.id) { continue }
            places[place] = folder.id
        }
        self.places = places
    }

    /// The folder that is meant; where there is none such, the innermost around it, which may be Shared.
    package func id(of reference: FolderReference) -> String {
        switch reference {
        case .id(let id): return ids.contains(id) ? id : Folder.sharedID
        case .path(let names):
            var parent = Folder.sharedID
            for name in names {
                guard let next = places[Place(parent: parent, name: name)] else { break }
                parent = next
            }
            return parent
        }
    }
}
