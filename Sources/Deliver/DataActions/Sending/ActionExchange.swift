internal import Foundation
internal import Synchronization

#if canImport(FoundationNetworking)
    internal import FoundationNetworking
#endif

/// One request and its answer, with a session of its own: nothing is kept from one to the next.
final class ActionExchange: NSObject, URLSessionDataDelegate, Sendable {
    private struct State {
        var waiting: CheckedContinuation<ActionReply, any Error>?
        var body: [UInt8] = []
        var isTooLong = false
    }

    private let state = Mutex(State())
    private let host: String
    private let limit: Int

    private init(host: String, limit: Int) {
        self.host = host
        self.limit = limit
    }

    /// - Parameters:
    ///   - host: For the header `Host`, and what failures call it.
    ///   - limit: Bytes of the answer, compression undone.
    /// - Throws: ``ActionFailure``, `URLError`, `CancellationError`.
    static func post(_ body: [UInt8], to address: String, host: String, limit: Int) async throws -> ActionReply {
        guard let url = URL(string: address) else { throw ActionFailure.badAddress }
        let exchange = ActionExchange(host: host, limit: limit)
        let configuration = URLSessionConfiguration.ephemeral
        configuration.httpCookieStorage = nil
        configuration.httpShouldSetCookies = false
        configuration.urlCredentialStorage = nil
        configuration.urlCache = nil
        let session = URLSession(configuration: configuration, delegate: exchange, delegateQueue: nil)
        defer { session.finishTasksAndInvalidate() }
        var request = URLRequest(url: url)
        request.httpMethod = "POST"
        request.httpBody = Data(body)
        for (name, value) in [
            ("Host", host), ("Content-Type", "application/json"), ("Accept", "application/json"),
            ("User-Agent", "Soundings"),
        ] {
            request.setValue(value, forHTTPHeaderField: name)
        }
        let task = session.dataTask(with: request)
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                exchange.state.withLock { $0.waiting = continuation }
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
            state.isTooLong = state.isTooLong || state.body.count + data.count > limit
            if !state.isTooLong { state.body.append(contentsOf: data) }
            return state.isTooLong
        }
        if isTooLong { dataTask.cancel() }
    }

    func urlSession(_ session: URLSession, task: URLSessionTask, didCompleteWithError error: (any Error)?) {
        let (waiting, body, isTooLong) = state.withLock { state in
            defer { state.waiting = nil }
            return (state.waiting, state.body, state.isTooLong)
        }
        if isTooLong {
            waiting?.resume(throwing: ActionFailure.tooLong(authority: host, bytes: limit))
        } else if let error {
            let isCancelled = (error as? URLError)?.code == .cancelled
            waiting?.resume(throwing: isCancelled ? CancellationError() : error)
        } else if let status = (task.response as? HTTPURLResponse)?.statusCode {
            waiting?.resume(returning: ActionReply(status: status, body: body))
        } else {
            waiting?.resume(throwing: ActionFailure.unreachable(authority: host))
        }
    }
}
