package import Landing

/// A request to a door, whatever server it came through.
package struct IngestionRequest: Sendable {
    package var method: String
    /// Without the query.
    package var path: String
    /// As it came, without the question mark.
    package var query: String?
    /// By lower-case name; a repeated header's values joined with ", ".
    package var headers: [String: String]
    package var body: [UInt8]
    /// The peer with its port ("203.0.113.7:51234", "[2001:db8::1]:51234").
    package var peerAddress: String
    package var receivedAt: Timestamp

    package init(
        method: String, path: String, query: String? = nil, headers: [String: String] = [:], body: [UInt8] = [],
        peerAddress: String, receivedAt: Timestamp
    ) {
        self.method = method
        self.path = path
        self.query = query
        self.headers = headers
        self.body = body
        self.peerAddress = peerAddress
        self.receivedAt = receivedAt
    }

    /// The headers that a door looks at. A server need not hand over others.
    package static let headerNames: Set<String> = [
        "access-control-request-headers", "content-encoding", "origin", "user-agent", "x-forwarded-for",
    ]

    /// The path without the slash at its end, which every path may have.
    var plainPath: String {
        path.utf8.count > 1 && path.utf8.last == UInt8(ascii: "/") ? String(path.dropLast()) : path
    }

    var facts: RequestFacts {
        RequestFacts(
            method: method, path: plainPath, query: query, peerAddress: peerAddress,
            forwardedFor: headers["x-forwarded-for"], userAgent: headers["user-agent"])
    }
}

/// What a door answers.
package struct IngestionAnswer: Sendable {
    package var status: Int
    package var headers: [(name: String, value: String)]
    package var body: [UInt8]

    package init(status: Int, headers: [(name: String, value: String)] = [], body: [UInt8] = []) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    package func header(_ name: String) -> String? { headers.first { $0.name == name }?.value }
}
