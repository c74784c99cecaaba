package import Content
package import JSON
internal import ProductAnalytics

/// Erases people: their events and all that follows from these, and their places in saved lists.
package struct PersonErasure: Sendable {
    /// What the warehouse gave up.
    package struct Erased: Sendable {
        package var people: [Int64]
        package var userIDs: [String]
        package var events: Int
        package var memberships: Int

        package init(people: [Int64], userIDs: [String], events: Int, memberships: Int) {
            self.people = people
            self.userIDs = userIDs
            self.events = events
            self.memberships = memberships
        }
    }

    /// Takes people of a project out of the warehouse, by any of their numbers.
    package typealias Removal =
        @Sendable (
            _ people: [Int64], _ project: Int, _ requester: String
        ) async throws -> Erased

    private let charts: ChartDesk
    private let people: PeopleDesk
    private let keeper: CohortKeeper
    private let store: ContentStore?
    private let remove: Removal

    package init(
        people: PeopleDesk, keeper: CohortKeeper, store: ContentStore?, remove: @escaping Removal
    ) {
        charts = keeper.desk.charts
        self.people = people
        self.keeper = keeper
        self.store = store
        self.remove = remove
    }

    /// Erases whom a name means.
    /// - Returns: `{"people", "user_ids", "events", "memberships", "lists", "files", "advice"}`; `nil` if there is nobody of
    ///   this name.
    /// - Throws: ``ChartError/invalid(_:)`` where the name means several.
    package func erase(_ name: PeopleDesk.Name, requester: String) async throws -> JSONValue? {
        guard let person = try await people.onePerson(name, label: "erasure") else { return nil }
        return try await erase([person], of: name.project, requester: requester)
    }

    /// The same for numbers of people.
    package func erase(_ numbers: [Int64], of project: Int?, requester: String) async throws -> JSONValue {
        let project = project ?? charts.number
        let erased = try await remove(numbers, project, requester)
        let sources = charts.sources
        let lists = try await store?.takeOutOfLists(
            users: Set(erased.userIDs), people: Set(erased.people.map { String($0) })
        ) { definition in
            guard let cohort = try? Cohort(named: "list", definition) else { return false }
            return sources.whole(cohort.source) == .events(project: project)
        }
        await keeper.forgetWhatIsKnown()
        var advice = [
            "Incremental models keep rows that they made from erased events: soundings build --full-refresh makes them anew."
        ]
        if let files = lists?.files, !files.isEmpty {
            advice.append("Lists in files name them still: \(files.joined(separator: ", ")).")
        }
        return [
            "people": .array(erased.people.map(JSONValue.int)),
            "user_ids": .array(erased.userIDs.map(JSONValue.string)),
            "events": JSONValue(erased.events), "memberships": JSONValue(erased.memberships),
            "lists": .array((lists?.changed ?? []).map(JSONValue.string)),
            "files": .array((lists?.files ?? []).map(JSONValue.string)),
            "advice": .array(advice.map(JSONValue.string)),
        ]
    }
}
