internal import Foundation
package import HTTPTypes
package import Hummingbird
package import JSON
internal import NIOCore

extension Request {
    /// The whole body.
    /// - Throws: ``RequestFailure/tooLarge(limit:)``
    package func bytes(upTo limit: Int) async throws -> [UInt8] {
        if let length = headers[.contentLength].flatMap({ Int($0) }), length > limit {
            throw RequestFailure.tooLarge(limit: limit)
        }
        var bytes: [UInt8] = []
        do {
            for try await part in body {
                guard bytes.count + part.readableBytes <= limit else { throw RequestFailure.tooLarge(limit: limit) }
                bytes.append(contentsOf: part.readableBytesView)
            }
        } catch let failure as RequestFailure {
            throw failure
        } catch {
            throw RequestFailure.brokenOff(by: error)
        }
        return bytes
    }

    /// The body as JSON; an empty one is an empty object.
    /// - Throws: ``RequestFailure/badRequest(_:)``, ``RequestFailure/tooLarge(limit:)``
    package func json(upTo limit: Int = 4 << 20) async throws -> JSONValue {
        let bytes = try await bytes(upTo: limit)
        guard !bytes.isEmpty else { return .object(JSONObject()) }
        do throws(JSONError) {
            return try JSONValue.parse(bytes)
        } catch {
            let fault = error.code == .invalid ? JSONFault(in: bytes) : nil
            let place = fault.map { " See line \($0.line), column \($0.column)." } ?? ""
            throw RequestFailure.badRequest("The body of the request is not usable: \(error)" + place)
        }
    }

    /// A parameter of the query string, decoded as forms are: a plus is a blank, as most clients write it.
    package func parameter(_ name: String) -> String? {
        guard let query = uri.query else { return nil }
        for pair in query.split(separator: "&") {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2, Self.decoded(parts[0]) == name else { continue }
            return Self.decoded(parts[1])
        }
        return nil
    }

    private static func decoded(_ text: Substring) -> String {
        let spaced = String(text.map { $0 == "+" ? " " : $0 })
        return spaced.removingPercentEncoding ?? spaced
    }

    /// `true`, `yes`, `on` and `1`, or their opposites.
    package func flag(_ name: String) -> Bool? {
        switch parameter(name)?.lowercased() {
        case "true", "yes", "on", "1": true
        case "false", "no", "off", "0": false
        default: nil
        }
    }
}

extension Response {
    package static func json(_ value: JSONValue, status: HTTPResponse.Status = .ok) -> Response {
        json(bytes: value.serialized(), status: status)
    }

    /// A body that is JSON already.
    package static func json(bytes: [UInt8], status: HTTPResponse.Status = .ok) -> Response {
        body(bytes, contentType: "application/json", status: status)
    }

    package static func body(
        _ bytes: [UInt8], contentType: String, status: HTTPResponse.Status = .ok
    ) -> Response {
        Response(
            status: status, headers: [.contentType: contentType, .cacheControl: "no-store"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }

    package static func text(_ text: String, status: HTTPResponse.Status = .ok) -> Response {
        body(Array(text.utf8), contentType: "text/plain; charset=utf-8", status: status)
    }

    /// A status without a body.
    package static func empty(_ status: HTTPResponse.Status) -> Response {
        Response(status: status, headers: [.cacheControl: "no-store"], body: ResponseBody())
    }
}
