internal import ColumnPack
internal import SQL

/// How `main.steps` answers a request: event types, each with the marks that all its events have.
struct StepsPlan: Sendable {
    struct TypeOfStep: Sendable {
        var number: Int
        var name: String
        /// Bits of the conditions that events of this type satisfy.
        var marks: UInt64
    }

    let types: [TypeOfStep]
    /// The bit of ``EventRequest/Condition/isFirst``, which depends on the event.
    let firstBit: UInt64
    let request: EventRequest
    /// Columns of the breakdowns; `nil` is the event's type itself, or a cohort.
    let codeColumns: [String?]
    let numberColumns: [StepNumber]

    /// A plan, or why there is none.
    struct Found {
        var plan: StepsPlan?
        var reason = ""
        /// What packs should hold for requests like this one.
        var wanted: [PackedNumber] = []
    }

    /// - Returns: No plan if steps don't know what the request asks.
    static func plan(_ request: EventRequest, for source: CanonicalEvents) -> Found {
        func no(_ reason: String) -> Found { Found(reason: reason) }
        guard let derived = source.derived else { return no("there are no derived tables") }
        guard case .person = request.unit else { return no("groups are counted") }
        guard !request.needsSessions else { return no("sessions are read") }
        guard !request.needsClientTimes else { return no("times of devices are read") }
        var codeColumns: [String?] = []
        for breakdown in request.breakdowns {
            if breakdown == .eventType || breakdown.cohort != nil {
                codeColumns.append(nil)
            } else if let column = derived.column(ofText: breakdown) {
                codeColumns.append(column)
            } else {
                return no("\(breakdown) is not promoted")
            }
        }
        var firstBit: UInt64 = 0
        var tests: [(@Sendable (String, CanonicalEvents.EventType) -> Bool)?] = []
        for (place, condition) in request.conditions.enumerated() {
            switch condition {
            case .isActive: tests.append { $1.isActive }
            case .member: tests.append(nil)
            case .isFirst:
                firstBit |= UInt64(1) << UInt64(place)
                tests.append(nil)
            case .filters(let filters):
                guard filters.isEmpty else { return no("properties are filtered") }
                tests.append { _, _ in true }
            case .event(let selection):
                // ``UnitMarks`` finds a unit's n-th event among all.
                guard let test = selection.anyOccurrence.testOfTypes else { return no("properties are filtered") }
                tests.append(test)
            }
        }
        if let wanted = request.wanted, wanted.contains(where: { tests[$0] == nil }) {
            return no("only first events are wanted")
        }
        var types: [TypeOfStep] = []
        for (name, type) in source.types.sorted(by: { $0.value.number < $1.value.number }) {
            var marks: UInt64 = 0
            for (place, test) in tests.enumerated() where test?(name, type) == true {
                marks |= UInt64(1) << UInt64(place)
            }
            let isWanted = request.wanted?.contains { marks & (UInt64(1) << UInt64($0)) != 0 } ?? true
            if isWanted { types.append(TypeOfStep(number: type.number, name: name, marks: marks)) }
        }
        var (numberColumns, wanted): ([StepNumber], [PackedNumber]) = ([], [])
        var missingNumber: PropertyReference?
        for number in request.numbers {
            if let column = derived.column(ofNumber: number) {
                numberColumns.append(.promoted(column))
            } else if let packed = derived.packed, request.sample == nil, types.count <= mostPackedTypes,
                number.isJSON, let value = try? source.property(number).number
            {
                numberColumns.append(.property(number, value: value))
                let missing = types.map { PackedNumber(number.description, type: $0.number) }
                wanted += missing
                if !missing.allSatisfy(packed.pack.holds) { missingNumber = number }
            } else {
                return no("\(number) is not promoted")
            }
        }
        if let missingNumber {
            let reason = "\(missingNumber) is read from JSON this time, and packed for the next"
            return Found(reason: reason, wanted: wanted)
        }
        let plan = StepsPlan(
            types: types, firstBit: firstBit, request: request, codeColumns: codeColumns, numberColumns: numberColumns)
        return Found(plan: plan, wanted: wanted)
    }

    /// A number in JSON that is asked of more types of events is not packed: it would be read for all of them.
    private static let mostPackedTypes = 8

    /// The columns of codes and numbers.
    var valueColumns: StepColumns { StepColumns(codes: codeColumns.compactMap { $0 }, numbers: numberColumns) }

    /// The range of the request.
    var times: Range<Int64> {
        let from = request.from ?? .min
        return from..<max(from, request.to ?? .max)
    }

    /// A scan over the events of one type. It may return events before and after ``times``, if there are few of those.
    func scan(
        _ type: TypeOfStep, in table: String, _ columns: StepColumns, where condition: SQLExpression,
        _ derived: DerivedState
    ) -> SelectStatement {
        var select = StepsPlan.scan(type.number, in: table, columns, where: condition)
        let time = Dialect.duckDB.time
        // A comparison of each row is worth it only where it keeps rows out.
        if let from = request.from, from > derived.earliest {
            select.conditions.append("s.time >= \(time.constant(from))")
        }
        if let to = request.to, to <= derived.latest { select.conditions.append("s.time < \(time.constant(to))") }
        if let sample = request.sample {
            select.conditions.append(EventRequestSQL.isSampled("s.uid", share: sample))
        }
        return select
    }

    /// A scan over all events of one type.
    static func scan(
        _ type: Int, in table: String, _ columns: StepColumns, where condition: SQLExpression
    ) -> SelectStatement {
        let stored = ["uid", "time"] + (columns.hasSequences ? ["seq"] : []) + columns.codes
        var select = SelectStatement(
            columns: stored.map { .init("s.\(raw: $0)", as: $0) }, from: .table(SQLExpression(raw: table), alias: "s"))
        for (place, number) in columns.numbers.enumerated() {
            switch number {
            case .promoted(let column): select.columns.append(.init("s.\(raw: column)", as: column))
            case .property(_, let value): select.columns.append(.init(value, as: "v\(place)"))
            }
        }
        if columns.numbers.contains(where: { if case .property = $0 { true } else { false } }) {
            select.joins = [.on(.left, .table("main.events", alias: "e"), "e.seq = s.seq AND e.ev = \(type)")]
        }
        select.conditions = ["s.ev = \(type)", condition]
        return select
    }
}

extension PropertyReference {
    /// Whether it is a member of an event's JSON.
    var isJSON: Bool {
        switch self {
        case .event, .user: true
        case .group, .membership, .derived, .column, .amount: false
        }
    }
}

extension EventSelection {
    /// Whether an event of a type satisfies the selection, if its type alone decides that.
    var testOfTypes: (@Sendable (String, CanonicalEvents.EventType) -> Bool)? {
        guard filters.isEmpty, occurrence == nil, branches.allSatisfy({ $0.filters.isEmpty }) else { return nil }
        let branches = branches
        return { name, type in
            branches.contains { branch in
                switch branch.types {
                case .any: true
                case .anyActive: type.isActive
                case .named(let wanted): wanted == name
                }
            }
        }
    }
}
