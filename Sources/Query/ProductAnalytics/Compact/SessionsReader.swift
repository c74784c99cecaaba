internal import SQL
internal import Warehouse

/// Reads `main.sess` and what it does not say: sessions that were touched since it was sorted, and events outside of any.
struct SessionsReader: Sendable {
    let source: CanonicalEvents
    let derived: DerivedState
    let warehouse: any Warehouse
    let label: String

    /// Which sessions are wanted.
    struct Request: Sendable {
        /// Half open, in microseconds; `nil` is no bound.
        var from: Int64?
        var to: Int64?
        /// The share of people to look at, in (0, 1); `nil` is all of them.
        var sample: Double?
        /// Types whose events outside of sessions are wanted, each as if it were a session.
        var alone: [Int]
    }

    /// - Returns: `nil` if the warehouse doesn't hand out lists.
    func run<Pass: SessionPass>(
        _ request: Request, into pass: Pass
    ) async throws(WarehouseError) -> (pass: Pass, sql: [String])? {
        let half = try await derived.middlePerson(in: warehouse, label: label)
        do {
            let packed = try await packed(request)
            async let rest = part(request, .second, "> \(half)", packed, into: pass)
            guard let begin = try await part(request, .first, "<= \(half)", packed, into: pass),
                let rest = try await rest
            else {
                return nil
            }
            var pass = begin.pass
            pass.merge(rest.pass)
            return (pass, begin.sql + rest.sql)
        } catch let error as WarehouseError {
            throw error
        } catch {
            throw .cancelled(label: label)
        }
    }

    /// The sessions as they are packed; `nil` where they have to be read from the table.
    private func packed(_ request: Request) async throws(WarehouseError) -> PackedSessions? {
        guard request.sample == nil, let packed = try await derived.packed?.people(of: source, in: warehouse) else {
            return nil
        }
        var touched: Set<PackedSessions.SessionKey> = []
        if derived.waitingSessions > 0 {
            let rows = try await warehouse.rows(
                Statement("SELECT uid, session FROM main.sess_touched", label: label))
            for (person, session) in zip(rows.integers(0), rows.integers(1)) {
                touched.insert(.init(person: Int32(truncatingIfNeeded: person), session: session))
            }
        }
        return PackedSessions(packed: packed, request: request, touched: touched)
    }

    /// - Parameters:
    ///   - half: Of the people.
    ///   - people: What their numbers satisfy.
    private func part<Pass: SessionPass>(
        _ request: Request, _ half: StepsReader.People, _ people: SQLExpression, _ packed: PackedSessions?,
        into pass: Pass
    ) async throws(WarehouseError) -> (pass: Pass, sql: [String])? {
        let sorted = statement(sorted(request, people))
        var (pass, sql) = (pass, [sorted.sql])
        if let packed {
            pass = packed.run(half, into: pass)
        } else {
            let scan = try await warehouse.scan(sorted.statement, SessionScan(request, into: pass))
            guard !scan.isUnreadable else { return nil }
            pass = scan.pass
        }
        var others: [SelectStatement] = []
        if derived.waitingSessions > 0 { others.append(touched(request, people)) }
        if !request.alone.isEmpty { others.append(alone(request, people)) }
        for select in others {
            let statement = statement(select)
            var rows = try await warehouse.scan(statement.statement, SessionRows(into: pass))
            rows.finish()
            pass = rows.pass
            sql.append(statement.sql)
        }
        return (pass, sql)
    }

    private func sorted(_ request: Request, _ people: SQLExpression) -> SelectStatement {
        var select = SelectStatement(
            columns: ["uid", "started_at", "evs", "ats"].map { .init("s.\(raw: $0)", as: $0) },
            from: .table("main.sess", alias: "s"))
        select.conditions = ["s.uid \(bare: people)"]
        let time = warehouse.dialect.time
        if let from = request.from { select.conditions.append("s.ended_at >= \(time.constant(from))") }
        if let to = request.to, to != .max { select.conditions.append("s.started_at < \(time.constant(to))") }
        if derived.waitingSessions > 0 {
            select.conditions.append(
                """
                NOT EXISTS (SELECT 1 FROM main.sess_touched AS t WHERE t.uid = s.uid AND t.session = s.session)
                """)
        }
        if !derived.hasOneProject {
            select.conditions.append("s.uid IN (SELECT uid FROM main.usr WHERE project_id = \(source.project))")
        }
        if let sample = request.sample {
            select.conditions.append(EventRequestSQL.isSampled("s.uid", share: sample))
        }
        return select
    }

    /// Person, session, time and type of events as they were recorded.
    private func events(_ request: Request, _ people: SQLExpression) -> SelectStatement {
        var select = SelectStatement(
            columns: [
                .init(source.person, as: "uid"), .init("coalesce(e.session_id, -1)", as: "session"),
                .init(source.time, as: "at"), .init("e.ev", as: "ev"),
            ], from: source.from)
        select.joins = source.joins
        select.conditions = source.conditions + ["\(source.person) \(bare: people)"]
        let time = warehouse.dialect.time
        if let from = request.from { select.conditions.append("\(source.time) >= \(time.constant(from))") }
        if let to = request.to, to != .max { select.conditions.append("\(source.time) < \(time.constant(to))") }
        if let sample = request.sample {
            select.conditions.append(EventRequestSQL.isSampled(source.person, share: sample))
        }
        return select
    }

    private func touched(_ request: Request, _ people: SQLExpression) -> SelectStatement {
        var select = events(request, people)
        select.conditions += [
            source.isActive, "e.session_id >= 0",
            // What was loaded long before any of them needs no look.
            """
            \(source.time) >= (SELECT least(min(t.since), min(s.started_at)) FROM main.sess_touched AS t \
            LEFT JOIN main.sess AS s ON s.uid = t.uid AND s.session = t.session)
            """,
            """
            EXISTS (SELECT 1 FROM main.sess_touched AS t WHERE t.uid = \(source.person) AND t.session = e.session_id)
            """,
        ]
        select.order = ["\(column: "uid")", "\(column: "session")", "\(column: "at")", source.sequence].map {
            .init($0, descending: false, nullsFirst: false)
        }
        return select
    }

    private func alone(_ request: Request, _ people: SQLExpression) -> SelectStatement {
        var select = events(request, people)
        let types = request.alone.map { SQLExpression(raw: String($0)) }
        select.conditions += ["(e.session_id IS NULL OR e.session_id < 0)", "e.ev IN (\(list: types))"]
        return select
    }

    private func statement(_ select: SelectStatement) -> ChartStatement {
        ChartStatement(select, dialect: warehouse.dialect, label: label)
    }
}
