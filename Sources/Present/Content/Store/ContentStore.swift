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
}

/// What is counted when somebody looks at it.
package enum ViewedContent: Sendable, Hashable {
    case look(String)
    case dashboard(String)
}

extension ContentStore {
    /// Counts one more look at a Look or dashboard. An unknown id is no error.
    package func recordView(of content: ViewedContent) async throws(ContentError) {
        let now = now().milliseconds
        try await database.write { db in
            let set = "SET view_count = view_count + 1, last_viewed_at = ? WHERE id = ?"
            switch content {
            case .look(let id):
                try db.execute(sql: "UPDATE looks \(set)", arguments: [now, Int64(id)])
            case .dashboard(let id):
                try db.execute(sql: "UPDATE dashboards \(set)", arguments: [now, id])
            }
        }
    }
}

extension ContentSource {
    init(_ path: String?) { self = path.map(ContentSource.file) ?? .database }
}

/// A title as search compares it.
func titleKey(_ title: String) -> String { title.lowercased() }

extension Row {
    func date(_ column: String) -> Date? { (self[column] as Int64?).map(Date.init(milliseconds:)) }

    /// JSON that we wrote ourselves. What came in nested up to the limit of 64 lies some levels deeper in a definition.
    func object(_ column: String) throws -> JSONObject {
        do {
            guard let object = try JSONValue.parse(self[column] as String, depthLimit: 160).objectValue else {
                throw ContentError(.damagedDatabase, "A stored definition is no object.")
            }
            return object
        } catch let error as JSONError {
            throw ContentError(.damagedDatabase, "A stored definition can't be read: \(error)")
        }
    }
}
