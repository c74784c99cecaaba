internal import Warehouse

/// What stands in the tables that are derived from the events: how many rows wait unsorted, and what is promoted.
package struct DerivedState: Sendable, Equatable {
    /// A promoted property's column in `main.steps`.
    struct Promoted: Sendable, Equatable {
        var column: String
        var isText: Bool
    }

    /// Between two moments of one generation, rows were only added to the unsorted parts.
    struct Generation: Sendable, Equatable {
        /// How many people turned out to be somebody else, which moves their rows.
        var merges: Int64
        /// The number of the table `main.steps`, a new one each time it is sorted or made anew.
        var steps: Int64
    }

    /// Rows of `main.steps_tail`, `main.act_tail` and `main.sess_touched`.
    let waitingSteps: Int
    let waitingDays: Int
    let waitingSessions: Int
    /// Whether `main.sess` says when each event was; warehouses that nothing was loaded into lately don't.
    let sessionsHaveTimes: Bool
    /// The last load whose rows are in: what was read under one version stays true under it.
    let version: Int64
    let generation: Generation
    /// Whether all people belong to one project, so that tables without a project need no filter.
    let hasOneProject: Bool
    /// The highest number of a person.
    let highestPerson: Int
    /// The last event of all, in microseconds, those aside whose clock ran ahead.
    let latest: Int64
    /// The first event of all.
    let earliest: Int64
    /// About how many rows `main.steps` has.
    let steps: Int
    /// About how many rows `main.act` has.
    let days: Int
    let promoted: [PropertyReference: Promoted]
    /// The sorted tables as packed columns; `nil` where there are none, or not those of now.
    var packed: PackedTables?

    /// - Returns: `nil` where there are no such tables.
    static func read(from warehouse: any Warehouse) async throws(WarehouseError) -> DerivedState? {
        let tables = try await warehouse.rows(
            Statement(
                """
                SELECT count(*) FILTER (WHERE table_name <> 'packed'), count(*) FILTER (WHERE table_name = 'packed')
                FROM information_schema.tables WHERE table_schema = 'main' AND table_name IN
                    ('steps', 'steps_tail', 'act', 'act_tail', 'sess', 'sess_touched', 'promoted', 'loads', 'packed')
                """, label: "chart: derived tables"))
        guard tables.integers(0).first == 8 else { return nil }
        let hasPacks = tables.integers(1).first == 1
        let facts = try await DerivedFacts.read(hasPacks ? DerivedFacts.all : DerivedFacts.allButPacks, from: warehouse)
        let generation = facts.generation
        let packed = try await PackedTables.named(
            facts.name(.packs), merges: facts.number(.packs), of: generation, in: warehouse)
        let places = try await warehouse.rows(
            Statement("SELECT property, kind, place FROM main.promoted", label: "chart: promoted properties"))
        var promoted: [PropertyReference: Promoted] = [:]
        for batch in places.batches {
            guard case .text(let names) = batch.columns[0].values, case .text(let kinds) = batch.columns[1].values,
                case .text(let columns) = batch.columns[2].values
            else { continue }
            for row in 0..<batch.rowCount {
                // One property may be promoted both ways; both places are found by what is asked of it.
                let key = PropertyReference(names[row])
                let place = Promoted(column: columns[row], isText: kinds[row] == "text")
                if promoted[key] == nil || place.isText { promoted[key] = place }
            }
        }
        return DerivedState(
            waitingSteps: Int(facts.number(.waitingSteps)), waitingDays: Int(facts.number(.waitingDays)),
            waitingSessions: Int(facts.number(.waitingSessions)),
            sessionsHaveTimes: facts.number(.timesOfSessions) == 1, version: facts.version, generation: generation,
            hasOneProject: facts.number(.people) == 1, highestPerson: Int(facts.number(.people, 1)),
            latest: facts.number(.people, 2), earliest: facts.number(.people, 3), steps: Int(facts.number(.tables, 1)),
            days: Int(facts.number(.tables, 2)), promoted: promoted, packed: packed)
    }

    /// Whether the tables are still as they were.
    func isCurrent(in warehouse: any Warehouse) async throws(WarehouseError) -> Bool {
        let now = try await DerivedFacts.read(DerivedFacts.ofGeneration, from: warehouse)
        return now.version == version && now.generation == generation
    }

    /// Whether rows still stand where they stood: they were neither sorted nor moved.
    func isSorted(in warehouse: any Warehouse) async throws(WarehouseError) -> Bool {
        try await DerivedFacts.read(DerivedFacts.ofGeneration, from: warehouse).generation == generation
    }

    /// The last person of the half of the people that has half of the rows of `main.act`, about.
    func middlePerson(in warehouse: any Warehouse, label: String) async throws(WarehouseError) -> Int {
        if let packed { return packed.middle }
        // In small tables it is not worth a question.
        guard days > 100_000 else { return highestPerson / 2 }
        let rows = try await warehouse.rows(
            Statement("SELECT uid FROM main.act WHERE rowid = \(days / 2)", label: label))
        return Int(rows.integers(0).first ?? Int64(highestPerson / 2))
    }

    func column(ofText reference: PropertyReference) -> String? {
        promoted[reference].flatMap { $0.isText ? $0.column : nil }
    }

    func column(ofNumber reference: PropertyReference) -> String? {
        promoted[reference].flatMap { $0.isText ? nil : $0.column }
    }
}

extension ResultSet {
    /// The whole numbers of a column, in order.
    func integers(_ column: Int) -> [Int64] { batches.flatMap { $0.columns[column].integers } }
}
