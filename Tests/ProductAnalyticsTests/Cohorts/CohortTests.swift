import JSON
import ProductAnalytics
import Testing
import Warehouse

/// The worked examples of cohorts on the shared activity, window 2 to 8 March.
struct CohortTests {
    private static let week = #""window": {"from": "2026-03-02", "to": "2026-03-08"}"#

    private func members(
        _ clauses: String, asOf: String = "2026-03-20", cohorts: [Cohort] = [], of log: Log = .sharedActivity
    ) async throws -> [Int64] {
        let test = try await TestLog(log)
        let evaluator = CohortEvaluator(
            log: EventLog(source: try await test.source(), warehouse: test.warehouse, label: "test"),
            book: CohortsByName(cohorts), calendar: ChartCalendar(), asOf: moment(asOf))
        let cohort = try Cohort(JSONValue.parse(#"{"name": "it", "all_of": ["# + clauses + "]}"))
        let found = try await evaluator.members(of: cohort)
        #expect(found.asOf == moment(asOf))
        return found.units.map { $0 - TestLog.uid(0, project: 1) }.sorted()
    }

    @Test func `counts range over people who did it`() async throws {
        #expect(
            try await members(#"{"clause": "did", "event": "open", "op": ">=", "value": 3, \#(Self.week)}"#) == [1, 3])
        #expect(
            try await members(#"{"clause": "did", "event": "open", "op": "<=", "value": 1, \#(Self.week)}"#) == [4, 6])
    }

    @Test(arguments: [
        (#"{"clause": "did", "event": "open", "value": 1}"#, "did open at least once ever"),
        (#"{"clause": "did", "event": "open", "op": "<", "value": 4}"#, "did open fewer than 4 times ever"),
        (#"{"clause": "did", "event": "open", "op": "=", "value": 2}"#, "did open exactly 2 times ever"),
        (
            #"{"clause": "did_in_intervals", "event": "open", "interval": "day", "value": 5}"#,
            "did open on at least 5 days ever"
        ),
        (
            #"{"clause": "did_in_intervals", "event": "open", "interval": "week", "op": ">", "value": 1, "times": 3}"#,
            "did open at least 3 times in more than 1 week ever"
        ),
    ])
    func `a condition is said in words`(_ clause: String, _ words: String) throws {
        let cohort = try Cohort(JSONValue.parse(#"{"name": "it", "all_of": ["# + clause + "]}"))
        #expect(cohort.words == words)
    }

    @Test func `did not takes whoever exists`() async throws {
        let clause = #"{"clause": "did_not", "event": "open", \#(Self.week)}"#
        #expect(try await members(clause) == [5])
        #expect(try await members(clause, asOf: "2026-03-08 23:00") == [])
        #expect(try await members(#"{"clause": "did", "event": "open", "not": true, \#(Self.week)}"#) == [5])
    }

    @Test func `distinct days, and not afterwards`() async throws {
        #expect(
            try await members(
                #"""
                {"clause": "did_in_intervals", "event": "open", "interval": "day", "value": 2, \#(Self.week)},
                {"clause": "did", "event": "open", "not": true, "window": {"from": "2026-03-09", "to": "2026-03-15"}}
                """#) == [3])
    }

    @Test func `a cohort in a cohort, an alternative, and a negated group`() async throws {
        let often = try Cohort(
            JSONValue.parse(
                #"{"name": "often", "all_of": [{"clause": "did", "event": "open", "value": 3, \#(Self.week)}]}"#))
        #expect(try await members(#"{"clause": "in_cohort", "cohort": "often"}"#, cohorts: [often]) == [1, 3])
        #expect(
            try await members(
                #"""
                {"any_of": [{"clause": "in_cohort", "cohort": "often"},
                    {"clause": "new", "window": {"since": "2026-03-09"}}], "not": true}
                """#, cohorts: [often]) == [2, 4, 6])
        #expect(
            try await members(
                #"{"any_of": [{"clause": "in_cohort", "cohort": "often"}, {"clause": "new", "window": {"since": "2026-03-09"}}]}"#,
                cohorts: [often]) == [1, 3, 5])
    }

    @Test func `first use, first time, stopped and restarted`() async throws {
        // Within three days of their first event: 1 (2, 3, 4), 2 (2, 4), 3 (3, 4, 5), 5 (9, 10, 11).
        #expect(
            try await members(#"{"clause": "did", "event": "open", "value": 3, "window": {"days_of_first_use": 3}}"#)
                == [1, 3, 5])
        #expect(try await members(#"{"clause": "first_time", "event": "open", \#(Self.week)}"#) == [1, 2, 3, 4])
        #expect(
            try await members(#"{"clause": "occurrence", "event": "open", "number": 2, \#(Self.week)}"#)
                == [1, 2, 3, 6])
        // From 2 to 13 March, not on the last three days, 11 to 13.
        let fortnight = #""window": {"from": "2026-03-02", "to": "2026-03-13"}"#
        #expect(
            try await members(#"{"clause": "stopped", "event": "open", "recent_days": 3, \#(fortnight)}"#) == [1, 2, 3])
        // Again from 11 to 13 March, not from 5 to 10, and before that: 6 on 4 and 13 March.
        #expect(
            try await members(
                #"{"clause": "restarted", "event": "open", "recent_days": 3, "window": {"from": "2026-03-05", "to": "2026-03-13"}}"#
            )
                == [6])
    }

    @Test func `a cohort that contains itself, or isn't there`() async throws {
        let a = try Cohort(JSONValue.parse(#"{"name": "a", "all_of": [{"clause": "in_cohort", "cohort": "b"}]}"#))
        let b = try Cohort(JSONValue.parse(#"{"name": "b", "all_of": [{"clause": "in_cohort", "cohort": "a"}]}"#))
        await #expect(throws: ChartError.unknown(["a", "it", "a", "b"], "The cohort \"a\" contains itself: a, b, a.")) {
            _ = try await members(#"{"clause": "in_cohort", "cohort": "a"}"#, cohorts: [a, b])
        }
        await #expect(throws: ChartError.unknown(["c", "it"], "There is no cohort \"c\".")) {
            _ = try await members(#"{"clause": "in_cohort", "cohort": "c"}"#)
        }
    }

    /// COH-5 and COH-6: either id of somebody who was merged is in, and ids that nobody has are told.
    @Test func `lists by person and by user`() async throws {
        var log = Log.sharedActivity
        log.merges = [2: 1]
        let test = try await TestLog(log)
        let events = EventLog(source: try await test.source(), warehouse: test.warehouse, label: "test")
        let people = CohortList(.people, ["10002", "10003", "77", "amy"])
        let members = try await people.members(in: events, asOf: 5)
        #expect(members == CohortMembers(units: [10_001, 10_003], asOf: 5, unknown: ["77", "amy"]))
        let users = CohortList(.users, ["user 1", "user 2", "user 4", "nobody"])
        #expect(
            try await users.members(in: events, asOf: 6)
                == CohortMembers(units: [10_001, 10_004], asOf: 6, unknown: ["nobody"]))
    }

    /// The loader keeps every group that events named. One of another type or project is another one.
    @Test func `lists of groups leave out those that were never collected`() async throws {
        let test = try await TestLog(.sharedActivity)
        for sql in [
            "CREATE TABLE main.groups (project_id INTEGER, group_type VARCHAR, group_name VARCHAR)",
            "INSERT INTO main.groups VALUES (1, 'account', 'acme'), (1, 'team', 'red'), (2, 'account', 'bolt')",
        ] { try await test.warehouse.execute(Statement(sql, label: "test")) }
        let source = try await test.source()
        let log = EventLog(source: source, warehouse: test.warehouse, label: "test")
        let list = CohortList(.groups, ["nope", "acme", "red", "bolt"])
        let members = try await list.members(of: .group(type: "account"), in: log, asOf: 5)
        #expect(members.units.map { log.names.name(of: $0) } == ["acme"])
        #expect(members.unknown == ["nope", "red", "bolt"])
        let groups = GroupNames(source: source, warehouse: test.warehouse, label: "test")
        #expect(try await groups.types() == ["account", "team"])
    }

    @Test(arguments: [
        (
            #"{"name": "x", "all_of": [{"clause": "did", "event": "a", "op": "=", "value": 0}]}"#,
            "all_of[0].value: Only people who did it are counted. For those who didn't, write the clause did_not."
        ),
        (
            #"{"name": "x", "all_of": [{"clause": "did", "event": "a", "op": ">=", "value": -1}]}"#,
            "all_of[0].value: Nobody does anything fewer than 0 times."
        ),
        (#"{"name": "x"}"#, #"all_of: Say at least one clause, such as {"clause": "did", "event": "open"}."#),
        (
            #"{"name": "x", "all_of": [{"clause": "dit", "event": "a"}]}"#,
            #"all_of[0].clause: There is no clause "dit". Did you mean "did"?"#
        ),
        (
            #"{"name": "x", "people": [1], "count_by": "company"}"#, "people: A cohort of groups lists groups."
        ),
        (
            #"{"name": "x", "all_of": [{"any_of": [{"clause": "did", "event": "a", "windo": {"last": 3}}]}]}"#,
            #"all_of[0].any_of[0].windo: Nothing is known by this name. Did you mean "window"?"#
        ),
    ]) func `what can't be is told with its place`(_ text: String, problem: String) throws {
        do {
            _ = try Cohort(JSONValue.parse(text))
            Issue.record("read")
        } catch let error as ChartError {
            #expect(error.description == problem)
        }
    }
}
