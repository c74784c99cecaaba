/// Why content or an account could not be read, made or changed.
package struct ContentError: Error, Sendable, Hashable {
    /// Stable; callers choose a status by it.
    package enum Code: String, Sendable {
        /// No such object, or not one that the caller may see.
        case notFound = "not_found"
        /// A property has a value that it cannot have; `field` names it.
        case invalid
        /// A property is needed and absent; `field` names it.
        case missingField = "missing_field"
        /// Another object has this name already.
        case alreadyExists = "already_exists"
        /// Somebody else has saved it since the caller looked; ``currentVersion`` is the newest version.
        case conflict
        /// The change has to say which version it was made on, and does not.
        case versionNeeded = "version_needed"
        /// The caller sees it and may not change it.
        case forbidden
        /// It comes from a file of the project, so the file has to be changed instead.
        case readOnly = "read_only"
        /// The database was written by a later release of Soundings.
        case newerDatabase = "newer_database"
        /// The file is damaged or no database at all.
        case damagedDatabase = "damaged_database"
        /// The database can't be opened, read or written: rights, disk, lock.
        case storage
    }

    package var code: Code
    /// A sentence for people.
    package var message: String
    /// The property that is wrong, by its name in the API.
    package var field: String?
    /// Of `conflict`.
    package var currentVersion: Int?

    package init(_ code: Code, _ message: String, field: String? = nil, currentVersion: Int? = nil) {
        self.code = code
        self.message = message
        self.field = field
        self.currentVersion = currentVersion
    }
}

extension ContentError: CustomStringConvertible {
    package var description: String { message }
}
