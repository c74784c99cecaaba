package import HTTPTypes

/// Kinds of requests that the audit log holds.
package enum AuditedAction: String, Sendable, Hashable {
    case change, query, download
    case signIn = "sign-in"
    case signOut = "sign-out"

    /// What a request is by its method and path; `nil` for one that is not kept: looking at what has no rows of data.
    package init?(method: HTTPRequest.Method, path: String) {
        let parts = path.split(separator: "/").map(String.init)
        let isReading = method == .get || method == .head
        if method == .options || parts.isEmpty { return nil }
        if parts.last == "logout" || (method == .delete && path == "/api/v1/session") {
            self = .signOut
        } else if path.hasPrefix("/api/4.0/login") || Self.sessions.contains(path) && !isReading {
            self = .signIn
        } else if let run = parts.lastIndex(of: "run"), run > 1 {
            self = Self.files.contains(parts.last ?? "") ? .download : .query
        } else if parts.contains("query_tasks") || parts.contains("render_tasks") {
            // Its results may be a file; what kind is known to whoever answers.
            guard !isReading || parts.last == "results" else { return nil }
            self = parts.contains("render_tasks") ? .download : .query
        } else if ["/api/2/", "/api/3/", "/api/5/"].contains(where: path.hasPrefix), isReading {
            self = path.hasPrefix("/api/2/export") || parts.contains("request") ? .download : .query
        } else if isReading {
            guard parts.last == "members" || parts.last == "suggestions" else { return nil }
            self = .query
        } else if Self.texts.contains(path) || (path.hasPrefix("/api/v1/content/") && parts.last == "views") {
            // A query that is only written down is no change to anything, nor is opening a page or reading what one was told.
            return nil
        } else {
            self = .change
        }
    }

    /// To act as somebody else is to sign in as them, and back.
    private static let sessions: Set<String> = ["/api/v1/session", "/api/v1/session/acting"]
    private static let files: Set<String> = ["csv", "txt", "xlsx", "html", "md", "png", "jpg", "pdf", "zip"]
    private static let texts: Set<String> = [
        "/api/4.0/queries", "/api/4.0/merge_queries", "/api/v1/alert-notifications/read",
    ]
}
