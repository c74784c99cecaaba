/// LookML made from tables: nothing of it is written anywhere yet.
package struct GeneratedProject: Sendable {
    package struct File: Sendable, Equatable {
        /// Below the project's root: `warehouse.model.lkml`, `views/orders.view.lkml`.
        package var path: String
        /// Formatted as ``LookML/LookMLFormatter`` formats.
        package var text: String

        package init(path: String, text: String) {
            self.path = path
            self.text = text
        }
    }

    /// The model, then the views in the order of the tables. No two have one path, whatever the case of its letters.
    package var files: [File]
    /// Joins that the data bear out: `orders.user_id = users.id (many_to_one)`.
    package var joins: [String]
    /// Joins that names suggest and data don't bear out, with the reason. The model has them as comments.
    package var refusedJoins: [String]
    /// What somebody has to look at: tables without a primary key, tables and columns that are left out.
    package var remarks: [String]
}
