internal import SQL
internal import Warehouse

/// What is kept beside `main.events` for charts, and how it follows from there.
///
/// `steps` (who did what when), `act` (who was active on which UTC day) and `sess` (what happened in a session) are sorted.
/// What was loaded since they were last put in order stands beside them: rows in `steps_tail` and `act_tail`, and in
/// `sess_touched` the sessions whose row in `sess` is out of date. ``DerivedOrder`` puts both together. Events whose clock
/// ran ahead are in none of them; `uid` follows merges.
package struct DerivedTables: Sendable {
    /// In the order of their places.
    package let promoted: [PromotedProperty]

    package init(promoted: [PromotedProperty] = []) {
        self.promoted = promoted
    }

    /// The columns of `steps` and its tail.
    static let stepColumns = LandingTable.steps.columns.map(\.name)

    /// The tables with a person in each row.
    static let ofPeople = ["steps", "steps_tail", "act", "act_tail", "sess", "sess_touched"].map { "main." + $0 }

    static let stepOrder = "ev, uid, time, seq"
    static let activityOrder = "uid, day"
    static let sessionOrder = "uid, session"

    /// Column and property of every promoted one.
    var places: [(column: String, property: PromotedProperty)] {
        func places(_ kind: PromotedProperty.Kind, _ letter: String) -> [(String, PromotedProperty)] {
            promoted.filter { $0.kind == kind }.prefix(PromotedProperty.mostOfKind[kind] ?? 0).enumerated().map {
                ("\(letter)\($0.offset + 1)", $0.element)
            }
        }
        return places(.text, "p") + places(.number, "n")
    }

    /// Steps that follow from the events that satisfy a condition on `e`.
    func steps(where condition: SQLExpression) -> SelectStatement {
        var select = resolved(where: condition)
        select.columns = [
            .init("e.ev", as: "ev"), .init(Self.person, as: "uid"), .init("e.event_time", as: "time"),
            .init("e.seq", as: "seq"),
        ]
        for column in Self.stepColumns.dropFirst(4) {
            guard let place = places.first(where: { $0.column == column }), let value = place.property.value else {
                select.columns.append(.init("NULL", as: column))
                continue
            }
            guard place.property.kind == .text else {
                select.columns.append(.init(value, as: column))
                continue
            }
            let dictionary = "d_" + column
            select.joins.append(
                .on(
                    .left, .table("main.promoted_values", alias: dictionary),
                    "\(raw: dictionary).property = \(value: .text(place.property.name)) AND \(raw: dictionary).value = \(value)"
                ))
            select.columns.append(.init("\(raw: dictionary).code", as: column))
        }
        return select
    }

    /// Days with activity that follow from the events that satisfy a condition on `e`.
    func activity(where condition: SQLExpression) -> SelectStatement {
        var select = resolved(where: condition)
        select.columns = [
            .init(Self.person, as: "uid"), .init("e.day", as: "day"), .init("CAST(COUNT(*) AS INTEGER)", as: "n"),
        ]
        select.conditions.append("t.is_active")
        select.grouping = .columns([1, 2])
        return select
    }

    /// Sessions that follow from the events that satisfy a condition on `e`, whole only if it takes all of a session.
    func sessions(where condition: SQLExpression) -> SelectStatement {
        var select = resolved(where: condition)
        select.columns = [
            .init(Self.person, as: "uid"), .init("e.session_id", as: "session"),
            .init("MIN(e.event_time)", as: "started_at"), .init("MAX(e.event_time)", as: "ended_at"),
            .init("CAST(COUNT(*) AS INTEGER)", as: "n"), .init("list(e.ev ORDER BY e.event_time, e.seq)", as: "evs"),
            .init(
                "list_transform(list(epoch_us(e.event_time) ORDER BY e.event_time, e.seq), lambda x: x - epoch_us(MIN(e.event_time)))",
                as: "ats"),
        ]
        select.conditions += ["t.is_active", "e.session_id >= 0"]
        select.grouping = .columns([1, 2])
        return select
    }

    /// The sessions in which the events that satisfy a condition on `e` lie, with the first time there.
    func touchedSessions(where condition: SQLExpression) -> SelectStatement {
        var select = resolved(where: condition)
        select.columns = [
            .init(Self.person, as: "uid"), .init("e.session_id", as: "session"),
            .init("MIN(e.event_time)", as: "since"),
        ]
        select.conditions += ["t.is_active", "e.session_id >= 0"]
        select.grouping = .columns([1, 2])
        return select
    }

    /// New texts of the promoted properties in the events that satisfy a condition on `e`, as rows of
    /// `main.promoted_values`.
    func newValues(of property: PromotedProperty, where condition: SQLExpression) -> QueryStatement? {
        guard property.kind == .text, let value = property.value else { return nil }
        var found = SelectStatement(columns: [.init(value, as: "value")], from: .table("main.events", alias: "e"))
        found.isDistinct = true
        found.conditions = [condition, "\(value) IS NOT NULL"]
        let name = SQLExpression.bound(.text(property.name))
        var select = SelectStatement(
            columns: [
                .init(name, as: "property"),
                .init("CAST(k.last + row_number() OVER (ORDER BY f.value) AS INTEGER)", as: "code"),
                .init("f.value", as: "value"),
            ], from: .table("found", alias: "f"))
        select.joins = [
            .on(
                .cross,
                .table(
                    "(SELECT coalesce(MAX(code), 0) AS last FROM main.promoted_values WHERE property = \(name))",
                    alias: "k"),
                nil)
        ]
        select.conditions = [
            "f.value NOT IN (SELECT value FROM main.promoted_values WHERE property = \(name))"
        ]
        return QueryStatement(commonTables: [.init(name: "found", body: .select(found))], select: select)
    }

    private static let person: SQLExpression = "coalesce(m.canonical, e.uid)"

    private func resolved(where condition: SQLExpression) -> SelectStatement {
        var select = SelectStatement(columns: [], from: .table("main.events", alias: "e"))
        select.joins = [
            .on(.left, .table("main.merges", alias: "m"), "m.old = e.uid"),
            .on(.inner, .table("main.event_types", alias: "t"), "t.ev = e.ev"),
        ]
        select.conditions = ["e.flags & \(Int(EventFlags.future.rawValue)) = 0", condition]
        return select
    }
}
