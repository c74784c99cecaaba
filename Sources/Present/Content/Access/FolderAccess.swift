/// What one reader may see and change of all folders, at one moment. What lies in a folder is as accessible as the folder.
package struct FolderAccess: Sendable {
    private let levels: [String: AccessLevel]
    /// The numbers by which the API speaks of the access to folders.
    private let metadataIDs: [String: String]

    init(levels: [String: AccessLevel], metadataIDs: [String: String]) {
        self.levels = levels
        self.metadataIDs = metadataIDs
    }

    /// ``AccessLevel/none`` for a folder that isn't there.
    package func level(of folderID: String) -> AccessLevel { levels[folderID] ?? .none }

    package func maySee(_ folderID: String) -> Bool { level(of: folderID) >= .view }

    /// The folders that may be looked into.
    package var visible: Set<String> { Set(levels.filter { $0.value >= .view }.keys) }

    package func mayEdit(_ folderID: String) -> Bool { level(of: folderID) >= .edit }

    /// The folder's content metadata id.
    package func metadataID(of folderID: String) -> String? { metadataIDs[folderID] }
}

/// Works out levels from folders and grants.
///
/// A folder has what it is granted itself, and what its parent has unless it doesn't inherit. Personal folders, those
/// directly in Users, inherit nothing: they are their owner's, and administrators look into them. Where the owner is gone
/// or disabled, administrators may tidy up.
struct FolderLevels {
    struct Node {
        var parent: String?
        var owner: String?
        var inherits: Bool
        /// The most that the reader is granted on this folder itself.
        var granted = AccessLevel.none
    }

    let reader: ContentReader
    let nodes: [String: Node]
    /// Accounts that are there and not disabled.
    let livingOwners: Set<String>
    private var found: [String: AccessLevel] = [:]
    private var personal: [String: String?] = [:]

    init(reader: ContentReader, nodes: [String: Node], livingOwners: Set<String>) {
        self.reader = reader
        self.nodes = nodes
        self.livingOwners = livingOwners
    }

    mutating func all() -> [String: AccessLevel] {
        for id in nodes.keys { _ = level(of: id, depth: 0) }
        return found
    }

    private mutating func level(of id: String, depth: Int) -> AccessLevel {
        if let known = found[id] { return known }
        guard let node = nodes[id], depth < 64 else { return .none }
        let level: AccessLevel =
            if id == Folder.usersID {
                reader.isAdmin ? .edit : max(.view, node.granted)
            } else if let root = personalRoot(of: id, depth: 0) {
                personalLevel(of: id, node, owner: nodes[root]?.owner, isRoot: root == id, depth: depth)
            } else if reader.isAdmin {
                .edit
            } else {
                max(node.granted, inherited(node, depth: depth))
            }
        found[id] = level
        return level
    }

    private mutating func personalLevel(
        of id: String, _ node: Node, owner: String?, isRoot: Bool, depth: Int
    ) -> AccessLevel {
        if let owner, owner == reader.userID { return .edit }
        let granted = isRoot ? node.granted : max(node.granted, inherited(node, depth: depth))
        guard reader.isAdmin else { return granted }
        let isOwned = owner.map(livingOwners.contains) ?? false
        return max(granted, isOwned ? .view : .edit)
    }

    private mutating func inherited(_ node: Node, depth: Int) -> AccessLevel {
        guard node.inherits, let parent = node.parent else { return .none }
        return level(of: parent, depth: depth + 1)
    }

    /// The personal folder that a folder is or lies in.
    private mutating func personalRoot(of id: String, depth: Int) -> String? {
        if let known = personal[id] { return known }
        guard let parent = nodes[id]?.parent, depth < 64 else { return nil }
        let root = parent == Folder.usersID ? id : personalRoot(of: parent, depth: depth + 1)
        personal[id] = .some(root)
        return root
    }
}
