internal import Foundation
internal import JSON
internal import Synchronization

#if canImport(FoundationNetworking)
    internal import FoundationNetworking
#endif

/// One request to a provider and its answer: JSON of at most 1 MiB within 10 s, redirects not followed.
final class ProviderExchange: NSObject, URLSessionDataDelegate, Sendable {
    struct Reply: Sendable {
        var status: Int
        var json: JSONValue
    }

    private struct State {
        var waiting: CheckedContinuation<(Int, [UInt8]), any Error>?
        var body: [UInt8] = []
    }

    private static let limit = 1 << 20
    private let state = Mutex(State())

    /// - Parameter form: What is posted; `nil` gets.
    /// - Throws: ``SignInError/unavailable(_:)``
    static func send(
        _ address: String, form: [(String, String)]? = nil, authorization: String? = nil
    ) async throws(SignInError) -> Reply {
        guard let url = URL(string: address), let scheme = url.scheme, let host = url.host() else {
            throw .unavailable("'\(address.prefix(200))' is no address")
        }
        let isLocal = ["127.0.0.1", "localhost", "::1", "[::1]"].contains(host)
        guard scheme == "https" || scheme == "http" && isLocal else {
            throw .unavailable("\(host) has to be reached over https")
        }
        var request = URLRequest(url: url)
        request.setValue("application/json", forHTTPHeaderField: "Accept")
        if let authorization { request.setValue(authorization, forHTTPHeaderField: "Authorization") }
        if let form {
            request.httpMethod = "POST"
            request.setValue("application/x-www-form-urlencoded", forHTTPHeaderField: "Content-Type")
            request.httpBody = Data(FormText.write(form).utf8)
        }
        do {
            let (status, body) = try await ProviderExchange().send(request)
            guard let json = try? JSONValue.parse(body) else {
                throw SignInError.unavailable("\(host) answered \(status) without JSON")
            }
            return Reply(status: status, json: json)
        } catch let error as SignInError {
            throw error
        } catch {
            throw .unavailable("\(host) did not answer: \(error.localizedDescription)")
        }
    }

    private func send(_ request: URLRequest) async throws -> (Int, [UInt8]) {
        let configuration = URLSessionConfiguration.ephemeral
        configuration.timeoutIntervalForRequest = 10
        configuration.timeoutIntervalForResource = 10
        configuration.httpCookieStorage = nil
        configuration.urlCache = nil
        let session = URLSession(configuration: configuration, delegate: self, delegateQueue: nil)
        defer { session.finishTasksAndInvalidate() }
        let task = session.dataTask(with: request)
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                state.withLock { $0.waiting = continuation }
                task.resume()
            }
        } onCancel: {
            task.cancel()
        }
    }

    func urlSession(
        _ session: URLSession, task: URLSessionTask, willPerformHTTPRedirection response: HTTPURLResponse,
        newRequest request: URLRequest, completionHandler: @escaping @Sendable (URLRequest?) -> Void
    ) {
        completionHandler(nil)
    }

    func urlSession(_ session: URLSession, dataTask: URLSessionDataTask, didReceive data: Data) {
        let isTooLong = state.withLock { state in
            guard state.body.count + data.count <= Self.limit else { return true }
            state.body.append(contentsOf: data)
            return false
        }
        if isTooLong { dataTask.cancel() }
    }

    func urlSession(_ session: URLSession, task: URLSessionTask, didCompleteWithError error: (any Error)?) {
        let (waiting, body) = state.withLock { state in
            defer { state.waiting = nil }
            return (state.waiting, state.body)
        }
        if let error {
            waiting?.resume(throwing: error)
        } else if let status = (task.response as? HTTPURLResponse)?.statusCode {
            waiting?.resume(returning: (status, body))
        } else {
            waiting?.resume(throwing: URLError(.badServerResponse))
        }
    }
}

/// `application/x-www-form-urlencoded`, also for the query of an address.
enum FormText {
    static func write(_ pairs: [(String, String)]) -> String {
        pairs.map { encode($0.0) + "=" + encode($0.1) }.joined(separator: "&")
    }

    static func encode(_ text: String) -> String {
        var encoded = ""
        for byte in text.utf8 {
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E:
                encoded.unicodeScalars.append(Unicode.Scalar(byte))
            default:
                let digits = String(byte, radix: 16, uppercase: true)
                encoded += "%" + (digits.utf8.count == 1 ? "0" : "") + digits
            }
        }
        return encoded
    }
}
