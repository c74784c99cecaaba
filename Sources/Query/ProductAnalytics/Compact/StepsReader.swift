internal import SQL
internal import Warehouse

/// Reads the step lists of a plan for some of the people at a time, so that two can be read side by side.
struct StepsReader: Sendable {
    /// Whose lists: those of half of the people, or of a part of them as packs have it.
    enum People: Sendable, Hashable {
        case first, second
        case part(Int)
    }

    let plan: StepsPlan
    let derived: DerivedState
    let warehouse: any Warehouse
    let label: String

    /// Lists that were read before; `nil` reads all from the tables.
    private let resident: ResidentSteps?
    private let user: ResidentSteps.User?

    init(
        plan: StepsPlan, derived: DerivedState, warehouse: any Warehouse, label: String, resident: ResidentSteps?
    ) {
        self.plan = plan
        self.derived = derived
        self.warehouse = warehouse
        self.label = label
        // Lists hold everybody.
        self.resident = plan.request.sample == nil ? resident : nil
        user = self.resident?.use(derived)
    }

    /// The lists of some people with what was asked for them. Types without events are left out.
    func lists(
        _ people: People, middle: Int, _ needs: StepNeeds
    ) async throws(WarehouseError) -> (lists: [MarkedSteps], sql: [String]) {
        var lists: [MarkedSteps] = []
        var sql: [String] = []
        var fresh: [(key: ResidentSteps.Key, entry: ResidentSteps.Entry)] = []
        for (place, type) in plan.types.enumerated() {
            var columns = type.marks & needs.valued == 0 ? StepColumns() : plan.valueColumns
            columns.hasSequences = needs.hasSequences
            columns.hasRuns = needs.hasRuns && resident == nil && derived.waitingSteps == 0
            let part = StepsPart(reader: self, type: type, people: people, middle: middle)
            var list: StepList
            if let resident, let user {
                let key = ResidentSteps.Key(type: type.number, people: people)
                let known = resident.entry(key, columns, of: derived, for: user)
                if let known, known.version >= derived.version {
                    list = known.list.columns(columns, of: known.columns)
                } else {
                    let entry = try await part.entry(
                        known, columns.union(resident.columns(key)), version: derived.version, &sql)
                    fresh.append((key, entry))
                    list = entry.list.columns(columns, of: entry.columns)
                }
            } else {
                list = try await part.list(columns, &sql)
            }
            guard list.count > 0 else { continue }
            let values = plan.valueColumns
            if list.codes.isEmpty { list.codes = Array(repeating: [], count: values.codes.count) }
            if list.numbers.isEmpty { list.numbers = Array(repeating: [], count: values.numbers.count) }
            lists.append(MarkedSteps(list: list, marks: type.marks, type: place))
        }
        if let resident, let user, !fresh.isEmpty, try await derived.isCurrent(in: warehouse) {
            resident.keep(fresh, middle: middle, of: derived, for: user)
        }
        return (lists, sql)
    }

    /// The people in parts whose lists can be read one after the other: what is made of one part is read again while it is in the
    /// processor's caches.
    func parts(of half: People) -> [People] {
        guard resident == nil, plan.request.sample == nil, derived.waitingSteps == 0, let packed = derived.packed else {
            return [half]
        }
        return packed.parts(half).map { .part($0) }
    }

    func statement(_ select: SelectStatement) -> ChartStatement {
        ChartStatement(select, dialect: warehouse.dialect, label: label)
    }

    /// The last person of the first half: the one in the middle of `main.act`, where those who do much have many rows.
    func middle() async throws(WarehouseError) -> Int {
        if let middle = user?.middle { return middle }
        if let packed = derived.packed { return packed.middle }
        let rows = try await warehouse.rows(
            Statement("SELECT uid FROM main.act WHERE rowid = \(derived.days / 2)", label: label))
        return Int(rows.integers(0).first ?? Int64(derived.highestPerson / 2))
    }

    /// For each breakdown, the code in its dictionary of each stored code, the missing one first; for the event's type, of
    /// each type of the plan.
    func codes(_ dictionaries: [ValueDictionary]) async throws(WarehouseError) -> [[Int32]] {
        var codes: [[Int32]] = []
        for (index, breakdown) in plan.request.breakdowns.enumerated() {
            guard plan.codeColumns[index] != nil else {
                // Cohorts are put in later, by unit.
                let isCohort = breakdown.cohort != nil
                codes.append(
                    plan.types.map { isCohort ? ValueDictionary.none : dictionaries[index].code(of: $0.name) })
                continue
            }
            let texts = try await self.texts(of: breakdown)
            let known = dictionaries[index].encode(texts.map { $0 ?? "" }, nulls: texts.map { $0 == nil })
            codes.append(known)
        }
        return codes
    }

    /// The texts of a promoted property by their codes; 0 is the missing one.
    private func texts(of property: PropertyReference) async throws(WarehouseError) -> [String?] {
        if let known = resident?.texts(of: property, in: derived) { return known }
        let rows = try await warehouse.rows(
            Statement(
                "SELECT code, value FROM main.promoted_values WHERE property = ? ORDER BY code",
                parameters: [.text(property.description)], label: label))
        var texts: [String?] = [nil]
        for batch in rows.batches {
            guard case .text(let values) = batch.columns[1].values else { continue }
            for (code, value) in zip(batch.columns[0].integers, values) {
                while texts.count <= Int(code) { texts.append(nil) }
                texts[Int(code)] = value
            }
        }
        resident?.keep(texts, of: property, in: derived)
        return texts
    }
}
