import JSON
import Testing

@testable import ChartReports

/// What stands in the terminal, line by line.
@Suite struct ChartReportTests {
    private func text(_ answer: String, question: String = "{}", explains: Bool = false) throws -> String {
        ChartReport(
            try JSONValue.parse(answer), question: try JSONValue.parse(question), title: nil, explains: explains
        ).text
    }

    /// Two days of which the second has not ended.
    private let days = """
        "buckets": [{"start": "2026-03-02T00:00:00Z", "incomplete": false}, {"start": "2026-03-03T00:00:00Z", "incomplete": true}]
        """

    @Test func `the head says the range, the moment and up to when there is data`() throws {
        let text = try text(
            """
            {"chart": "lifecycle", "definition": "Users by state.", "source": "main.events", "time_zone": "UTC",
             "range": {"from": "2026-03-02T00:00:00Z", "to": "2026-03-04T00:00:00Z"}, "as_of": "2026-03-03T12:00:00Z",
             "cohorts": [{"name": "buyers", "size": 1, "as_of": "2026-03-03T00:00:00Z", "unknown_ids": 2}],
             "data": {"complete_through": "2026-03-03T11:00:00Z",
                      "late": [{"label": "Pings", "late_since": "2026-03-01T00:00:00Z"}]},
             "notes": ["A note."], \(days), "series": [{"segment": "All users", "new": [2, 1], "pulse": [0.5, null]}]}
            """)
        #expect(
            text == """
                Users by state.
                From 2026-03-02 to before 2026-03-04, UTC, of main.events, as of 2026-03-03T12:00:00Z.
                Data up to 2026-03-03T11:00:00Z.
                Late: Pings, since 2026-03-01T00:00:00Z.
                Cohort buyers: 1 member, as of 2026-03-03T00:00:00Z; 2 unknown ids.

                day          new  pulse
                ───────────  ───  ─────
                2026-03-02     2    0.5
                2026-03-03*    1      –

                Note: A note.
                * has not ended yet.
                """)
    }

    @Test func `rows of retention are cohorts and columns intervals, also where both are as many`() throws {
        let text = try text(
            """
            {"chart": "retention", \(days), "intervals": [0, 1], "series": [{"segment": "All users",
             "cohorts": [{"size": 4, "counts": [4, 1], "shares": [1, 0.25], "incomplete": [false, false]},
                         {"size": 2, "counts": [2, null], "shares": [1, null], "incomplete": [true, true]}],
             "overall": {"sizes": [4, 4], "counts": [4, 1], "shares": [1, 0.25]}}]}
            """, question: #"{"interval": "day"}"#)
        #expect(text.contains("interval  of  came back   share\n"))
        #expect(text.contains("day 1      4          1   25.0%\n"))
        #expect(text.contains("day          size    day 0  day 1\n"))
        #expect(text.contains("2026-03-02      4   100.0%  25.0%\n"))
        #expect(text.contains("2026-03-03*     2  100.0%*      –\n"))
    }

    @Test func `statements say whose they are`() throws {
        let text = try text(
            """
            {"chart": "lifecycle", \(days), "series": [],
             "reads": [{"tables": "steps", "for": "cohort buyers"}, {"tables": "events", "because": "why"}],
             "sql": ["SELECT 1;\\n-- first events\\nSELECT 2", "-- cohort buyers\\nSELECT 3"]}
            """, explains: true)
        #expect(
            text.hasSuffix(
                """
                Read from: steps, for cohort buyers
                Read from: events, because why

                -- chart
                SELECT 1;
                -- first events
                SELECT 2;

                -- cohort buyers
                SELECT 3;
                """))
    }

    @Test func `no interval is cut off`() throws {
        let numbers = (0...30).map(String.init).joined(separator: ", ")
        let shares = Array(repeating: "0.5", count: 31).joined(separator: ", ")
        let flags = Array(repeating: "false", count: 31).joined(separator: ", ")
        let text = try text(
            """
            {"chart": "retention", \(days), "intervals": [\(numbers)], "series": [{"segment": "All users",
             "cohorts": [{"size": 4, "counts": [\(numbers)], "shares": [\(shares)], "incomplete": [\(flags)]}],
             "overall": {"sizes": [\(numbers)], "counts": [\(numbers)], "shares": [\(shares)]}}]}
            """)
        #expect(!text.contains("…"))
        #expect(text.contains("day 30    30         30  50.0%"))
    }

    @Test func `steps of a funnel have shares and times`() throws {
        let text = try text(
            """
            {"chart": "funnel", "steps": [{"name": "view", "optional": false}, {"name": "buy", "optional": false}],
             "series": [
               {"segment": "All users", "group_kind": "all", "group": null, "counts": [8, 5], "conversion": [1, 0.625],
                "step_conversion": [1, 0.625], "dropped": [0, 3], "open": 1, "median_ms": [null, 65843845],
                "mean_ms": [null, 1000], "median_from_first_ms": [null, 65843845], "mean_from_first_ms": [null, 1000]},
               {"segment": "All users", "group_kind": "did_not_reach", "group": null, "counts": [3, 0], "conversion": [1, 0],
                "open": 0}]}
            """, question: #"{"breakdown": {"property": "platform", "at": 2}}"#)
        #expect(text.contains("All users:\n"))
        #expect(text.contains("did not reach step 2:\n"))
        #expect(text.contains("2. buy       5      62.5%               62.5%        3  18 h 17 min        1 s"))
        #expect(text.contains("May still convert: 1."))
    }

    @Test func `bins are named by their edges`() throws {
        let text = try text(
            """
            {"chart": "segmentation", \(days), "series": [{"event": 0, "label": "buy", "segment": "All users", "below": 2,
             "bins": [{"from": 1, "to": 2, "series": [3, 1], "collapsed": 4, "share": 0.8},
                      {"from": 2, "to": 5, "series": [0, 0], "collapsed": 0, "share": 0},
                      {"from": 5, "to": null, "series": [1, 0], "collapsed": 1, "share": 0.2}]}]}
            """, question: #"{"metric": "frequency"}"#)
        #expect(text.contains("times       whole range  share  2026-03-02  2026-03-03*\n"))
        #expect(text.contains("1                     4  80.0%           3            1\n"))
        #expect(text.contains("2–4                   0   0.0%           0            0\n"))
        #expect(text.contains("5 and more            1  20.0%           1            0\n"))
        #expect(text.contains("Below the first bin: 2."))
    }

    @Test func `events of one name are told apart and active is percent`() throws {
        let text = try text(
            """
            {"chart": "segmentation", \(days), "series": [
              {"event": 0, "label": "view", "segment": "All users", "series": [51.25, 50], "collapsed": 50.5},
              {"event": 1, "label": "view", "segment": "All users", "series": [1, null], "collapsed": 1}]}
            """, question: #"{"metric": "active"}"#)
        #expect(text.contains("day          A: view  B: view\n"))
        #expect(text.contains("2026-03-02     51.3%     1.0%\n"))
        #expect(text.contains("whole range    50.5%     1.0%"))
    }

    @Test func `weeks of stickiness are rows`() throws {
        let text = try text(
            """
            {"chart": "stickiness", \(days), "series": [{"segment": "All users",
             "buckets": [{"people": 3, "exactly": [2, 1], "at_least": [3, 1], "exactly_shares": [0.6667, 0.3333],
                          "at_least_shares": [1, 0.3333]},
                         {"people": 1, "exactly": [1, 0], "at_least": [1, 0], "exactly_shares": [1, 0], "at_least_shares": [1, 0]}],
             "overall": {"people": 3, "exactly": [2, 1], "at_least": [3, 1], "exactly_shares": [0.6667, 0.3333],
                         "at_least_shares": [1, 0.3333]}}]}
            """)
        #expect(text.contains("2 days        1  33.3%         1   33.3%\n"))
        #expect(text.contains("2026-03-02      3  3 (100.0%)  1 (33.3%)\n"))
        #expect(text.contains("2026-03-03*     1  1 (100.0%)   0 (0.0%)"))
    }

    @Test func `windows and calendar weeks of active users have their names`() throws {
        let text = try text(
            """
            {"chart": "active_users", \(days), "series": [{"segment": "All users",
             "windows": [{"days": 1, "name": "DAU", "values": [2, 1]}, {"days": 28, "values": [4, 4]}],
             "ratios": [{"of": 1, "in": 28, "values": [0.5, 0.25], "mean": 0.5, "ratio_of_means": 0.5}],
             "calendar": [{"interval": "week", "values": [4], "buckets": [{"start": "2026-03-02T00:00:00Z", "incomplete": true}]}]
             }]}
            """)
        #expect(text.contains("day          DAU  28 days  DAU ÷ 28 days\n"))
        #expect(text.contains("2026-03-02     2        4          50.0%\n"))
        #expect(text.contains("DAU ÷ 28 days over the range: 50.0%, the mean of the days; of the means it is 50.0%."))
        #expect(text.contains("By calendar week:\nweek         users\n"))
        #expect(text.contains("2026-03-02*      4"))
    }

    @Test func `models of attribution are columns, and Other a row`() throws {
        let text = try text(
            """
            {"chart": "attribution", "models": ["first", "last"], "series": [{"segment": "All users", "events": 161, "users": 90,
             "values": [{"value": "ads", "users": 60, "counts": [100, 90.5]}], "other": {"counts": [61, 70.5]}}]}
            """)
        #expect(text.contains("value  users  first  last\n"))
        #expect(text.contains("ads       60    100  90.5\n"))
        #expect(text.contains("Other      –     61  70.5\n"))
        #expect(text.contains("In all: 161 events of 90 users."))
    }

    @Test func `lengths of sessions have bins`() throws {
        let text = try text(
            """
            {"chart": "sessions", \(days), "length_bins": [0, 10, 60], "series": [{"segment": "All users", "sessions": [3, 1],
             "average_length": [92.4, null], "bounce_rate": [0.5, 0], "collapsed": {"sessions": 4, "average_length": 92.4,
             "bounce_rate": 0.375, "lengths": [1, 2], "length_users": [1, 2], "lengths_left_out": 1}}]}
            """)
        #expect(text.contains("0 s to <10 s          1      1\n"))
        #expect(text.contains("10 s to 1 min         2      2\n"))
        #expect(text.contains("In no bin: 1 session."))
        #expect(text.contains("1 min 32 s"))
        #expect(text.contains("37.5%"))
    }

    @Test func `what is no node stands in brackets`() throws {
        let text = try text(
            """
            {"chart": "journeys", "series": [{"segment": "All users", "paths": 10,
             "columns": [[{"column": 1, "node": "home", "node_kind": "node", "count": 10, "share": 1, "ended": 2}]],
             "edges": [{"column": 1, "from": "home", "from_kind": "node", "to": "dropped off", "to_kind": "dropped_off",
                        "count": 2, "share": 0.2, "average_seconds": null}]}]}
            """)
        #expect(text.contains("1       home     10  100.0%      2\n"))
        #expect(text.contains("1       home  (dropped off)      2  20.0%          –\n"))
        #expect(text.contains("Paths: 10."))
    }

    @Test func `a funnel's earlier time has its steps`() throws {
        let text = try text(
            """
            {"chart": "funnel", "steps": [{"name": "view"}, {"name": "buy"}],
             "series": [{"segment": "All users", "group_kind": "all", "counts": [8, 5]}],
             "past": {"range": {"from": "2026-03-01T00:00:00Z", "to": "2026-03-02T00:00:00Z"}, "notes": ["Then."],
                      "series": [{"segment": "All users", "group_kind": "all", "counts": [6, 3]}]}}
            """)
        #expect(text.contains("From 2026-03-01 to before 2026-03-02, with which it is compared:\n"))
        #expect(text.contains("2. buy       3\n"))
        #expect(text.contains("Note: Then."))
    }

    @Test(arguments: [
        ("users", 1, "1 user, as of x"), ("users", 2, "2 users, as of x"),
        ("account", 11, "11 groups of type account, as of x"), ("groups", 1, "1 group, as of x"),
    ])
    func `units agree with their number`(_ unit: String, _ count: Int, _ line: String) {
        let units: JSONValue = ["unit": .string(unit), "count": JSONValue(count), "units": [], "as_of": "x"]
        #expect(UnitsReport(units).text.split(separator: "\n").first.map(String.init) == line)
    }
}
