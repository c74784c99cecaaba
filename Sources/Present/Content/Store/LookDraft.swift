package import JSON

/// The properties of a Look that can be changed.
package struct LookDraft: Sendable, Hashable {
    package var title: String
    package var description: String
    package var folderID: String
    package var query: QueryDefinition
    package var slug: String?
    package var ownerID: String?
    /// Whether it is in the trash.
    package var deleted: Bool
    package var marks: ContentMarks
    /// `public`, `is_run_on_load`, as far as they were set.
    package var settings: JSONObject

    package init(title: String, folderID: String, query: QueryDefinition) {
        self.title = title
        self.description = ""
        self.folderID = folderID
        self.query = query
        self.deleted = false
        self.marks = ContentMarks()
        self.settings = JSONObject()
    }

    package init(_ look: Look) {
        self.init(title: look.title, folderID: look.folderID, query: look.query.definition)
        description = look.description
        slug = look.slug
        ownerID = look.ownerID
        deleted = look.deletedAt != nil
        marks = look.marks
        settings = look.settings
    }
}

extension Look {
    /// The Look in the shape of content files, with its folder's number.
    package var definition: LookDefinition {
        var definition = LookDefinition(
            id: Int64(id) ?? 0, slug: slug, title: title, description: description, folder: .id(folderID),
            query: query.definition)
        definition.owner = ownerEmail
        definition.marks = marks
        definition.settings = settings
        return definition
    }
}
