import Foundation
import JSON

/// What people say about a Look or dashboard beside what it shows.
package struct ContentMarks: Sendable, Hashable {
    /// Words to find it by, each once, in the order in which they were given.
    package var tags: [String] = []
    package var verification: Verification?
    package var deprecation: Deprecation?

    package init() {}

    package var isEmpty: Bool { self == ContentMarks() }
}

/// "Somebody has checked these numbers."
package struct Verification: Sendable, Hashable {
    /// `certified`, or `revoked` for what was verified once.
    package var status: String
    package var notes: String?
    /// The name of who said so.
    package var by: String?
    /// ISO 8601.
    package var at: String?

    package init(status: String = Self.certified, notes: String? = nil, by: String? = nil, at: String? = nil) {
        self.status = status
        self.notes = notes
        self.by = by
        self.at = at
    }

    package static let certified = "certified"
    package static let revoked = "revoked"
}

/// "Don't use this any more", with what to use instead: old links lead there.
package struct Deprecation: Sendable, Hashable {
    package var successor: ContentReference?
    package var note: String?

    package init(successor: ContentReference?, note: String?) {
        self.successor = successor
        self.note = note
    }
}

/// A Look, dashboard, board, folder or saved statement by its number.
package struct ContentReference: Sendable, Hashable {
    package enum Kind: String, Sendable, Hashable, CaseIterable {
        case look, dashboard, board, folder, statement
    }

    package var kind: Kind
    package var id: String

    package init(_ kind: Kind, _ id: String) {
        self.kind = kind
        self.id = id
    }

    package static func look(_ id: String) -> ContentReference { ContentReference(.look, id) }
    package static func dashboard(_ id: String) -> ContentReference { ContentReference(.dashboard, id) }
    package static func board(_ id: String) -> ContentReference { ContentReference(.board, id) }
    package static func folder(_ id: String) -> ContentReference { ContentReference(.folder, id) }

    /// A word for it that nothing else has: `dashboard-409`.
    package var key: String { kind.rawValue + "-" + id }

    /// The page of it: `/dashboards/409`.
    package var path: String {
        switch kind {
        case .look: "/looks/" + id
        case .dashboard: "/dashboards/" + id
        case .board: "/boards/" + id
        case .folder: "/folders/" + id
        case .statement: "/sql/" + id
        }
    }

    var fileForm: JSONValue { .object(JSONObject([(kind.rawValue, Int64(id).map(JSONValue.int) ?? .string(id))])) }
}

extension ContentReference {
    /// The page of something: `/dashboards/409`, also with the rest of an address after it.
    package init?(path: String) {
        let parts = path.prefix { $0 != "?" && $0 != "#" }.split(separator: "/")
        guard path.hasPrefix("/"), parts.count == 2 else { return nil }
        let kinds: [Substring: Kind] = [
            "looks": .look, "dashboards": .dashboard, "dashboards-next": .dashboard, "boards": .board,
            "folders": .folder,
        ]
        guard let kind = kinds[parts[0]], let id = String(parts[1]).removingPercentEncoding, !id.isEmpty else {
            return nil
        }
        self.init(kind, id)
    }
}
