package import Foundation
package import JSON

/// What a Look or dashboard was once.
package struct ContentVersion: Sendable, Hashable {
    package var content: ContentReference
    /// Counts from 1; with gaps where something changed that is not kept, such as a file.
    package var version: Int
    /// Who saved it; `nil` for commands.
    package var userID: String?
    package var userName: String?
    package var createdAt: Date
    /// What changed: `Added tile "Users"; changed the title`.
    package var summary: String
    /// The whole of it, in the shape of content files.
    package var body: JSONObject

    /// As a content file would have it.
    package var text: String { YAMLText.document(.object(body)) }
}
