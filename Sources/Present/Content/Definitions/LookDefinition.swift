package import JSON

/// A Look as a content file says it: a query with its picture, under a title, in a folder.
package struct LookDefinition: Sendable, Hashable {
    /// A number that is its own for ever: `/looks/1519`.
    package var id: Int64
    package var slug: String?
    package var title: String
    package var description: String
    package var folder: FolderReference
    package var query: QueryDefinition
    /// The e-mail address of who answers for it.
    package var owner: String?
    package var marks = ContentMarks()
    /// `public`, `is_run_on_load`, as far as they were set.
    package var settings = JSONObject()

    /// The keys of ``settings``.
    static let settingKeys = ["public", "is_run_on_load"]
}

/// Where something lies, as a content file names it.
package enum FolderReference: Sendable, Hashable {
    /// A folder's id: `12`, `1` for Shared.
    case id(String)
    /// Names below Shared, from the top; folders that are missing are made.
    case path([String])

    static let shared = FolderReference.id("1")
}

/// A folder as a content file says it.
package struct FolderDefinition: Sendable, Hashable {
    package var id: Int64
    package var name: String
    package var description: String
    package var parent: FolderReference
}
