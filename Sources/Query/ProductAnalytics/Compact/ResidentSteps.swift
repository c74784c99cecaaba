internal import Synchronization

/// Step lists that stay in memory from one chart to the next, up to a number of bytes; those unused for longest go first.
///
/// A list holds all events of a type, whatever range the chart that read it asked for. It is true for one version of the
/// events: after a load only what came in is read and merged into it; after the tables were sorted or made anew, or people
/// were merged, all lists go.
///
/// Holds nothing before the first chart. May be used by any number of charts at once.
package final class ResidentSteps: Sendable {
    /// A list of one half of the people.
    struct Key: Hashable, Sendable {
        var type: Int
        var people: StepsReader.People
    }

    /// A list as it was read.
    struct Entry: Sendable {
        var list: StepList
        /// What it holds beside people and times.
        var columns: StepColumns
        /// The last load whose rows are in.
        var version: Int64
        /// The last row of this list in `main.steps_tail`; -1 for none.
        var tailRow: Int64
    }

    private struct Kept {
        var entry: Entry
        /// The chart that used it last.
        var user: UInt64
    }

    /// - Invariant: all entries are of `generation` and parted at `middle`; `bytes` is what they take together, never more
    ///   than the budget.
    private struct State {
        var generation: DerivedState.Generation?
        var middle: Int?
        var entries: [Key: Kept] = [:]
        var values: [PropertyReference: (version: Int64, texts: [String?])] = [:]
        var bytes = 0
        var users: UInt64 = 0

        mutating func remove(_ key: Key) {
            guard let kept = entries.removeValue(forKey: key) else { return }
            bytes -= kept.entry.list.bytes
        }

        /// Forgets what is of another generation.
        mutating func turn(to wanted: DerivedState.Generation) {
            guard generation != wanted else { return }
            (generation, middle, entries, values, bytes) = (wanted, nil, [:], [:], 0)
        }
    }

    private let budget: Int
    private let state = Mutex(State())

    /// - Parameter budget: Bytes that lists may take together.
    package init(budget: Int) { self.budget = budget }

    /// What all lists take together, and how many there are.
    package var size: (bytes: Int, lists: Int) { state.withLock { ($0.bytes, $0.entries.count) } }

    /// One chart's use of the lists.
    struct User: Sendable {
        let number: UInt64
        /// Where the halves of the people are parted; `nil` if nobody has said so yet.
        let middle: Int?
    }

    /// Begins a chart that works with this state of the tables.
    func use(_ derived: DerivedState) -> User {
        state.withLock { state in
            state.users += 1
            return User(number: state.users, middle: state.generation == derived.generation ? state.middle : nil)
        }
    }

    /// The list for a key with at least these columns, maybe of an older version; `nil` if there is none of the generation.
    func entry(_ key: Key, _ columns: StepColumns, of derived: DerivedState, for user: User) -> Entry? {
        state.withLock { state in
            guard state.generation == derived.generation, state.middle == user.middle,
                let entry = state.entries[key]?.entry, entry.columns.include(columns)
            else { return nil }
            state.entries[key]?.user = user.number
            return entry
        }
    }

    /// The columns that a list for a key has already, so that reading it anew loses none.
    func columns(_ key: Key) -> StepColumns { state.withLock { $0.entries[key]?.entry.columns ?? StepColumns() } }

    /// Keeps lists that were read while the tables were in this state from beginning to end. What does not fit beside the
    /// lists of the same chart is not kept.
    func keep(_ entries: [(key: Key, entry: Entry)], middle: Int, of derived: DerivedState, for user: User) {
        state.withLock { state in
            state.turn(to: derived.generation)
            if state.middle == nil { state.middle = middle }
            guard state.middle == middle else { return }
            for (key, entry) in entries {
                if let known = state.entries[key]?.entry, known.version > entry.version { continue }
                state.remove(key)
                let bytes = entry.list.bytes
                var old = state.entries.filter { $0.value.user < user.number }.sorted { $0.value.user > $1.value.user }
                while state.bytes + bytes > budget, let (key, _) = old.popLast() { state.remove(key) }
                guard state.bytes + bytes <= budget else { continue }
                state.entries[key] = Kept(entry: entry, user: user.number)
                state.bytes += bytes
            }
        }
    }

    /// The texts of a promoted property by their codes, if they are known.
    func texts(of property: PropertyReference, in derived: DerivedState) -> [String?]? {
        state.withLock { state in
            guard state.generation == derived.generation, let known = state.values[property],
                known.version == derived.version
            else { return nil }
            return known.texts
        }
    }

    /// Keeps the texts of a promoted property. A text more than there were at that version does no harm.
    func keep(_ texts: [String?], of property: PropertyReference, in derived: DerivedState) {
        state.withLock { state in
            guard state.generation == derived.generation else { return }
            state.values[property] = (derived.version, texts)
        }
    }
}

extension StepColumns {
    func include(_ other: StepColumns) -> Bool {
        (hasSequences || !other.hasSequences) && other.codes.allSatisfy(codes.contains)
            && other.numbers.allSatisfy(numbers.contains)
    }

    func union(_ other: StepColumns) -> StepColumns {
        StepColumns(
            hasSequences: hasSequences || other.hasSequences,
            codes: codes + other.codes.filter { !codes.contains($0) },
            numbers: numbers + other.numbers.filter { !numbers.contains($0) })
    }
}

extension StepList {
    /// How much memory it takes.
    var bytes: Int {
        count * (12 + (sequences.isEmpty ? 0 : 8)) + 8 * (runs?.count ?? 0)
            + codes.reduce(0) { $0 + 4 * $1.count } + numbers.reduce(0) { $0 + 8 * $1.count }
    }

    /// The same without room to grow, and with its people by person.
    var packed: StepList {
        func packed<Value>(_ values: [Value]) -> [Value] {
            // Appending grows arrays to twice their size.
            guard values.capacity > values.count + values.count / 8 else { return values }
            return values.withUnsafeBufferPointer { Array($0) }
        }
        var list = self
        list.people = packed(people)
        list.runs = runs ?? PeopleRuns(rows: people)
        list.times = packed(times)
        list.sequences = packed(sequences)
        list.codes = codes.map(packed)
        list.numbers = numbers.map(packed)
        return list
    }

    /// Its columns as somebody asked for them.
    /// - Parameter held: What it has, at least as much as is wanted.
    func columns(_ wanted: StepColumns, of held: StepColumns) -> StepList {
        var list = StepList()
        list.people = people
        list.runs = runs
        list.times = times
        if wanted.hasSequences { list.sequences = sequences }
        list.codes = wanted.codes.map { name in held.codes.firstIndex(of: name).map { codes[$0] } ?? [] }
        list.numbers = wanted.numbers.map { name in held.numbers.firstIndex(of: name).map { numbers[$0] } ?? [] }
        return list
    }
}
