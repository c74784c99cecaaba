import AmplitudeAPI
import JSON
import ProductAnalytics
import Warehouse

/// Cohorts that are lists of people.
actor ListedCohorts: AmplitudeCohorts {
    private var lists: [(id: String, name: String, people: [Int64])] = []
    private var warehouse: (any Warehouse)?

    func use(_ warehouse: any Warehouse) { self.warehouse = warehouse }

    var book: CohortsByName {
        CohortsByName(lists.map { Cohort(name: $0.name, .list(CohortList(.people, $0.people.map { String($0) }))) })
    }

    func cohorts(project: Int) -> [StoredCohort] {
        lists.map {
            StoredCohort(
                id: $0.id, name: $0.name, description: "", isList: true, definition: nil, size: $0.people.count,
                computedAt: nil, createdAt: 1, changedAt: 1, owner: nil)
        }
    }

    func members(of id: String, project: Int) -> [Int64]? { lists.first { $0.id == id }?.people }

    func save(_ people: [Int64], name: String, owner: String?, replacing id: String?, project: Int) -> String {
        if let place = lists.firstIndex(where: { $0.id == id }) {
            lists[place].people = people
            return lists[place].id
        }
        lists.append(("c\(lists.count + 1)", name, people))
        return "c\(lists.count)"
    }
}

actor RecordsInMemory: AmplitudeRecords {
    private var all: [(kind: String, project: Int, record: AmplitudeRecord)] = []

    func records(_ kind: String, project: Int) -> [AmplitudeRecord] {
        all.filter { $0.kind == kind && $0.project == project }.map(\.record)
    }

    func add(_ kind: String, key: String, _ body: JSONObject, project: Int) -> AmplitudeRecord? {
        guard !records(kind, project: project).contains(where: { $0.key == key }) else { return nil }
        let record = AmplitudeRecord(id: Int64(all.count + 1), key: key, body: body, isDeleted: false)
        all.append((kind, project, record))
        return record
    }

    func change(_ record: AmplitudeRecord, _ kind: String, project: Int) -> Bool {
        guard let place = all.firstIndex(where: { $0.record.id == record.id && $0.project == project }),
            !records(kind, project: project).contains(where: { $0.key == record.key && $0.id != record.id })
        else { return false }
        all[place].record = record
        return true
    }

    func remove(id: Int64, project: Int) { all.removeAll { $0.record.id == id && $0.project == project } }
}
