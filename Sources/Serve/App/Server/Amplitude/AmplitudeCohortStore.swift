import AmplitudeAPI
import Content
import FrontDoor
import JSON
import ProductAPI
import ProductAnalytics
import QueryRunner

/// The saved cohorts of people, for Amplitude's APIs.
struct AmplitudeCohortStore: AmplitudeCohorts {
    let work: CohortWork

    private var desk: CohortDesk { work.keeper.desk }

    func cohorts(project: Int) async throws -> [StoredCohort] {
        let kept = try await work.keeper.all()
        return try await saved(project).map { saved in
            let cohort = try? saved.cohort()
            var isList = false
            if case .list = cohort?.content { isList = true }
            let known = kept[saved.name]
            return StoredCohort(
                id: saved.id, name: saved.name, description: saved.description, isList: isList,
                definition: isList ? nil : .object(saved.definition), size: known?.size,
                computedAt: known.map { $0.asOf / 1_000_000 }, createdAt: Int64(saved.createdAt.timeIntervalSince1970),
                changedAt: Int64(saved.changedAt.timeIntervalSince1970), owner: saved.authorName)
        }
    }

    func members(of id: String, project: Int) async throws -> [Int64]? {
        guard let saved = try await saved(project).first(where: { $0.id == id }) else { return nil }
        return try await translated { try await desk.members(of: try saved.cohort(), for: .amplitude).units }
    }

    func save(
        _ people: [Int64], name: String, owner: String?, replacing id: String?, project: Int
    ) async throws -> String {
        let definition = JSONObject([
            ("people", .array(people.map(JSONValue.int))), ("source", ["project": .int(Int64(project))]),
        ])
        let note = owner.map { "uploaded by \($0)" } ?? "uploaded"
        return try await translated {
            guard let id else {
                _ = try await work.save(
                    named: name, description: "", definition: definition, note: note, by: .program, for: .amplitude)
                return try await work.find(name, for: .amplitude).id
            }
            guard let saved = try await saved(project).first(where: { $0.id == id }) else {
                throw AmplitudeFailure(.notFound, "There is no cohort \(id.prefix(40)).")
            }
            guard case .list = try saved.cohort().content else {
                throw AmplitudeFailure.invalid("The cohort \(id) is worked out from events; it is no list.")
            }
            _ = try await work.change(
                saved.name, description: nil, definition: definition, note: note, by: .program, for: .amplitude)
            return saved.id
        }
    }

    /// Those of people, about the events of a project.
    private func saved(_ project: Int) async throws -> [SavedCohort] {
        try await work.keeper.desk.shelf.all().filter { saved in
            guard let cohort = try? saved.cohort(), cohort.unit == .person else { return false }
            switch cohort.source {
            case nil, .events(project: nil): return project == desk.charts.number
            case .events(let number?): return number == project
            case .explore: return false
            }
        }
    }

    private func translated<Value: Sendable>(_ body: () async throws -> Value) async throws -> Value {
        do {
            return try await body()
        } catch let error as ContentError {
            switch error.code {
            case .notFound: throw AmplitudeFailure(.notFound, error.message)
            case .alreadyExists: throw AmplitudeFailure(.conflict, error.message)
            case .invalid, .missingField, .readOnly: throw AmplitudeFailure.invalid(error.message)
            case .conflict, .versionNeeded, .forbidden, .newerDatabase, .damagedDatabase, .storage: throw error
            }
        } catch QueryFailure.busy {
            throw RequestFailure.busy(retryAfter: 5)
        }
    }
}

extension ChartReader {
    /// Whoever has the keys of a project sees all of its events.
    static let amplitude = ChartReader(
        attributes: [:], seesAllEvents: true, seesSQL: false, label: "amplitude api")
}
