internal import Content
internal import Foundation
internal import FrontDoor
internal import Hummingbird

/// Where addresses lead that are not those of our pages: Looker's older and shorter forms, and what has a successor. All
/// targets are paths of our own, with the filters of the link.
struct OldLinks: Sendable {
    let content: ContentStore

    /// - Returns: `nil` for an address that is a page as it stands.
    func target(_ request: Request) async throws -> String? {
        let path = request.uri.path
        let parts = path.split(separator: "/").map { part in String(part).removingPercentEncoding ?? String(part) }
        guard let first = parts.first else { return nil }
        let query = request.uri.query.map { "?" + $0 } ?? ""
        switch (first, parts.count) {
        // Whoever is not signed in is asked to on every page.
        case ("login", 1): return "/"
        case ("projects", 2): return "/develop"
        case ("projects", 4...) where parts[2] == "files":
            let file = parts.dropFirst(3).map(Self.escaped).joined(separator: "/")
            let line = request.uri.queryParameters["line"].flatMap { Int($0) }
            return "/develop?file=\(file)" + (line.map { "&line=\($0)" } ?? "")
        case ("x", 2): return try await explore(slug: parts[1])
        case ("embed", 3...):
            return try await moved("/" + parts.dropFirst().map(Self.escaped).joined(separator: "/") + query)
        case ("dashboards-next", 2): return try await moved("/dashboards/" + Self.escaped(parts[1]) + query)
        case ("look", 2): return try await moved("/looks/" + Self.escaped(parts[1]) + query)
        case ("spaces", 2): return "/folders/" + Self.escaped(parts[1]) + query
        case ("browse", 3) where parts[1] == "boards": return "/boards/" + Self.escaped(parts[2]) + query
        case ("dashboards", 2), ("looks", 2):
            return try await successor(of: ContentReference(first == "looks" ? .look : .dashboard, parts[1]), query)
        default: return nil
        }
    }

    /// A short link leads to the explore with the query's name in the address; an unknown one is for the page to explain.
    private func explore(slug: String) async throws -> String? {
        guard let query = try await content.query(slug: slug) else { return nil }
        return "/explore/\(Self.escaped(query.model))/\(Self.escaped(query.explore))?qid=\(Self.escaped(query.slug))"
    }

    /// An address in today's form, and on to its successor if it has one.
    private func moved(_ target: String) async throws -> String {
        let parts = target.prefix { $0 != "?" }.split(separator: "/").map(String.init)
        guard parts.count == 2, let kind = ["dashboards": ContentReference.Kind.dashboard, "looks": .look][parts[0]]
        else { return target }
        let id = parts[1].removingPercentEncoding ?? parts[1]
        let query = target.firstIndex(of: "?").map { String(target[$0...]) } ?? ""
        return try await successor(of: ContentReference(kind, id), query) ?? target
    }

    /// What takes the place of something that is deprecated, over at most eight steps. `show_deprecated=yes` stays.
    private func successor(of reference: ContentReference, _ query: String) async throws -> String? {
        guard !query.contains("show_deprecated=") else { return nil }
        var current = reference
        var seen: Set<ContentReference> = [reference]
        while seen.count <= 8, let next = try await deprecation(of: current)?.successor, seen.insert(next).inserted {
            current = next
        }
        return current == reference ? nil : current.path + query
    }

    private func deprecation(of reference: ContentReference) async throws -> Deprecation? {
        try await content.marks(of: reference)?.deprecation
    }

    /// Letters that need no code in a path, `model::name` among them.
    private static func escaped(_ text: String) -> String {
        var allowed = CharacterSet.alphanumerics
        allowed.insert(charactersIn: "-._~:")
        return text.addingPercentEncoding(withAllowedCharacters: allowed) ?? text
    }
}
