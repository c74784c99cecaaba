/// What browsers want to see before they let a page of another site send events.
///
/// The origin is echoed, since clients that send credentials don't accept `*`.
enum CrossOrigin {
    static func headers(for request: IngestionRequest) -> [(name: String, value: String)] {
        guard let origin = request.headers["origin"] else { return [] }
        return [
            ("access-control-allow-origin", origin), ("access-control-allow-credentials", "true"), ("vary", "Origin"),
        ]
    }

    /// The answer to `OPTIONS`.
    static func preflight(_ request: IngestionRequest) -> IngestionAnswer {
        var allowed = "Content-Type, Content-Encoding, Authorization, X-Requested-With, SP-Anonymous"
        if let asked = request.headers["access-control-request-headers"], !asked.isEmpty { allowed += ", " + asked }
        return IngestionAnswer(
            status: 204,
            headers: headers(for: request) + [
                ("access-control-allow-methods", "GET, POST, OPTIONS"), ("access-control-allow-headers", allowed),
                ("access-control-max-age", "86400"),
            ])
    }
}
