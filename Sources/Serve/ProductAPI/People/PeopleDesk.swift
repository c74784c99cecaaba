package import JSON
package import ProductAnalytics
internal import QueryRunner
internal import SQL
internal import Warehouse

/// Looks people up: by what is known of them, and what they did.
package struct PeopleDesk: Sendable {
    private let charts: ChartDesk

    package init(charts: ChartDesk) { self.charts = charts }

    /// Whom somebody means.
    package struct Name: Sendable {
        package enum Kind: String, Sendable, CaseIterable {
            case person
            case user = "user_id"
            case device = "device_id"
        }

        package var text: String
        /// `nil` tries user ids first, then devices, then numbers.
        package var kind: Kind?
        /// `nil` is the project of the settings.
        package var project: Int?

        package init(_ text: String, kind: Kind? = nil, project: Int? = nil) {
            self.text = text
            self.kind = kind
            self.project = project
        }
    }

    /// Some of a person's events.
    package struct Stretch: Sendable {
        package var after: ActivityPage.Cursor?
        /// Where it begins without a cursor: with this day, and goes on with those before it, or after it from the earliest on.
        package var day: ChartRange.CivilDay?
        package var limit = 100
        package var order = ActivityOrder.latest
        package var types: [String]?
        package var includesInactive = false

        package init() {}
    }

    /// People by a text: exact ids first; without any, whose user id or e-mail address contains it. Without a text those who
    /// were active last.
    /// - Parameter property: Finds by the newest value of a user property instead, `user.NAME` or a column of people.
    /// - Returns: `[{"uid", "user_id", "by", "last_seen"}]`
    package func find(
        _ text: String, property: String?, project: Int?, limit: Int, label: String
    ) async throws -> [JSONValue] {
        try await charts.admission.run(.interactive) {
            let source = try await charts.sources.events(of: project)
            let search = PersonSearch(source: source, warehouse: charts.warehouse, label: label)
            var found: [PersonSearch.Match]
            if text.isEmpty {
                found = try await search.recent(limit: limit)
            } else if let property {
                found = try await search.find(PropertyReference(property), is: text, limit: limit)
            } else {
                found = try await search.find(text)
                if found.isEmpty { found = try await search.find(containing: text, limit: limit) }
            }
            return found.prefix(limit).map { match in
                [
                    "uid": .int(match.person), "user_id": JSONValue(match.userID), "by": .string(match.key.rawValue),
                    "last_seen": JSONValue(match.lastSeen.map { ChartTime.iso($0, in: charts.calendar) }),
                ]
            }
        }
    }

    /// What is known of a person.
    /// - Returns: `nil` if there is nobody of this name.
    package func page(of name: Name, label: String) async throws -> JSONValue? {
        try await charts.admission.run(.interactive) {
            let source = try await charts.sources.events(of: name.project)
            let reader = PersonReader(source: source, warehouse: charts.warehouse, label: label)
            guard let person = try await person(name, source, label), let page = try await reader.page(of: person)
            else { return nil }
            var writer = JSONWriter()
            page.write(
                to: &writer, in: charts.calendar, cohorts: try await cohorts(of: [page.person] + page.merged, label))
            return try JSONValue.parse(writer.bytes)
        }
    }

    /// What a person did, a page of it.
    /// - Returns: `nil` if there is nobody of this name.
    package func activity(of name: Name, _ stretch: Stretch, label: String) async throws -> JSONValue? {
        try await charts.admission.run(.interactive) {
            let source = try await charts.sources.events(of: name.project)
            guard let person = try await person(name, source, label) else { return nil }
            let reader = PersonReader(source: source, warehouse: charts.warehouse, label: label)
            let page = try await reader.activity(
                of: person, after: stretch.after ?? edge(of: stretch), limit: stretch.limit, order: stretch.order,
                types: stretch.types, includesInactive: stretch.includesInactive)
            var writer = JSONWriter()
            page.write(to: &writer, in: charts.calendar)
            return try JSONValue.parse(writer.bytes)
        }
    }

    /// What comes just before the events of a stretch's day, in its order; `nil` without a day.
    private func edge(of stretch: Stretch) -> ActivityPage.Cursor? {
        guard let day = stretch.day,
            let start = charts.calendar.start(year: day.year, month: day.month, day: day.day)
        else { return nil }
        return switch stretch.order {
        case .latest: ActivityPage.Cursor(time: charts.calendar.adding(1, .day, to: start), sequence: 0)
        case .earliest: ActivityPage.Cursor(time: start - 1, sequence: .max)
        }
    }

    /// The events that came in last, of everybody, as ``activity(of:_:label:)`` gives those of one.
    package func latest(type: String?, project: Int?, limit: Int, label: String) async throws -> JSONValue {
        try await charts.admission.run(.interactive) {
            let source = try await charts.sources.events(of: project)
            let reader = PersonReader(source: source, warehouse: charts.warehouse, label: label)
            let page = try await reader.latest(limit: limit, types: type.map { [$0] })
            var writer = JSONWriter()
            page.write(to: &writer, in: charts.calendar)
            return try JSONValue.parse(writer.bytes)
        }
    }

    /// The only person whom a name means.
    /// - Returns: `nil` if there is nobody.
    /// - Throws: ``ChartError/invalid(_:)`` if it is one's user id and another's device or number.
    func onePerson(_ name: Name, label: String) async throws -> Int64? {
        try await charts.admission.run(.interactive) {
            let source = try await charts.sources.events(of: name.project)
            let search = PersonSearch(source: source, warehouse: charts.warehouse, label: label)
            let found = try await search.find(name.text).filter { match in
                name.kind.map { match.key.rawValue == $0.rawValue } ?? true
            }
            guard found.count < 2 else {
                let who = found.map { "\($0.key.rawValue) of person \($0.person)" }.joined(separator: ", ")
                throw ChartError.invalid("", "\(name.text) is \(who). Say by which it is meant.")
            }
            return found.first?.person
        }
    }

    private func person(_ name: Name, _ source: CanonicalEvents, _ label: String) async throws(ChartError) -> Int64? {
        let search = PersonSearch(source: source, warehouse: charts.warehouse, label: label)
        return try await search.find(name.text).first { name.kind == nil || $0.key.rawValue == name.kind?.rawValue }?
            .person
    }

    /// The saved cohorts that the warehouse keeps a person in, by name.
    private func cohorts(of people: [Int64], _ label: String) async throws -> [String] {
        guard !(try await KeptCohort.read(from: charts.warehouse)).isEmpty else { return [] }
        let statement = Statement(
            """
            SELECT DISTINCT cohort FROM main.cohort_member
            WHERE uid IN (\(people.map(String.init).joined(separator: ", "))) ORDER BY 1
            """, label: label)
        return try await charts.warehouse.rows(statement).batches.flatMap { batch in
            (0..<batch.rowCount).compactMap { batch.columns[0].text($0) }
        }
    }
}
