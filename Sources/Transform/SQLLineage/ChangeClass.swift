/// What a change of a model's SQL means for those who read its table.
package enum ChangeClass: Sendable, Equatable {
    /// Both give the same rows and columns: only comments, blanks, the case of names, or names inside have changed.
    case none
    /// Columns were added behind the others, which are what they were, in the same rows.
    case additive(added: [String])
    /// Something that readers may rely on is different.
    case breaking(Difference)

    /// What is different for readers of the table.
    package struct Difference: Sendable, Equatable {
        /// Output columns, in the old order, that are made differently, stand elsewhere, or are gone. All of them
        /// when the rows differ; empty when they can't be told.
        package var columns: [String]
        /// Of those, the ones that are gone.
        package var removed: [String]
        package var added: [String]
        /// Whether other rows may come out: another table, join, filter, grouping.
        package var rowsDiffer: Bool

        package init(columns: [String], removed: [String] = [], added: [String] = [], rowsDiffer: Bool) {
            self.columns = columns
            self.removed = removed
            self.added = added
            self.rowsDiffer = rowsDiffer
        }
    }
}
