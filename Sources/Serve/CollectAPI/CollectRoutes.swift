package import FrontDoor
package import HTTPTypes
package import Hummingbird
package import Ingestion
package import Landing
internal import Logging
internal import NIOCore

/// Mounts the doors of Ingestion: reads a request whole, hands it over, writes the answer.
///
/// Nothing here knows a wire format, and nothing here needs a sign-in: who may send is the door's to decide.
package struct CollectRoutes: Sendable {
    /// A door and the paths on which it answers.
    package struct Mount: Sendable {
        package var paths: [String]
        package var methods: [HTTPRequest.Method]
        package var answer: @Sendable (IngestionRequest) async -> IngestionAnswer

        package init(
            paths: [String], methods: [String],
            answer: @escaping @Sendable (IngestionRequest) async -> IngestionAnswer
        ) {
            self.paths = paths
            self.methods = methods.compactMap { HTTPRequest.Method(rawValue: $0) }
            self.answer = answer
        }
    }

    private let mounts: [Mount]
    private let bodyLimit: Int
    private let now: @Sendable () -> Timestamp

    /// - Parameter bodyLimit: Bytes of a body that are read at most; a door sees one byte more of a longer body and so
    ///   can tell in its own words that it is too long.
    package init(
        mounts: [Mount], bodyLimit: Int, now: @escaping @Sendable () -> Timestamp = { Timestamp.now() }
    ) {
        self.mounts = mounts
        self.bodyLimit = bodyLimit
        self.now = now
    }

    package func add(to router: Router<SoundingsRequestContext>) {
        for mount in mounts {
            for path in mount.paths {
                for method in mount.methods {
                    router.on(RouterPath(path), method: method) { request, context in
                        try await answer(request, context, by: mount)
                    }
                }
            }
        }
    }

    private func answer(
        _ request: Request, _ context: SoundingsRequestContext, by mount: Mount
    ) async throws -> Response {
        let body: [UInt8]
        do {
            body = try await read(request.body)
        } catch {
            // Nobody is there any more to read an answer, and nothing of ours has failed.
            context.logger.debug("A body was broken off: \(error)")
            return .empty(.badRequest)
        }
        var headers: [String: String] = [:]
        for name in IngestionRequest.headerNames {
            guard let field = HTTPField.Name(name) else { continue }
            let values = request.headers[values: field]
            if !values.isEmpty { headers[name] = values.joined(separator: ", ") }
        }
        let answer = await mount.answer(
            IngestionRequest(
                method: request.method.rawValue, path: request.uri.path, query: request.uri.query, headers: headers,
                body: body, peerAddress: context.peerAddress, receivedAt: now()))
        var response = Response(
            status: .init(code: answer.status), headers: [.cacheControl: "no-store"],
            body: answer.body.isEmpty ? ResponseBody() : ResponseBody(byteBuffer: ByteBuffer(bytes: answer.body)))
        for (name, value) in answer.headers {
            if let field = HTTPField.Name(name) { response.headers[field] = value }
        }
        return response
    }

    /// The body, or its first `bodyLimit + 1` bytes. The rest of a body that is too long is read and thrown away as far
    /// as a client can be expected to send it, so that the client reads the answer and not a broken connection.
    private func read(_ body: RequestBody) async throws -> [UInt8] {
        var bytes: [UInt8] = []
        var discarded = 0
        for try await part in body {
            let room = bodyLimit + 1 - bytes.count
            bytes.append(contentsOf: part.readableBytesView.prefix(max(0, room)))
            discarded += max(0, part.readableBytes - max(0, room))
            if discarded > bodyLimit * 4 { break }
        }
        return bytes
    }
}
