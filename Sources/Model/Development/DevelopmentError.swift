/// Why something about a project's files can't be done.
package struct DevelopmentError: Error, Sendable, CustomStringConvertible {
    package enum Reason: String, Sendable {
        /// The project's folder is no repository, so there are no branches.
        case noRepository
        /// Whoever asks has no branch of their own yet.
        case noBranch
        case noFile
        /// The name or text of a file is not one that may be written.
        case invalid
        /// Somebody, perhaps another window, changed it meanwhile.
        case changed
        /// Changes are not committed yet, or there is nothing to do it with.
        case notReady
        /// Two changes of the same lines.
        case conflicts
        /// What git says.
        case git
    }

    package var reason: Reason
    /// In sentences.
    package var message: String
    /// The files that it is about, below the project's folder.
    package var files: [String]

    package init(_ reason: Reason, _ message: String, files: [String] = []) {
        self.reason = reason
        self.message = message
        self.files = files
    }

    package var description: String { message }
}
