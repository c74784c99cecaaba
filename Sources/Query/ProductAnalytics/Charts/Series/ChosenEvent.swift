/// Which of a unit's rows are the event that a chart asks for.
struct ChosenEvent: Sendable {
    /// The marks that a row needs to have.
    private let mask: UInt64
    /// The marks that it needs as well, asked after rows have been numbered.
    private let also: UInt64
    let occurrence: Int?
    private var seen = 0

    /// - Parameters:
    ///   - places: The conditions that have to hold, by their places in the request.
    ///   - occurrence: Only the unit's n-th row that satisfies them; from 1.
    ///   - also: Conditions that this row has to satisfy too.
    init(_ places: [Int], occurrence: Int? = nil, also: [Int] = []) {
        mask = places.reduce(0) { $0 | UInt64(1) << UInt64($1) }
        self.also = also.reduce(0) { $0 | UInt64(1) << UInt64($1) }
        self.occurrence = occurrence
    }

    /// Before the rows of a unit, which have to be asked in their order.
    mutating func begin() { seen = 0 }

    /// Whether a row satisfies all conditions, whatever its number.
    func matches(_ marks: UInt64) -> Bool { marks & (mask | also) == mask | also }

    mutating func admits(_ marks: UInt64) -> Bool {
        guard marks & mask == mask else { return false }
        if let occurrence {
            seen += 1
            guard seen == occurrence else { return false }
        }
        return marks & also == also
    }
}

extension EventRequest {
    /// The rows of a selection; also those before the range if only a unit's n-th event counts.
    mutating func choose(_ selection: EventSelection) -> ChosenEvent {
        if selection.occurrence != nil { readFromTheStart() }
        let place = place(of: .event(selection.anyOccurrence))
        wanted = (wanted ?? []) + [place]
        return ChosenEvent([place], occurrence: selection.occurrence, also: placesAfterCounting(selection))
    }
}

extension EventRequest {
    /// Where the conditions stand that a unit's n-th event has to satisfy after it has been counted.
    mutating func placesAfterCounting(_ selection: EventSelection) -> [Int] {
        selection.occurrenceFilters.isEmpty ? [] : [place(of: .filters(selection.occurrenceFilters))]
    }
}

extension EventSelection {
    /// The selection without its number, breakdown and label, which change nothing about which rows match.
    var anyOccurrence: EventSelection { EventSelection(branches, where: filters) }
}
