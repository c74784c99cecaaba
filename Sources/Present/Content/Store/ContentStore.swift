package import Foundation
import GRDB
import JSON

/// Folders, Looks, dashboards and queries: what is read from the project's files and what is made here.
///
/// Who may see what is the caller's business; this knows no user.
package struct ContentStore: Sendable {
    let database: ContentDatabase
    let now: @Sendable () -> Date

    package init(_ database: ContentDatabase, now: @escaping @Sendable () -> Date = { Date() }) {
        self.database = database
        self.now = now
    }

    /// The clock by which things are kept.
    package var moment: Date { now() }
}

extension ContentSource {
    init(_ path: String?) { self = path.map(ContentSource.file) ?? .database }
}

/// A title as search compares it.
func titleKey(_ title: String) -> String { title.lowercased() }

extension Row {
    func date(_ column: String) -> Date? { (self[column] as Int64?).map(Date.init(milliseconds:)) }

    /// JSON that we wrote ourselves. What came in nested up to the limit of 64 lies some levels deeper in a definition.
    func object(_ column: String) throws -> JSONObject { try Self.object(self[column] as String) }

    static func object(_ text: String) throws -> JSONObject {
        do {
            guard let object = try JSONValue.parse(text, depthLimit: 160).objectValue else {
                throw ContentError(.damagedDatabase, "A stored definition is no object.")
            }
            return object
        } catch let error as JSONError {
            throw ContentError(.damagedDatabase, "A stored definition can't be read: \(error)")
        }
    }
}
