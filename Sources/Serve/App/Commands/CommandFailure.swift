/// Why a command stops: a sentence that says what is wrong and what to do.
struct CommandFailure: Error, Sendable, CustomStringConvertible {
    enum Code: Sendable { case general, stateLocked }

    var message: String
    var code: Code

    init(_ message: String, code: Code = .general) {
        self.message = message
        self.code = code
    }

    var description: String { message }
}
