package import Foundation
package import JSON

/// A statement of the SQL page that somebody has saved: under a title, in a folder, for all who see that folder and may run
/// SQL.
///
/// It says what a text is for, and changes; what runs is a ``SavedSQLQuery``, made of its text when somebody runs it.
package struct SavedStatement: Sendable, Hashable {
    /// A number as text: `/sql/12`.
    package var id: String
    package var title: String
    package var description: String
    package var folderID: String
    package var folderName: String
    /// The name by which models call the warehouse.
    package var connection: String
    /// With its parameters: `{{ name }}`, and lines of comment that say what each is.
    package var sql: String
    /// What the parameters begin with: a list of texts by name.
    package var values: JSONObject
    /// How the rows are drawn: `view`, `type`, `x`, `y`.
    package var chart: JSONObject
    package var ownerID: String?
    package var ownerName: String?
    package var lastUpdaterID: String?
    package var createdAt: Date
    package var updatedAt: Date
    /// Counts the changes, from 1.
    package var version: Int
    /// When it went to the trash.
    package var deletedAt: Date?
    package var deleterID: String?
}

/// The properties of a saved statement that can be changed.
package struct StatementDraft: Sendable, Hashable {
    package var title: String
    package var description = ""
    package var folderID: String
    package var connection: String
    package var sql: String
    package var values = JSONObject()
    package var chart = JSONObject()
    /// Whether it is in the trash.
    package var deleted = false

    package init(title: String, folderID: String, connection: String, sql: String) {
        self.title = title
        self.folderID = folderID
        self.connection = connection
        self.sql = sql
    }

    package init(_ statement: SavedStatement) {
        self.init(
            title: statement.title, folderID: statement.folderID, connection: statement.connection, sql: statement.sql)
        description = statement.description
        values = statement.values
        chart = statement.chart
        deleted = statement.deletedAt != nil
    }
}
