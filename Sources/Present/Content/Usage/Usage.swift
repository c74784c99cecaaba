package import Foundation
import GRDB

/// How often somebody looked at something in a week.
package struct ContentView: Sendable, Hashable {
    package var content: ContentReference
    package var title: String
    package var folderID: String?
    /// `nil` for visitors, and where all people are counted together.
    package var userID: String?
    package var viewCount: Int
    package var favoriteCount: Int
    package var lastViewedAt: Date
    /// The week's Monday, UTC; `nil` where all weeks are counted together.
    package var week: Date?
    /// The number by which the API speaks of the content.
    package var metadataID: String?
}

enum Usage {
    static let week: Int64 = 7 * 86_400_000

    /// The Monday of a moment's week, in days since 1970-01-01, which was a Thursday.
    static func monday(_ milliseconds: Int64) -> Int64 {
        let day = Int64((Double(milliseconds) / 86_400_000).rounded(.down))
        return day - (((day + 3) % 7) + 7) % 7
    }

    /// Forgets who looked at something that is gone, and whose favourite it was.
    static func forget(_ db: Database, _ content: ContentReference) throws {
        for table in ["content_views", "favorites"] {
            try db.execute(
                sql: "DELETE FROM \(table) WHERE kind = ? AND object_id = ?",
                arguments: [content.kind.rawValue, content.id])
        }
    }
}
