internal import FrontDoor
package import HTTPTypes
package import JSON
internal import ProductAnalytics
internal import Warehouse

/// Why a request is not answered, with the status that Amplitude's APIs give it.
package struct AmplitudeFailure: Error, Sendable, Equatable {
    package var status: HTTPResponse.Status
    package var message: String
    /// What else there is to say, where the form of the answer has room for it.
    package var metadata: JSONValue?

    package init(_ status: HTTPResponse.Status, _ message: String) {
        self.status = status
        self.message = message
    }

    package static func invalid(_ message: String) -> AmplitudeFailure { AmplitudeFailure(.badRequest, message) }
    package static func notFound(_ message: String) -> AmplitudeFailure { AmplitudeFailure(.notFound, message) }
    package static func conflict(_ message: String) -> AmplitudeFailure { AmplitudeFailure(.conflict, message) }
}

extension AmplitudeFailure {
    /// What a failure of our own means to a caller; `nil` for what nobody foresaw.
    init?(_ error: any Error) {
        switch error {
        case let failure as AmplitudeFailure: self = failure
        case ChartError.invalid(let problems):
            self = .invalid(problems.map(\.description).joined(separator: "\n"))
        case ChartError.failed(let error): self.init(error)
        case let error as WarehouseError: self.init(error)
        case RequestFailure.busy(let seconds):
            self.init(.tooManyRequests, "Too many queries are waiting. Try again in \(seconds) seconds.")
        case RequestFailure.badRequest(let message): self = .invalid(message)
        case RequestFailure.notFound(let what): self = .notFound("There is no such \(what).")
        case RequestFailure.tooLarge(let limit):
            self.init(.contentTooLarge, "A body has at most \(limit) bytes.")
        default: return nil
        }
    }

    private init?(_ error: WarehouseError) {
        guard case .timedOut = error else { return nil }
        self.init(.gatewayTimeout, "The query took too long. Ask for fewer days.")
    }
}
