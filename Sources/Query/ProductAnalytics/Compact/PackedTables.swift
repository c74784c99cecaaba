internal import ColumnPack
internal import Warehouse

/// The sorted tables beside the events as packed columns.
struct PackedTables: Sendable, Equatable {
    let pack: Pack
    /// By number, people whose rows don't count; empty if all do. Those are people who turned out to be somebody else after the
    /// pack was made, since their rows stand elsewhere now, and people of other projects.
    private var isLeftOut: [Bool] = []

    private init(_ pack: Pack) { self.pack = pack }

    static func == (one: PackedTables, other: PackedTables) -> Bool {
        one.pack === other.pack && one.isLeftOut == other.isLeftOut
    }

    private var takesAll: Bool { isLeftOut.isEmpty }

    @inline(__always)
    func leavesOut(_ person: Int32) -> Bool { Int(person) < isLeftOut.count && isLeftOut[Int(person)] }

    private mutating func leaveOut(_ people: [Int64]) {
        for person in people where person >= 0 {
            let place = Int(person)
            if place >= isLeftOut.count {
                isLeftOut += Array(repeating: false, count: place + 1 - isLeftOut.count)
            }
            isLeftOut[place] = true
        }
    }

    /// - Parameters:
    ///   - name: The pack that was named when the tables were of that generation; `nil` if none was.
    ///   - merges: How many merges of people there were when it was made.
    /// - Returns: `nil` where there is no pack, or people were merged in this very moment.
    static func named(
        _ name: String?, merges: Int64, of generation: DerivedState.Generation, in warehouse: any Warehouse
    ) async throws(WarehouseError) -> PackedTables? {
        guard let name, let pack = warehouse.packs?.pack(name) else { return nil }
        var packed = PackedTables(pack)
        guard merges != generation.merges else { return packed }
        let merged = try await warehouse.rows(
            Statement("SELECT old FROM main.merges", label: "chart: packed columns")
        ).integers(0)
        // Rows of people who were merged since then wait where this chart won't look for them.
        guard merged.count == Int(generation.merges) else { return nil }
        packed.leaveOut(merged)
        return packed
    }

    /// The same without the people of other projects, as far as tables are meant that don't name any.
    func people(of source: CanonicalEvents, in warehouse: any Warehouse) async throws(WarehouseError) -> PackedTables {
        guard source.derived?.hasOneProject == false else { return self }
        let others = try await warehouse.rows(
            Statement(
                "SELECT uid FROM main.usr WHERE project_id <> \(source.project)", label: "chart: people of projects"))
        var packed = self
        packed.leaveOut(others.integers(0))
        return packed
    }

    /// The parts of the people that one half of them is.
    func parts(_ half: StepsReader.People) -> Range<Int> {
        let middle = pack.people.count / 2
        return switch half {
        case .first: 0..<middle
        case .second: middle..<pack.people.count
        case .part(let part): part..<part + 1
        }
    }

    /// The last person of the first half; -1 where nobody is in it.
    var middle: Int { pack.people.count < 2 ? -1 : Int(pack.people[pack.people.count / 2 - 1].upperBound) }

    // MARK: Steps

    /// Whether the numbers of all steps of a type are packed.
    func holds(_ columns: StepColumns, of type: Int) -> Bool {
        columns.numbers.allSatisfy {
            guard case .property(let property, _) = $0 else { return true }
            return pack.holds(PackedNumber(property.description, type: type))
        }
    }

    private func column(of number: StepNumber) -> Pack.Column? {
        switch number {
        case .promoted(let name): Pack.Column(promoted: name)
        case .property(let property, _): pack.column(ofNumber: property.description)
        }
    }

    /// All steps of one type and some people. What is packed of the events must be held.
    func steps(of type: Int, _ people: StepsReader.People, _ columns: StepColumns) -> StepList {
        let blocks = parts(people).compactMap { pack.block(Pack.Key(.steps, type: type, people: $0)) }
        let counts = blocks.map { $0.integers(.time)?.count ?? 0 }
        let total = counts.reduce(0, +)
        func gather<Value: BitwiseCopyable>(
            _ fill: (PackedBlock, UnsafeMutablePointer<Value>, Int) -> Void
        ) -> [Value] {
            .filled(total) { target in
                var place = 0
                for (block, count) in zip(blocks, counts) {
                    fill(block, target + place, count)
                    place += count
                }
            }
        }
        func whole(_ column: Pack.Column) -> [Int64] {
            gather { block, target, count in
                if let numbers = block.integers(column), numbers.count == count {
                    numbers.decode(to: target)
                } else {
                    target.initialize(repeating: 0, count: count)
                }
            }
        }
        var list = StepList()
        if columns.hasRuns, takesAll {
            list.runs = runs(blocks, counts)
        } else {
            list.people = gather { block, target, count in
                if let people = block.people {
                    people.decode(to: target, count)
                } else {
                    target.initialize(repeating: .max, count: count)
                }
            }
        }
        list.times = whole(.time)
        if columns.hasSequences { list.sequences = whole(.sequence) }
        list.codes = columns.codes.map { name in
            gather { block, target, count in
                if let column = Pack.Column(promoted: name), let codes = block.integers(column), codes.count == count {
                    codes.decode(to: target)
                } else {
                    target.initialize(repeating: 0, count: count)
                }
            }
        }
        list.numbers = columns.numbers.map { number in
            gather { block, target, count in
                if let column = column(of: number), let numbers = block.doubles(column),
                    numbers.count == count
                {
                    numbers.decode(to: target)
                } else {
                    target.initialize(repeating: .nan, count: count)
                }
            }
        }
        return takesAll ? list : list.rows { !leavesOut(list.people[$0]) }
    }

    /// The people of blocks that follow each other.
    private func runs(_ blocks: [PackedBlock], _ counts: [Int]) -> PeopleRuns {
        var runs = PeopleRuns()
        var start = 0
        for (block, count) in zip(blocks, counts) {
            block.people?.forEach { person, rows in
                guard rows.upperBound <= count else { return }
                runs.append(person, end: start + rows.upperBound)
            }
            start += count
        }
        return runs
    }

    // MARK: Days

    /// The days on which people of one part had steps of a type, within a range of times.
    /// - Parameter list: Where they are put, in place of what is there; its memory is used again.
    func stepDays(of type: Int, part: Int, in times: Range<Int64>, into list: inout DayList) {
        list.refill(0)
        guard let block = pack.block(Pack.Key(.steps, type: type, people: part)), let people = block.people,
            let all = block.integers(.time)
        else { return }
        list.refill(all.count)
        var found = 0
        list.withMutableColumns { units, days in
            people.forEach { person, rows in
                guard !leavesOut(person) else { return }
                var day: Range<Int64> = 0..<0
                for row in rows where row < all.count {
                    let time = all[row]
                    if day.contains(time) || !times.contains(time) { continue }
                    let start = ChartCalendar.floor(time, to: ChartCalendar.day)
                    day = start..<start + ChartCalendar.day
                    units[found] = person
                    days[found] = Int32(truncatingIfNeeded: start / ChartCalendar.day)
                    found += 1
                }
            }
        }
        list.refill(found)
    }

    /// The days of activity of people of one part that lie in a range.
    /// - Parameter list: As above.
    func days(part: Int, in range: Range<Int32>, hasCounts: Bool, into list: inout DayList) {
        list.refill(0)
        list.counts = []
        guard let block = pack.block(Pack.Key(.days, people: part)), let people = block.people,
            let all = block.integers(.day), let counts = block.integers(.count), counts.count == all.count
        else { return }
        list.refill(all.count)
        var found = 0
        var numbers: [Int64] = []
        if hasCounts { numbers.reserve(all.count) }
        list.withMutableColumns { units, days in
            people.forEach { person, rows in
                guard !leavesOut(person) else { return }
                for row in rows where row < all.count {
                    let day = Int32(truncatingIfNeeded: all[row])
                    guard range.contains(day) else { continue }
                    units[found] = person
                    days[found] = day
                    if hasCounts { numbers.append(counts[row]) }
                    found += 1
                }
            }
        }
        list.counts = numbers
        list.refill(found)
    }
}

extension DayList {
    @inline(__always)
    fileprivate mutating func withMutableColumns(
        _ body: (UnsafeMutableBufferPointer<Int32>, UnsafeMutableBufferPointer<Int32>) -> Void
    ) {
        var (people, days) = (people, days)
        (self.people, self.days) = ([], [])
        people.withUnsafeMutableBufferPointer { people in days.withUnsafeMutableBufferPointer { body(people, $0) } }
        (self.people, self.days) = (people, days)
    }

    /// Makes room for a number of rows; what is in them is still to be written, but for those that were there.
    fileprivate mutating func refill(_ count: Int) {
        func refill(_ column: inout [Int32]) {
            if column.count > count {
                column.removeLast(column.count - count)
            } else {
                column.append(contentsOf: repeatElement(0, count: count - column.count))
            }
        }
        refill(&people)
        refill(&days)
    }
}

extension Array where Element: BitwiseCopyable {
    /// An array whose elements `fill` writes, all of them.
    static func filled(_ count: Int, _ fill: (UnsafeMutablePointer<Element>) -> Void) -> [Element] {
        Array(unsafeUninitializedCapacity: count) { buffer, initialized in
            guard count > 0, let base = buffer.baseAddress else { return }
            buffer.adviseLargePages()
            fill(base)
            initialized = count
        }
    }
}

extension StepList {
    /// Some of the rows, in their order.
    func rows(where isWanted: (Int) -> Bool) -> StepList {
        let places = people.indices.filter(isWanted)
        guard places.count < count else { return self }
        var list = StepList()
        list.people = places.map { people[$0] }
        list.times = places.map { times[$0] }
        list.sequences = sequences.isEmpty ? [] : places.map { sequences[$0] }
        list.codes = codes.map { column in places.map { column[$0] } }
        list.numbers = numbers.map { column in places.map { column[$0] } }
        return list
    }
}
