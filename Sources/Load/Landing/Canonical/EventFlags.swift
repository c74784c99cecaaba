/// What was noticed about an event on its way in; the bits of `main.events.flags`.
package struct EventFlags: OptionSet, Hashable, Sendable {
    package let rawValue: Int32

    package init(rawValue: Int32) { self.rawValue = rawValue }

    /// The sender's clock was off by a minute or more and the event's time was corrected by it.
    package static let clockCorrected = EventFlags(rawValue: 1)
    /// The event came without a time and got the moment of its arrival.
    package static let timeMissing = EventFlags(rawValue: 2)
    /// The event's time is more than 24 hours after its arrival. Charts leave it out.
    package static let future = EventFlags(rawValue: 4)
    /// The event arrived 24 hours or more after it happened.
    package static let late = EventFlags(rawValue: 8)
    /// A value was cut, dropped or rounded to fit a limit.
    package static let truncated = EventFlags(rawValue: 16)
    /// An id was a placeholder or too short and was removed, or the device id was derived from the user's or a group's.
    package static let idReplaced = EventFlags(rawValue: 32)
    /// The user agent says it is a robot.
    package static let bot = EventFlags(rawValue: 64)
    /// The place was sent, not looked up.
    package static let placeSent = EventFlags(rawValue: 128)
}
