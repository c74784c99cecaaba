/// The values of triggers, each looked at once in a round.
struct TriggerReadings {
    /// By the SQL of the trigger.
    var values: [String: Result<String, TriggerFailure>] = [:]
}

struct TriggerFailure: Error {
    /// A sentence.
    var message: String
}
