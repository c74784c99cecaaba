internal import HTTPTypes
package import Hummingbird
internal import NIOCore

/// An answer as bytes, all at once or piece by piece.
package struct QueryOutput: Sendable {
    package typealias Write = @Sendable ([UInt8]) async throws -> Void

    package enum Body: Sendable {
        case bytes([UInt8])
        /// Calls what it is given with each piece.
        case stream(@Sendable (@escaping Write) async throws -> Void)
    }

    package var body: Body
    package var contentType: String

    package init(_ body: Body, contentType: String) {
        self.body = body
        self.contentType = contentType
    }

    /// As an HTTP answer, which nobody keeps.
    package var response: Response {
        let responseBody =
            switch body {
            case .bytes(let bytes): ResponseBody(byteBuffer: ByteBuffer(bytes: bytes))
            case .stream(let produce):
                ResponseBody { writer in
                    let pipe = Pipe(writer)
                    try await produce { try await pipe.write($0) }
                    try await pipe.writer.finish(nil)
                }
            }
        return Response(
            status: .ok, headers: [.contentType: contentType, .cacheControl: "no-store"], body: responseBody)
    }

    /// Everything in one piece.
    /// - Throws: ``TooMuch`` when it is longer than `most` bytes, and whatever the stream throws.
    package func collect(upTo most: Int) async throws -> [UInt8] {
        switch body {
        case .bytes(let bytes):
            guard bytes.count <= most else { throw TooMuch(most: most) }
            return bytes
        case .stream(let produce):
            let whole = Whole(most: most)
            try await produce { try await whole.append($0) }
            return await whole.bytes
        }
    }

    /// A result is longer than may be kept.
    package struct TooMuch: Error, Sendable, CustomStringConvertible {
        package var most: Int

        package var description: String {
            "The result is longer than \(most >> 20) MiB and is not kept. Lower the limit, or run the query as a download."
        }
    }

    private actor Whole {
        private let most: Int
        private(set) var bytes: [UInt8] = []

        init(most: Int) { self.most = most }

        func append(_ part: [UInt8]) throws {
            guard bytes.count + part.count <= most else { throw TooMuch(most: most) }
            bytes += part
        }
    }

    /// - Invariant: pieces are written one after the other by the one task that produces them, so `writer` is never used
    ///   by two at once.
    private final class Pipe: @unchecked Sendable {
        var writer: any ResponseBodyWriter

        init(_ writer: any ResponseBodyWriter) { self.writer = writer }

        func write(_ bytes: [UInt8]) async throws { try await writer.write(ByteBuffer(bytes: bytes)) }
    }
}
