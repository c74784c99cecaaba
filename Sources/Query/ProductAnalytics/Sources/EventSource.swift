package import SQL

/// A table of events that charts read: the canonical one, or an explore that says which of its fields are the person, the
/// time and the event. Each row is one event; whoever asks sees only the rows that they may.
package protocol EventSource: Sendable {
    /// How people call it.
    var name: String { get }
    /// What everything below is read from, rows that nobody counts left out already.
    var from: SelectStatement.Source { get }
    var joins: [SelectStatement.Join] { get }
    /// The joins that are needed where nobody asks for ``person``.
    var joinsWithoutPerson: [SelectStatement.Join] { get }
    var conditions: [SQLExpression] { get }
    /// The person, after all merges: a whole number or a text, never NULL.
    var person: SQLExpression { get }
    /// Whether ``person`` is a whole number.
    var personIsNumber: Bool { get }
    /// When it happened: a timestamp, UTC.
    var time: SQLExpression { get }
    /// When it happened by the clock of the device: a timestamp, NULL where it sent none. `nil` where the source knows no
    /// such clock.
    var clientTime: SQLExpression? { get }
    /// A whole number that puts events of one time in order.
    var sequence: SQLExpression { get }
    /// The session, a whole number; NULL outside of sessions. `nil` where the source knows no sessions.
    var session: SQLExpression? { get }
    /// Whether events of this kind count as activity; TRUE or FALSE.
    var isActive: SQLExpression { get }

    /// Whether an event is of a type; TRUE or FALSE.
    func isType(_ name: String) -> SQLExpression
    /// A property of events. Every source has the column `event_type` (``PropertyReference/eventType``).
    /// - Throws: ``ChartError/invalid(_:)`` if the source has no such property.
    func property(_ reference: PropertyReference) throws(ChartError) -> EventProperty
    /// The relation to join laterally that has a row for each group of a type on an event, in the column `unit` under `alias`.
    /// - Throws: ``ChartError/invalid(_:)`` if the source has no groups of this type.
    func groups(of type: String, alias: String) throws(ChartError) -> SelectStatement.Join
    /// A query with the columns `person` and `first`, the time of everybody's first event ever.
    var firstEvents: SelectStatement { get }
}

extension EventSource {
    package var joinsWithoutPerson: [SelectStatement.Join] { joins }
    package var clientTime: SQLExpression? { nil }
}

/// One property of an event as SQL.
package struct EventProperty: Sendable {
    /// A scalar as text; NULL if it is missing.
    package var text: SQLExpression
    /// What a breakdown reads: the text, or JSON where arrays are to be told from texts.
    package var breakdown: SQLExpression
    package var breakdownIsJSON: Bool
    /// What the whole numbers of ``breakdown`` stand for; `nil` where it is a text.
    package var breakdownNames: [Int64: String]? = nil
    /// Its number as a double; NULL if it is missing or no number.
    package var number: SQLExpression
    /// Whether a condition on text holds for the value, or for an element of it; FALSE if it is missing.
    package var matches: @Sendable (_ condition: (SQLExpression) -> SQLExpression) -> SQLExpression

    /// A column that holds text or something that becomes text.
    package static func column(_ column: SQLExpression, in dialect: Dialect) -> EventProperty {
        let text = dialect.text.cast(column)
        return EventProperty(
            text: text, breakdown: text, breakdownIsJSON: false, number: dialect.text.toNumber(text),
            matches: { "coalesce(\(bare: $0(text)), FALSE)" })
    }

    /// A column of numbers.
    package static func number(_ column: SQLExpression, in dialect: Dialect) -> EventProperty {
        var property = Self.column(column, in: dialect)
        property.text = dialect.text.number(column)
        property.breakdown = property.text
        property.number = dialect.math.double(column)
        let text = property.text
        property.matches = { "coalesce(\(bare: $0(text)), FALSE)" }
        return property
    }

    /// A member of a JSON object.
    package static func member(_ key: String, of object: SQLExpression, in dialect: Dialect) -> EventProperty {
        let text = dialect.json.text(object, key)
        let json = dialect.json
        return EventProperty(
            text: text, breakdown: json.value(object, key), breakdownIsJSON: true, number: dialect.text.toNumber(text),
            matches: { json.anyElement(object, key, $0) })
    }
}
