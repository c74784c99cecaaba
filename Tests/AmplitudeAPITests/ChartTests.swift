import JSON
import Testing

struct ChartTests {
    private static let days = [("start", "20260302"), ("end", "20260304")]

    // MARK: Funnels

    @Test func `how many convert within a day, and how long it takes`() async throws {
        let answer = try await Shop().ask(
            "/api/2/funnels",
            Self.days + [("e", #"{"event_type":"view"}"#), ("e", #"{"event_type":"buy"}"#), ("cs", "86400")])
        #expect(answer.status == 200, "\(answer.text)")
        let funnel = try #require(answer.data.arrayValue?.first)
        // Amy after one hour, cyd after 13.5, bob after 49.
        #expect(funnel["events"] == ["view", "buy"])
        #expect(funnel["meta"] == ["segmentIndex": 0])
        #expect(funnel["cumulativeRaw"] == [3, 2])
        #expect(funnel["cumulative"]?.arrayValue?.last?.doubleValue == 2.0 / 3)
        #expect(funnel["stepByStep"]?.arrayValue?.last?.doubleValue == 2.0 / 3)
        #expect(funnel["medianTransTimes"] == [0, 26_100_000])
        #expect(funnel["avgTransTimes"] == [0, 26_100_000])
        #expect(funnel["dayFunnels"]?["series"] == [[2, 1], [1, 1], [0, 0]])
        #expect(funnel["dayFunnels"]?["xValues"] == ["2026-03-02", "2026-03-03", "2026-03-04"])
        #expect(funnel["dayFunnels"]?["formattedXValues"] == ["Mar 02", "Mar 03", "Mar 04"])
        #expect(funnel["dayMedianTransTimes"]?["series"] == [[0, 3_600_000], [0, 48_600_000], [0, 0]])
        let bins = funnel["stepTransTimeDistribution"]?["step_bins"]?.arrayValue
        #expect(bins?.count == 2)
        let counts = bins?.last?["bins"]?.arrayValue?.compactMap { $0["bin_dist"]?["uniques"]?.intValue }
        #expect(counts?.reduce(0, +) == 2)
        let times = funnel["stepPrevStepCountDistribution"]?["step_bins"]?.arrayValue?.last?["bins"]
        #expect(times == [["start": 1, "end": 2, "bin_dist": ["uniques": 2]]])
    }

    @Test func `hours of a funnel are told apart, and years where days come twice`() async throws {
        let steps = [("e", #"{"event_type":"view"}"#), ("e", #"{"event_type":"buy"}"#)]
        func dates(_ interval: String, from start: String) async throws -> [String] {
            let query = steps + [("i", interval), ("start", start), ("end", "20260304")]
            let answer = try await Shop().ask("/api/2/funnels", query)
            let dates = answer.data.arrayValue?.first?["dayFunnels"]?["formattedXValues"]?.arrayValue ?? []
            return dates.compactMap(\.stringValue)
        }
        let hours = try await dates("-3600000", from: "20260302")
        #expect(hours.count == 72)
        #expect([hours.first, hours.dropFirst(33).first] == ["Mar 02, 00:00", "Mar 03, 09:00"])
        let days = try await dates("1", from: "20250304")
        #expect([days.first, days.last] == ["Mar 04, 2025", "Mar 04, 2026"])
    }

    @Test func `a thousand groups of a funnel and of revenue may be asked for`() async throws {
        let shop = try await Shop()
        let steps = [("e", #"{"event_type":"view"}"#), ("e", #"{"event_type":"buy"}"#)]
        for (path, more) in [("/api/2/funnels", steps), ("/api/2/revenue/ltv", [])] {
            let answer = try await shop.ask(path, Self.days + more + [("g", "gp:plan"), ("limit", "1000")])
            #expect(answer.status == 200, "\(answer.text)")
        }
    }

    @Test func `a funnel of thirty days by a user property`() async throws {
        let answer = try await Shop().ask(
            "/api/2/funnels",
            Self.days + [("e", #"{"event_type":"view"}"#), ("e", #"{"event_type":"buy"}"#), ("g", "gp:plan")])
        let groups = answer.data.arrayValue ?? []
        #expect(groups.map { $0["groupValue"] } == ["free", "pro"])
        #expect(groups.map { $0["cumulativeRaw"] } == [[2, 2], [1, 1]])
    }

    @Test func `steps in any order`() async throws {
        let query = Self.days + [("e", #"{"event_type":"buy"}"#), ("e", #"{"event_type":"view"}"#)]
        let ordered = try await Shop().ask("/api/2/funnels", query)
        #expect(ordered.data.arrayValue?.first?["cumulativeRaw"] == [3, 0])
        let any = try await Shop().ask("/api/2/funnels", query + [("mode", "unordered")])
        #expect(any.data.arrayValue?.first?["cumulativeRaw"] == [3, 3])
        // Only amy's two events are less than two hours apart.
        let soon = try await Shop().ask("/api/2/funnels", query + [("mode", "unordered"), ("cs", "7200")])
        #expect(soon.data.arrayValue?.first?["cumulativeRaw"] == [3, 1])
    }

    // MARK: Retention

    @Test func `who came back on which day`() async throws {
        let answer = try await Shop().ask(
            "/api/2/retention",
            [
                ("start", "20260302"), ("end", "20260303"), ("se", #"{"event_type":"_new"}"#),
                ("re", #"{"event_type":"_active"}"#),
            ])
        #expect(answer.status == 200, "\(answer.text)")
        #expect(answer.data["seriesMeta"] == [["segmentIndex": 0, "eventIndex": 0]])
        let series = try #require(answer.data["series"]?.arrayValue?.first)
        #expect(series["dates"] == ["Mar 03", "Mar 02"])
        func counts(_ cells: JSONValue?) -> [[Int64?]] {
            (cells?.arrayValue ?? []).prefix(4).map { [$0["count"]?.intValue, $0["outof"]?.intValue] }
        }
        // The size first. Amy is back after 24 hours, bob after 49; cyd only within the first 24.
        #expect(counts(series["values"]?["Mar 02"]) == [[2, 2], [2, 2], [1, 2], [1, 2]])
        #expect(counts(series["values"]?["Mar 03"]) == [[1, 1], [1, 1], [0, 1], [0, 1]])
        #expect(counts(series["combined"]) == [[3, 3], [3, 3], [1, 3], [1, 3]])
        // On 10 March at noon nobody of 2 March has been there for nine days.
        let cells = series["values"]?["Mar 02"]?.arrayValue ?? []
        #expect(cells[1]["incomplete"] == false)
        #expect(cells.last?["incomplete"] == true)
    }

    @Test func `brackets`() async throws {
        let answer = try await Shop().ask(
            "/api/2/retention",
            [
                ("start", "20260302"), ("end", "20260303"), ("se", #"{"event_type":"view"}"#),
                ("re", #"{"event_type":"buy"}"#), ("rm", "bracket"), ("rb", "[[1,2],[2,4]]"),
            ])
        let combined = answer.data["series"]?.arrayValue?.first?["combined"]?.arrayValue ?? []
        // The size first. Amy and cyd buy within 24 hours of their view, bob in the third 24.
        #expect(combined.map { $0["count"] } == [3, 0, 1])
        #expect(combined.map { $0["outof"] } == [3, 3, 3])
    }

    // MARK: Users, sessions, composition, revenue

    @Test func `active and new users`() async throws {
        let shop = try await Shop()
        let new = try await shop.ask("/api/2/users", Self.days + [("m", "new")])
        #expect(new.data["series"] == [[2, 1, 0]])
        #expect(new.data["seriesMeta"] == [["segmentIndex": 0]])
        let active = try await shop.ask("/api/2/users", Self.days + [("g", "country")])
        #expect(active.data["seriesMeta"] == ["Italy", "Germany"])
        #expect(active.data["series"] == [[1, 2, 0], [1, 0, 1]])
    }

    @Test func `sessions`() async throws {
        let shop = try await Shop()
        // On 2 March one of an hour and one of a single event.
        let average = try await shop.ask("/api/2/sessions/average", Self.days)
        #expect(average.data["series"] == [[1_800, 0, 0]])
        #expect(average.data["seriesMeta"] == [["segmentIndex": 0]])
        // On 3 March two of cyd and one of amy.
        let perUser = try await shop.ask("/api/2/sessions/peruser", Self.days)
        #expect(perUser.data["series"] == [[1, 1.5, 1]])
        let length = try await shop.ask("/api/2/sessions/length", Self.days)
        #expect(length.data["series"] == [[5, 0, 0, 0, 0, 0, 0, 0, 1]])
        #expect(length.data["xValues"]?.arrayValue?.last == "3600s-86400s")
        let prefix = "timeHistogramConfigBin"
        let own = try await shop.ask(
            "/api/2/sessions/length",
            Self.days + [
                (prefix + "TimeUnit", "minutes"), (prefix + "Min", "0"), (prefix + "Max", "120"),
                (prefix + "Size", "60"),
            ])
        #expect(own.data["series"] == [[5, 1]])
        #expect(own.data["xValues"] == ["0s-3600s", "3600s-7200s"])
    }

    @Test func `composition by a user property`() async throws {
        let answer = try await Shop().ask("/api/2/composition", Self.days + [("p", "gp:plan")])
        #expect(answer.data["series"] == [[2, 1]])
        #expect(answer.data["seriesLabels"] == ["gp:plan"])
        #expect(answer.data["xValues"] == ["free", "pro"])
    }

    @Test func `what new people pay`() async throws {
        let answer = try await Shop().ask(
            "/api/2/revenue/ltv", [("start", "20260302"), ("end", "20260303"), ("m", "2")])
        #expect(answer.status == 200, "\(answer.text)")
        #expect(answer.data["seriesLabels"] == [""])
        let series = try #require(answer.data["series"]?.arrayValue?.first)
        #expect(series["dates"] == ["2026-03-03", "2026-03-02"])
        let first = try #require(series["values"]?["2026-03-02"])
        // Amy pays 20 in the first hours, bob 5 after 49.
        #expect([first["r1d"], first["r2d"], first["r3d"], first["r8d"]] == [20, 20, 25, 25])
        // Nobody has been there for nine days, and there are numbers all the same.
        #expect([first["r9d"], first["r90d"], first["r91d"]] == [25, 25, nil])
        #expect([first["count"], first["paid"], first["total_amount"]] == [2, 2, 25])
        #expect(series["values"]?["2026-03-03"]?["r1d"] == 7)
    }

    @Test func `the last two days in five minutes`() async throws {
        // 3 March, 13:02 UTC: 14:02 in Berlin.
        let answer = try await Shop().ask("/api/2/realtime", now: 1_772_542_920_000_000)
        let times = answer.data["xValues"]?.arrayValue ?? []
        #expect(times.count == 288)
        #expect(times.first == "14:05")
        #expect(times.last == "14:00")
        let series = answer.data["series"]?.arrayValue ?? []
        // Cyd at half past midnight and now, amy in the morning; the day before amy twice and bob.
        #expect(series.map { ($0.arrayValue ?? []).compactMap(\.intValue).reduce(0, +) } == [3, 3])
        #expect(series.first?.arrayValue?.last == 1)
        #expect(answer.data["seriesLabels"] == ["Today", "Yesterday"])
    }

    @Test func `a chart of the project, as numbers and as a table`() async throws {
        let shop = try await Shop()
        let answer = try await shop.ask("/api/3/chart/7/query")
        #expect(answer.data.arrayValue?.first?["cumulativeRaw"] == [3, 2])
        let table = try await shop.ask("/api/3/chart/7/csv")
        #expect(table.data == "Segment,Group,view,buy\r\n0,,3,2\r\n")
        #expect(try await shop.ask("/api/3/chart/6/query").status == 404)
    }

    @Test func `a chart of a sample is refused, since nothing in the answer would say so`() async throws {
        let shop = try await Shop()
        for form in ["query", "csv"] {
            let answer = try await shop.ask("/api/3/chart/11/\(form)")
            #expect(answer.status == 400)
            #expect(answer.text.contains("sample"), "\(answer.text)")
        }
    }

    @Test func `keys open the charts about the collected events of their project`() async throws {
        let shop = try await Shop()
        for form in ["query", "csv"] {
            func status(_ chart: Int, _ keys: String) async throws -> Int {
                try await shop.ask("/api/3/chart/\(chart)/\(form)", keys: keys).status
            }
            // One that names no project is about the first.
            for (chart, first, second) in [(7, 200, 404), (8, 200, 404), (9, 404, 200), (10, 404, 404)] {
                #expect(try await status(chart, "api-1:secret-1") == first)
                #expect(try await status(chart, "api-2:secret-2") == second)
            }
        }
        let other = try await shop.ask("/api/3/chart/9/csv", keys: "api-2:secret-2")
        // Dan's view.
        #expect(other.data == "Segment,Group,view,buy\r\n0,,1,0\r\n")
    }
}
