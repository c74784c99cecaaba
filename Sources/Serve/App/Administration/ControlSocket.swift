import Foundation
import JSON

#if canImport(Glibc)
    import Glibc
#endif

/// Sends a command to the server that holds a state directory, through the Unix socket in it, and reads its answer.
///
/// The socket speaks plain HTTP/1.1, one request for each connection. Only its owner can open it, which is all the
/// proof of identity there is.
struct ControlSocket {
    let path: String

    /// - Throws: ``CommandFailure`` when nobody listens, or with the server's own words when it refuses.
    func send(_ command: JSONValue) throws(CommandFailure) -> JSONValue {
        let body = command.serialized()
        let head =
            "POST /command HTTP/1.1\r\nHost: soundings\r\nContent-Type: application/json\r\n"
            + "Content-Length: \(body.count)\r\nConnection: close\r\n\r\n"
        let answer = try exchange(Array(head.utf8) + body)
        guard let split = Self.bodyStart(of: answer) else {
            throw CommandFailure(
                "The server at \(path) did not answer as expected. Is it a Soundings of another version?")
        }
        guard let json = try? JSONValue.parse(Array(answer[split...])) else {
            throw CommandFailure("The server's answer can't be read. Is it a Soundings of another version?")
        }
        if let message = json["error"]?.stringValue { throw CommandFailure(message) }
        return json
    }

    /// Sends an order that takes its time, and hands over each line of the answer as it comes.
    /// - Throws: ``CommandFailure`` when nobody listens, or the connection breaks.
    func send(_ order: JSONValue, to path: String, line: (JSONValue) throws -> Void) throws {
        let body = order.serialized()
        let head =
            "POST /\(path) HTTP/1.1\r\nHost: soundings\r\nContent-Type: application/json\r\n"
            + "Content-Length: \(body.count)\r\nConnection: close\r\n\r\n"
        let descriptor = try connection()
        defer { close(descriptor) }
        try sendAll(Array(head.utf8) + body, to: descriptor)
        var reader = ChunkedLines()
        var buffer = [UInt8](repeating: 0, count: 16 * 1_024)
        while true {
            let count = buffer.withUnsafeMutableBytes { recv(descriptor, $0.baseAddress, $0.count, 0) }
            guard count > 0 else { break }
            for text in reader.add(buffer.prefix(count)) {
                guard let json = try? JSONValue.parse(text) else {
                    throw CommandFailure("The server's answer can't be read. Is it a Soundings of another version?")
                }
                try line(json)
            }
        }
    }

    private func exchange(_ request: [UInt8]) throws(CommandFailure) -> [UInt8] {
        let descriptor = try connection()
        defer { close(descriptor) }
        var limit = timeval(tv_sec: 30, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        try sendAll(request, to: descriptor)
        var answer: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 16 * 1_024)
        while answer.count < 4 << 20 {
            let count = buffer.withUnsafeMutableBytes { recv(descriptor, $0.baseAddress, $0.count, 0) }
            guard count >= 0 else { throw failure("no answer within 30 s") }
            if count == 0 { break }
            answer += buffer.prefix(count)
        }
        return answer
    }

    /// - Returns: A connected socket, for the caller to close.
    private func connection() throws(CommandFailure) -> Int32 {
        let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0 else { throw failure("can't open a socket") }
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let bytes = Array(path.utf8)
        let capacity = MemoryLayout.size(ofValue: address.sun_path)
        guard bytes.count < capacity else {
            close(descriptor)
            throw CommandFailure("The path of the socket \(path) is too long for a Unix socket. Use a shorter --state.")
        }
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
        let connected = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        guard connected == 0 else {
            let failure = failure("nobody answers there")
            close(descriptor)
            throw failure
        }
        return descriptor
    }

    private func sendAll(_ request: [UInt8], to descriptor: Int32) throws(CommandFailure) {
        var sent = 0
        while sent < request.count {
            let count = request[sent...].withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
            guard count > 0 else { throw failure("the connection broke") }
            sent += count
        }
    }

    private func failure(_ what: String) -> CommandFailure {
        CommandFailure(
            "The server that holds this state directory can't be reached through \(path): \(what) "
                + "(\(String(cString: strerror(errno)))). Restart it, or stop it and try again.")
    }

    private static func bodyStart(of answer: [UInt8]) -> Int? {
        let end: [UInt8] = [0x0D, 0x0A, 0x0D, 0x0A]
        guard answer.count >= end.count else { return nil }
        for place in 0...(answer.count - end.count) where Array(answer[place..<(place + 4)]) == end { return place + 4 }
        return nil
    }
}
