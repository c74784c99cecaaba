internal import JSON

/// What is kept of a request beside its body.
package struct RequestFacts: Sendable, Equatable {
    package var method: String
    package var path: String
    /// Without the question mark.
    package var query: String?
    /// The peer with its port.
    package var peerAddress: String
    /// `X-Forwarded-For` as it came.
    package var forwardedFor: String?
    package var userAgent: String?
    /// What a ping was told, since the newest release changes.
    package var hasUpdate: Bool?
    /// The entry of the quarantine that was released to be this body.
    package var releasedFrom: Int64?

    package init(
        method: String, path: String, query: String? = nil, peerAddress: String, forwardedFor: String? = nil,
        userAgent: String? = nil, hasUpdate: Bool? = nil, releasedFrom: Int64? = nil
    ) {
        self.method = method
        self.path = path
        self.query = query
        self.peerAddress = peerAddress
        self.forwardedFor = forwardedFor
        self.userAgent = userAgent
        self.hasUpdate = hasUpdate
        self.releasedFrom = releasedFrom
    }

    /// The facts as they stand in the queue file.
    var stored: String {
        var writer = JSONWriter()
        writer.beginObject()
        func write(_ name: String, _ value: String?) {
            guard let value else { return }
            writer.key(name)
            writer.string(value)
        }
        write("method", method)
        write("path", path)
        write("query", query)
        write("peer", peerAddress)
        write("forwarded_for", forwardedFor)
        write("user_agent", userAgent)
        if let hasUpdate {
            writer.key("has_update")
            writer.bool(hasUpdate)
        }
        if let releasedFrom {
            writer.key("released_from")
            writer.int(releasedFrom)
        }
        writer.endObject()
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    init?(stored: String) {
        guard let facts = try? JSONValue.parse(stored) else { return nil }
        self.init(
            method: facts["method"]?.stringValue ?? "", path: facts["path"]?.stringValue ?? "",
            query: facts["query"]?.stringValue, peerAddress: facts["peer"]?.stringValue ?? "",
            forwardedFor: facts["forwarded_for"]?.stringValue, userAgent: facts["user_agent"]?.stringValue,
            hasUpdate: facts["has_update"]?.boolValue, releasedFrom: facts["released_from"]?.intValue)
    }
}
