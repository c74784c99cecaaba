import Foundation
import Synchronization

/// A server on this machine that gives every request the same answer and remembers what came.
final class LocalReceiver: Sendable {
    let port: Int
    private let listener: Int32
    private let received = Mutex<[String]>([])

    /// Requests, head and body, in the order in which they came.
    var requests: [String] { received.withLock { $0 } }

    /// - Parameters:
    ///   - answer: All of it, from the status line on.
    ///   - isSilent: Takes requests and never answers.
    init(answer: String, isSilent: Bool = false) throws {
        #if canImport(Glibc)
            let kind = Int32(SOCK_STREAM.rawValue)
        #else
            let kind = SOCK_STREAM
        #endif
        listener = socket(AF_INET, kind, 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let listener = listener
        let isBound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(listener, $0, length) == 0 && listen(listener, 8) == 0 && getsockname(listener, $0, &length) == 0
            }
        }
        guard isBound else { throw POSIXError(.EADDRINUSE) }
        port = Int(UInt16(bigEndian: address.sin_port))
        Thread.detachNewThread { [self] in
            while true {
                let connection = accept(listener, nil, nil)
                guard connection >= 0 else {
                    // Here, since whoever opens the next socket may get this one's number while the thread still uses it.
                    close(listener)
                    return
                }
                let request = Self.request(from: connection)
                received.withLock { $0.append(request) }
                guard !isSilent else { continue }
                let bytes = Array(answer.utf8)
                _ = bytes.withUnsafeBytes { send(connection, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
                close(connection)
            }
        }
    }

    func stop() { shutdown(listener, Int32(SHUT_RDWR)) }

    private static func request(from connection: Int32) -> String {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = recv(connection, &buffer, buffer.count, 0)
            if count > 0 { bytes += buffer[..<count] }
            let text = String(decoding: bytes, as: UTF8.self)
            guard count > 0 else { return text }
            guard let end = text.range(of: "\r\n\r\n") else { continue }
            let length = text[..<end.lowerBound].split(separator: "\r\n").compactMap { line -> Int? in
                line.lowercased().hasPrefix("content-length: ") ? Int(line.dropFirst(16)) : nil
            }
            if text[end.upperBound...].utf8.count >= length.first ?? 0 { return text }
        }
    }
}
