internal import JSON

/// What became of an action: Looker's answer of an action server (`{"looker": {"success": …}}`), read.
package struct ActionOutcome: Sendable, Hashable {
    /// What is wrong with the value of one field of the form.
    package struct Objection: Sendable, Hashable {
        package var field: String
        package var message: String

        package init(field: String, message: String) {
            self.field = field
            self.message = message
        }
    }

    package var isSuccess: Bool
    /// Whether the data may have changed, so that the query is worth another run.
    package var refreshesQuery = false
    package var message: String?
    package var objections: [Objection] = []

    package init(isSuccess: Bool, message: String? = nil, objections: [Objection] = []) {
        self.isSuccess = isSuccess
        self.message = message
        self.objections = objections
    }

    /// Nothing was sent, or nothing that can be read came back.
    package init(_ failure: ActionFailure) {
        self.init(isSuccess: false, message: failure.description)
    }

    /// Characters of a message that are shown.
    private static let longestMessage = 2_000

    /// A status of 200 to 299 is a success unless the answer says otherwise; it may say nothing at all. Any other is a
    /// failure whatever it says.
    ///
    /// - Parameter authority: Who answered.
    init(_ reply: ActionReply, from authority: String) {
        let isFine = (200..<300).contains(reply.status)
        let looker = (try? JSONValue.parse(reply.body))?["looker"]
        objections = Self.objections(looker?["validation_errors"])
        isSuccess = isFine && objections.isEmpty && looker?["success"]?.boolValue ?? true
        refreshesQuery = isSuccess && looker?["refresh_query"]?.boolValue ?? false
        message = looker?["message"]?.stringValue.map { String($0.prefix(Self.longestMessage)) }
        if !isSuccess, message == nil, objections.isEmpty {
            message =
                isFine
                ? "\(authority) says that the action failed, and not why." : "\(authority) answered \(reply.status)."
        }
    }

    /// `{field: text}`, `{field: [texts]}` or `[{field, message}]`.
    private static func objections(_ json: JSONValue?) -> [Objection] {
        switch json {
        case .object(let members):
            members.members.flatMap { field, value in
                (value.arrayValue ?? [value]).map { objection(field, $0.stringValue) }
            }
        case .array(let list):
            list.map { objection($0["field"]?.stringValue ?? "", ($0["message"] ?? $0).stringValue) }
        default: []
        }
    }

    private static func objection(_ field: String, _ message: String?) -> Objection {
        Objection(field: field, message: String((message ?? "This value was refused.").prefix(longestMessage)))
    }
}
