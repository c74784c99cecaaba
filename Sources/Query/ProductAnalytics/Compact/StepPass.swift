/// A pass that can count lists of steps without seeing events.
protocol StepPass: UnitPass {
    /// What it reads of the lists of a plan. Asked once, before lists are read; holds for all parts of the people.
    /// - Parameter codes: For each breakdown what stored codes are in its dictionary, as in ``PeopleSteps/codes``.
    func reading(of plan: StepsPlan, codes: [[Int32]]) -> StepReading

    /// Counts some people, instead of ``UnitPass/add(_:)``.
    /// - Returns: Whether it did; not if equal times matter and it has no sequences. Then a pass that is as this one was
    ///   gets them.
    mutating func add(_ steps: PeopleSteps) -> Bool
}

/// How a pass reads step lists.
enum StepReading: Sendable {
    /// As they are.
    case lists(StepNeeds)
    /// Put together as the events of one person after the other, and why.
    case events(because: String)
}

/// What a pass needs to know of steps beside who and when.
struct StepNeeds: Sendable {
    /// Whether ``StepList/sequences`` are there. Needed only where the order of equal times in different lists matters, for
    /// each list is in the order of sequences anyway. Since equal times are rare, a pass better asks for none and says
    /// when it meets some.
    var hasSequences = false
    /// Breakdowns and numbers are there in the lists whose marks have one of these bits; other lists have empty columns.
    var valued = UInt64.max

    /// Whether it walks lists by ``StepList/runs``, and merges none.
    var hasRuns = false

    /// What it takes to make events of steps.
    static let events = StepNeeds(hasSequences: true)
}

/// Steps of some people, and of nobody else.
struct PeopleSteps: Sendable {
    /// One for each type that occurs, in the order of the plan.
    let lists: [MarkedSteps]
    /// What to look at: lists may hold events before and after.
    let times: Range<Int64>
    /// For each breakdown, what a stored code is in its dictionary, the missing one first; for the event's type, the code of
    /// each type by its place in the plan.
    let codes: [[Int32]]
    /// The first event ever of each person by number, `Int64.max` where there is none; empty if it was not asked for.
    let firsts: [Int64]
}

/// The steps of one type and what all of them satisfy.
struct MarkedSteps: Sendable {
    var list: StepList
    var marks: UInt64
    /// The type's place in the plan.
    var type: Int
}

/// Walks a list person by person, in their order.
struct StepCursor {
    private let people: UnsafeBufferPointer<Int32>
    private let times: UnsafeBufferPointer<Int64>
    private let range: Range<Int64>
    private var next = 0

    /// - Parameter range: Events before and after are left out.
    init(_ people: UnsafeBufferPointer<Int32>, _ times: UnsafeBufferPointer<Int64>, in range: Range<Int64>) {
        self.people = people
        self.times = times
        self.range = range
    }

    /// The next person of the list; `nil` after the last.
    @inline(__always)
    var person: Int32? { next < people.count ? people[next] : nil }

    /// The rows of a person, maybe none. Ask in rising order.
    @inline(__always)
    mutating func rows(of person: Int32) -> Range<Int> {
        while next < people.count, people[next] < person { next += 1 }
        var start = next
        while next < people.count, people[next] == person { next += 1 }
        var end = next
        while start < end, times[start] < range.lowerBound { start += 1 }
        while start < end, times[end - 1] >= range.upperBound { end -= 1 }
        return start..<end
    }
}
