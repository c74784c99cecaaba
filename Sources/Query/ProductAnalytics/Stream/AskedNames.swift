internal import Synchronization

/// The names that a chart asks its events for, and those of them that no event answered to: whether such a name is wrong, or
/// only nothing of it happened in the range, is for ``NameNotes`` to find out.
package final class AskedNames: Sendable {
    struct Names: Sendable {
        /// Types of events.
        var events: Set<String> = []
        /// Types of events that were missed, where only the events themselves know their types.
        var missedEvents: Set<String> = []
        var missed: Set<PropertyReference> = []
        /// Properties that were read as numbers of events, and those that were one.
        var readNumbers: Set<PropertyReference> = []
        var numbers: Set<PropertyReference> = []
        /// Where amounts were read.
        var money: Set<MoneyReading> = []

        fileprivate var foundEvents: Set<String> = []
        fileprivate var found: Set<PropertyReference> = []
    }

    private let names = Mutex(Names())

    package init() {}

    /// All so far; what one reading missed and another one found was found.
    var all: Names {
        var names = names.withLock { $0 }
        names.missed.subtract(names.found)
        names.missedEvents.subtract(names.foundEvents)
        return names
    }

    /// Before a request is answered.
    func add(_ request: EventRequest) {
        add(request.conditions.flatMap(\.eventNames))
        if let money = request.money { names.withLock { _ = $0.money.insert(money) } }
    }

    /// Types of events that are looked for without a request.
    func add(_ events: [String]) { names.withLock { $0.events.formUnion(events) } }

    /// After a request was answered by events.
    func add(_ found: FoundNames, by request: EventRequest, _ dictionaries: [ValueDictionary]) {
        names.withLock { names in
            for (place, condition) in request.conditions.enumerated() {
                if found.marks & (UInt64(1) << UInt64(place)) != 0 {
                    names.found.formUnion(condition.properties)
                    // Of several types one may have been found and another one not.
                    if condition.eventNames.count == 1 { names.foundEvents.formUnion(condition.eventNames) }
                } else {
                    names.missed.formUnion(condition.properties)
                    names.missedEvents.formUnion(condition.eventNames)
                }
            }
            guard found.hasRows else {
                if case .group(let type) = request.unit { names.missed.insert(.membership(type: type)) }
                return
            }
            for (reference, values) in zip(request.breakdowns, dictionaries) where reference.cohort == nil {
                if values.isEmpty { names.missed.insert(reference) } else { names.found.insert(reference) }
            }
            for (reference, isFound) in zip(request.numbers, found.numbers) {
                names.readNumbers.insert(reference)
                if isFound { names.numbers.insert(reference) }
            }
        }
    }

    /// After a property was read as a number of lists of events.
    func add(_ property: PropertyReference, hasNumbers: Bool) {
        names.withLock { names in
            names.readNumbers.insert(property)
            if hasNumbers { names.numbers.insert(property) }
        }
    }
}

/// What the rows of a request had.
struct FoundNames: Sendable {
    /// The bits of conditions that any row satisfied; only those that ask for names are looked at.
    private(set) var marks: UInt64 = 0
    private(set) var hasRows = false
    /// Whether any row had a number, of each of the request.
    private(set) var numbers: [Bool]
    private let looksAtMarks: Bool

    init(_ request: EventRequest) {
        numbers = request.numbers.map { _ in false }
        looksAtMarks = request.conditions.contains { !$0.properties.isEmpty || !$0.eventNames.isEmpty }
    }

    /// Looks at the rows that came last.
    mutating func look(at table: EventTable, from row: Int) {
        guard row < table.marks.count else { return }
        hasRows = true
        if looksAtMarks { marks = table.marks[row...].reduce(marks) { $0 | $1 } }
        for place in numbers.indices where !numbers[place] {
            numbers[place] = table.numbers[place][row...].contains { !$0.isNaN }
        }
    }
}

extension EventRequest.Condition {
    /// The types of events that it names.
    var eventNames: [String] {
        guard case .event(let selection) = self else { return [] }
        return selection.branches.compactMap { branch -> String? in
            if case .named(let name) = branch.types { name } else { nil }
        }
    }

    /// The properties that it asks for.
    var properties: [PropertyReference] {
        switch self {
        case .event(let selection):
            (selection.filters + selection.branches.flatMap(\.filters)).map(\.property)
        case .filters(let filters): filters.map(\.property)
        case .isActive, .isFirst, .member: []
        }
    }
}
