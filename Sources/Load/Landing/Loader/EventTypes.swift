internal import Warehouse

/// The small integers that stand for event types. Held by the loader alone, all of them in memory.
final class EventTypes {
    struct Entry {
        var number: Int32
        var project: ProjectID
        var name: String
        var isActive: Bool
        var firstSeen: Timestamp
    }

    /// What all types share that come after the last number has been given.
    static let others: Int32 = 65_535
    private static let othersName = "(other event types)"

    private var numbers: [People.Key: Int32] = [:]
    private var next: Int32 = 1
    private var knowsOthers = false
    /// What the current load added.
    private(set) var added: [Entry] = []
    /// Types that are not active whatever else is said of them.
    private let inactive: Set<String>

    private init(inactive: Set<String>) { self.inactive = inactive }

    static func read(
        from warehouse: any Warehouse, inactive: Set<String>, isolation: isolated (any Actor)? = #isolation
    ) async throws -> EventTypes {
        let types = EventTypes(inactive: inactive)
        let rows = try await warehouse.rows(
            Statement("SELECT ev, project_id, name FROM main.event_types", label: "landing: event types"))
        for batch in rows.batches {
            for row in 0..<batch.rowCount {
                guard let number = batch.integer(row, 0).flatMap(Int32.init(exactly:)),
                    let project = batch.integer(row, 1).flatMap(Int32.init(exactly:)), let name = batch.text(row, 2)
                else { continue }
                if number == others {
                    types.knowsOthers = true
                } else {
                    types.numbers[People.Key(ProjectID(project), name)] = number
                    types.next = max(types.next, number + 1)
                }
            }
        }
        return types
    }

    /// The number of a type, a new one for a new type.
    func number(of name: String, in project: ProjectID, isActive: Bool, at time: Timestamp) -> Int32 {
        let key = People.Key(project, name)
        if let number = numbers[key] { return number }
        guard next < Self.others else {
            if !knowsOthers {
                knowsOthers = true
                added.append(
                    Entry(
                        number: Self.others, project: .none, name: Self.othersName, isActive: true, firstSeen: time))
            }
            return Self.others
        }
        let number = next
        next += 1
        numbers[key] = number
        added.append(
            Entry(
                number: number, project: project, name: name, isActive: isActive && !inactive.contains(name),
                firstSeen: time))
        return number
    }

    func rows() -> TableRows {
        var rows = TableRows(.eventTypes, count: added.count)
        rows.add("ev", .int(added.map { Int64($0.number) }))
        rows.add("project_id", .int(added.map { Int64($0.project.number) }))
        rows.add("name", .text(added.map(\.name)))
        rows.add("is_active", .bool(added.map(\.isActive)))
        rows.add("first_seen", times: added.map(\.firstSeen))
        return rows
    }

    func didStore() { added = [] }
}
