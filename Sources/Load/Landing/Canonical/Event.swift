package import JSON

/// One event as every wire format is brought to it, before it is known whose it is and whether it is new.
///
/// A decoder has already removed placeholder ids and cut what is too long; times are still the sender's.
package struct Event: Sendable {
    /// Up to 1,024 characters, not empty.
    package var type: String
    /// Bookkeeping of an SDK (identify, session start …), which doesn't make its user active.
    package var isSystem = false
    /// One of the two ids is always there.
    package var userID: String?
    package var deviceID: String?
    /// The device id was made from the user id and stands for no device.
    package var deviceIsDerived = false
    /// The sender's key against duplicates; it counts together with the device id.
    package var insertID: String?
    /// When it happened, by the sender's clock.
    package var clientTime: Timestamp?
    /// When it was sent, by the sender's clock.
    package var clientUploadTime: Timestamp?
    /// Start of the session in epoch milliseconds; `nil` is out of session.
    package var sessionID: Int64?
    /// The session's own id where the format's is text.
    package var sessionKey: String?
    /// The wire format's name, as in `main.events.source`.
    package var source: String
    /// The shared columns that were sent. Later values win.
    package var fields: [(field: EventField, value: String)] = []
    package var latitude: Double?
    package var longitude: Double?
    /// Price times quantity when both were sent, in millionths.
    package var revenue: Int128?
    package var price: Int128?
    package var quantity: Double?
    /// What is not a column, as the text of a JSON object.
    package var properties = "{}"
    /// Keys of the wire format that are neither a column nor a property, as the text of a JSON object.
    package var extra: String?
    /// What happens to the person's properties.
    package var userOperations: JSONObject?
    /// Group type to the groups of that type the event counts for.
    package var groups: [(type: String, names: [String])] = []
    /// What happens to the properties of `groups`.
    package var groupOperations: JSONObject?
    package var flags: EventFlags = []

    package init(type: String, source: String) {
        self.type = type
        self.source = source
    }

    package subscript(field: EventField) -> String? {
        get { fields.last { $0.field == field }?.value }
        set {
            fields.removeAll { $0.field == field }
            if let newValue { fields.append((field, newValue)) }
        }
    }
}
