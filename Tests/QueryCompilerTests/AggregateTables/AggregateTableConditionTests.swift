import QueryCompiler
import Testing
import Warehouse

/// Conditions that hold in an aggregate table or have to hold in a query on it: its own filters, those of the explore,
/// rules about users, zones, Liquid, and the time at which it was built.
@Suite struct AggregateTableConditionTests {
    private static func filtered(_ filters: String, dimensions: String = "sales.region") -> String {
        Sales.model(["part": "dimensions: [\(dimensions)] measures: [sales.count] filters: [\(filters)]"])
    }

    @Test func `its own filters have to be implied by the query's`() async throws {
        try await withAggregates(Self.filtered("sales.status: \"done,open\"", dimensions: "sales.status")) {
            bench async throws in
            for status in ["done,open", "done", "open"] {
                try await bench.check(ask(["sales.count"], where: ["sales.status": status]), isAnsweredBy: "part")
            }
            for status in ["done,void", "-void", "", "NULL", "do%"] {
                try await bench.check(
                    ask(["sales.count"], where: ["sales.status": status]),
                    isRefusedSince: "has only rows where `sales.status` is `done,open`")
            }
            try await bench.check(ask(["sales.count"]), isRefusedSince: "wants others too")
        }
        try await withAggregates(Self.filtered("sales.status: \"-void,-open\"", dimensions: "sales.status")) {
            bench async throws in
            for status in ["-open,-void", "-void,-open,-NULL", "done"] {
                try await bench.check(ask(["sales.count"], where: ["sales.status": status]), isAnsweredBy: "part")
            }
            for status in ["-void", "done,open", "OPEN", "d%"] {
                try await bench.check(
                    ask(["sales.count"], where: ["sales.status": status]), isRefusedSince: "wants others too")
            }
        }
        try await withAggregates(Self.filtered("sales.amount: \"[10, 50)\"", dimensions: "sales.amount")) {
            bench async throws in
            for amount in ["[10, 50)", "(10, 40]", "16", "16,32", "[12, 50)"] {
                try await bench.check(ask(["sales.count"], where: ["sales.amount": amount]), isAnsweredBy: "part")
            }
            for amount in ["[10, 50]", ">=10", "8", "16,64", "NOT 16", "NULL", "[9.99, 20]"] {
                try await bench.check(
                    ask(["sales.count"], where: ["sales.amount": amount]), isRefusedSince: "wants others too")
            }
        }
        try await withAggregates(
            Self.filtered("sales.at_date: \"2018-01-01 to 2018-06-01\"", dimensions: "sales.at_date")
        ) {
            bench async throws in
            for dates in ["2018-01-01 to 2018-06-01", "2018-05", "2018-01,2018-05-14", "7 days"] {
                try await bench.check(ask(["sales.count"], where: ["sales.at_month": dates]), isAnsweredBy: "part")
            }
            for dates in ["2018", "after 2018-01-01", "NULL", "2018-05,2017-12"] {
                try await bench.check(
                    ask(["sales.count"], where: ["sales.at_month": dates]), isRefusedSince: "wants others too")
            }
        }
    }

    @Test func `a filter that holds in the table need not be on one of its dimensions`() async throws {
        try await withAggregates(Self.filtered("sales.status: \"done,open\"")) { bench async throws in
            try await bench.check(
                ask(["sales.region", "sales.count"], where: ["sales.status": "done,open"]), isAnsweredBy: "part")
            try await bench.check(
                ask(["sales.region", "sales.count"], where: ["sales.status": "done"]),
                isRefusedSince: "no dimension `sales.status`")
        }
    }

    @Test func `default filters of the explore hold in the table unless it has their field`() async throws {
        let without = Sales.model(
            ["part": "dimensions: [sales.region] measures: [sales.count]"],
            explore: "always_filter: { filters: [sales.status: \"done\"] }")
        try await withAggregates(without) { bench async throws in
            try await bench.check(ask(["sales.region", "sales.count"]), isAnsweredBy: "part")
            try await bench.check(
                ask(["sales.region", "sales.count"], where: ["sales.status": "open"]),
                isRefusedSince: "no dimension `sales.status`")
        }
        let with = Sales.model(
            ["part": "dimensions: [sales.region, sales.status] measures: [sales.count]"],
            explore: "always_filter: { filters: [sales.status: \"done\"] }")
        try await withAggregates(with) { bench async throws in
            try await bench.check(ask(["sales.region", "sales.count"]), isAnsweredBy: "part")
            try await bench.check(
                ask(["sales.region", "sales.count"], where: ["sales.status": "open"]), isAnsweredBy: "part")
        }
    }

    @Test func `sql_always_where holds in the table, and sql_always_having in the query`() async throws {
        let model = Sales.model(
            ["part": "dimensions: [sales.region, sales.is_done] measures: [sales.count, sales.total]"],
            explore: "sql_always_where: ${sales.amount} > 4 ;; sql_always_having: ${sales.total} > 40 ;;")
        try await withAggregates(model) { bench async throws in
            try await bench.built.check(
                ask(["sales.region", "sales.count"]), gives: [["west", "3"], ["east", "3"], [nil, "1"]])
            try await bench.check(ask(["sales.region", "sales.count"]), isAnsweredBy: "part")
        }
        let other = Sales.model(
            ["part": "dimensions: [sales.region] measures: [sales.count]"],
            explore: "sql_always_having: ${sales.total} > 40 ;;")
        try await withAggregates(other) { bench async throws in
            try await bench.check(ask(["sales.region", "sales.count"]), isRefusedSince: "no measure `sales.total`")
        }
    }

    @Test func `rules about users need their field among the dimensions`() async throws {
        let rule = "access_filter: { field: sales.region user_attribute: region }"
        let with = Sales.model(
            ["part": "dimensions: [sales.region, sales.status] measures: [sales.count]"], explore: rule)
        try await withAggregates(with, attributes: ["region": "west"]) { bench async throws in
            try await bench.check(ask(["sales.status", "sales.count"]), isAnsweredBy: "part")
            try await bench.built.check(ask(["sales.count"]), gives: [["5"]])
            // The table is one and the same for everybody.
            var bench = bench
            bench.built.context.userAttributes = ["region": "east"]
            bench.plain.context.userAttributes = ["region": "east"]
            try await bench.check(ask(["sales.status", "sales.count"]), isAnsweredBy: "part")
            try await bench.built.check(ask(["sales.count"]), gives: [["4"]])
            bench.built.context.userAttributes = [:]
            try await bench.built.check(ask(["sales.count"]), gives: [["0"]])
        }
        let without = Sales.model(["part": "dimensions: [sales.status] measures: [sales.count]"], explore: rule)
        try await withAggregates(without, attributes: ["region": "west"]) { bench async throws in
            try await bench.check(ask(["sales.status", "sales.count"]), isRefusedSince: "no dimension `sales.region`")
        }
        let time = Sales.model(
            ["part": "dimensions: [sales.at_date] measures: [sales.count]"],
            explore: "access_filter: { field: sales.at_date user_attribute: since }")
        try await withAggregates(time, attributes: ["since": "after 2018-01-01"]) { bench async throws in
            try await bench.check(ask(["sales.count"]), isRefusedSince: "access filter on the time")
        }
    }

    @Test func `times of another zone`() async throws {
        let zone = "America/Los_Angeles"
        let model = Sales.model([
            "utc": "dimensions: [sales.at_date, sales.booked_date, sales.half] measures: [sales.count]",
            "pacific": "dimensions: [sales.at_date] measures: [sales.total] timezone: \"\(zone)\"",
            "raw": "dimensions: [sales.at_raw] measures: [sales.mean]",
        ])
        try await withAggregates(model) { bench async throws in
            try await bench.check(ask(["sales.at_date", "sales.count"]), isAnsweredBy: "utc")
            try await bench.check(
                ask(["sales.at_date", "sales.count"], zone: zone), isRefusedSince: "times of the zone UTC")
            try await bench.check(
                ask(["sales.count"], where: ["sales.at_date": "2018-05"], zone: zone),
                isRefusedSince: "times of the zone UTC")
            // A date that is stored as one has no zone, and neither has a count.
            try await bench.check(
                ask(["sales.booked_month", "sales.count"], where: ["sales.booked_date": "2018"], zone: zone),
                isAnsweredBy: "utc")
            try await bench.check(ask(["sales.count"], zone: zone), isAnsweredBy: "utc")
            // What stands on a time has its zone.
            try await bench.check(
                ask(["sales.half", "sales.count"], zone: zone), isRefusedSince: "times of the zone UTC")
            try await bench.check(ask(["sales.half", "sales.count"]), isAnsweredBy: "utc")
            try await bench.check(
                ask(["sales.at_date", "sales.total"], where: ["sales.at_date": "2018"], zone: zone),
                isAnsweredBy: "pacific")
            try await bench.check(ask(["sales.at_date", "sales.total"]), isRefusedSince: "times of the zone \(zone)")
            for other in ["UTC", zone, "Asia/Kolkata"] {
                try await bench.check(
                    ask(
                        ["sales.at_hour", "sales.mean"], where: ["sales.at_date": "after 2018-01-01 10:30"], zone: other
                    ),
                    isAnsweredBy: "raw")
            }
        }
    }

    @Test func `a bound in the hour that clocks show twice, or never`() async throws {
        let zone = "America/New_York"
        let model = Sales.model([
            "hours": "dimensions: [sales.at_minute15] measures: [sales.count] timezone: \"\(zone)\""
        ])
        try await withAggregates(model) { bench async throws in
            for bound in ["2017-11-05 00:45", "2017-11-05 02:00", "2018-03-11 02:00", "2017-11-05"] {
                try await bench.check(
                    ask(["sales.count"], where: ["sales.at_time": "after \(bound)"], zone: zone), isAnsweredBy: "hours")
            }
            for bound in ["2017-11-05 01:30", "2018-03-11 02:30"] {
                try await bench.check(
                    ask(["sales.count"], where: ["sales.at_time": "after \(bound)"], zone: zone),
                    isRefusedSince: "starts or ends within one")
            }
        }
    }

    @Test func `relative dates are those of the time at which it was built`() async throws {
        let model = Sales.model([
            "recent": "dimensions: [sales.at_date] measures: [sales.recent]",
            "week":
                "dimensions: [sales.at_date, sales.region] measures: [sales.count] filters: [sales.at_date: \"7 days\"]",
        ])
        let week = ask(["sales.region", "sales.count"], where: ["sales.at_date": "7 days"])
        try await withAggregates(model) { bench async throws in
            try await bench.check(ask(["sales.at_date", "sales.recent"]), isAnsweredBy: "recent")
            try await bench.check(week, isAnsweredBy: "week")
        }
        let hour: Int64 = 3_600_000_000
        try await withAggregates(model, builtAt: Bench.now - 2 * hour) { bench async throws in
            try await bench.check(ask(["sales.at_date", "sales.recent"]), isAnsweredBy: "recent")
            try await bench.check(week, isAnsweredBy: "week")
        }
        try await withAggregates(model, builtAt: Bench.now - 24 * hour) { bench async throws in
            try await bench.check(ask(["sales.at_date", "sales.recent"]), isRefusedSince: "as of another time")
            try await bench.check(week, isRefusedSince: "has only rows where `sales.at_date` is `7 days`")
            try await bench.check(
                ask(["sales.region", "sales.count"], where: ["sales.at_date": "2018-05-13 to 2018-05-18"]),
                isAnsweredBy: "week")
        }
    }

    @Test func `Liquid that depends on the query`() async throws {
        let views = """
            view: sales {
              parameter: least { type: number default_value: "0" }
              filter: places { type: string }
              dimension: region {}
              dimension: status {}
              dimension: engine { sql: '{{ _dialect._name }}' ;; }
              dimension: big { type: yesno sql: ${TABLE}.amount > {% parameter least %} ;; }
              dimension: seen { sql: {% if sales.status._in_query %} ${TABLE}.status {% else %} 'all' {% endif %} ;; }
              measure: count { type: count }
              measure: total { type: sum sql: ${TABLE}.amount ;; }
              measure: shown { type: number sql: {% if sales.status._in_query %} ${total} {% else %} ${count} {% endif %} ;; }
            }
            """
        func model(_ fields: String, _ explore: String = "") -> String {
            views + """
                explore: sales {
                  \(explore)
                  aggregate_table: part { query: { \(fields) } materialization: { persist_for: "1 hour" } }
                }
                """
        }
        try await withAggregates(model("dimensions: [region, status, engine, big] measures: [count, total]")) {
            bench async throws in
            try await bench.check(ask(["sales.big", "sales.count"]), isAnsweredBy: "part")
            try await bench.check(ask(["sales.engine", "sales.count"]), isAnsweredBy: "part")
            try await bench.check(
                ask(["sales.big", "sales.count"], where: ["sales.least": "20"]),
                isRefusedSince: "Liquid depends on the query")
            try await bench.check(
                ask(["sales.count"], where: ["sales.big": "yes", "sales.least": "20"]),
                isRefusedSince: "Liquid depends on the query")
            // Nothing that the query uses asks for the parameter.
            try await bench.check(
                ask(["sales.region", "sales.count"], where: ["sales.least": "20"]), isAnsweredBy: "part")
            // A measure over measures is put together for each query.
            try await bench.check(ask(["sales.region", "sales.shown"]), isAnsweredBy: "part")
            try await bench.check(ask(["sales.status", "sales.shown"]), isAnsweredBy: "part")
        }
        try await withAggregates(model("dimensions: [region, status, seen] measures: [count]")) { bench async throws in
            try await bench.check(ask(["sales.seen", "sales.status", "sales.count"]), isAnsweredBy: "part")
            try await bench.check(ask(["sales.seen", "sales.count"]), isRefusedSince: "Liquid depends on the query")
        }
        let always = "sql_always_where: {% condition sales.places %} ${sales.region} {% endcondition %} ;;"
        try await withAggregates(model("dimensions: [region] measures: [count]", always)) { bench async throws in
            try await bench.check(ask(["sales.region", "sales.count"]), isAnsweredBy: "part")
            try await bench.check(
                ask(["sales.region", "sales.count"], where: ["sales.places": "west"]),
                isRefusedSince: "Liquid depends on the query")
        }
        // One table for each value of the attribute.
        let user = "sql_always_where: ${sales.region} = '{{ _user_attributes['region'] }}' ;;"
        try await withAggregates(model("dimensions: [region] measures: [count]", user), attributes: ["region": "west"])
        {
            bench async throws in
            try await bench.check(ask(["sales.region", "sales.count"]), isAnsweredBy: "part")
            var bench = bench
            bench.built.context.userAttributes = ["region": "east"]
            let compiled = try bench.built.compile(ask(["sales.region", "sales.count"]))
            #expect(AggregateBench.table(of: compiled) == nil)
            #expect(compiled.explanation.contains { $0.contains("is not built") })
        }
    }

    @Test func `a filter whose author wrote its condition`() async throws {
        let model = """
            view: sales {
              dimension: region {}
              filter: odd { type: string sql: ${TABLE}.id % 2 = 1 ;; }
              measure: count { type: count }
            }
            explore: sales {
              aggregate_table: part {
                query: { dimensions: [region] measures: [count] } materialization: { persist_for: "1 hour" }
              }
            }
            """
        try await withAggregates(model) { bench async throws in
            try await bench.check(
                ask(["sales.region", "sales.count"], where: ["sales.odd": "x"]),
                isRefusedSince: "the filter `sales.odd`")
        }
    }

    @Test func `fields that a user may not see`() async throws {
        let model = """
            access_grant: staff { user_attribute: team allowed_values: ["a"] }
            view: sales {
              dimension: region {}
              dimension: status { required_access_grants: [staff] }
              measure: count { type: count }
            }
            explore: sales {
              aggregate_table: part {
                query: { dimensions: [region, status] measures: [count] } materialization: { persist_for: "1 hour" }
              }
            }
            """
        try await withAggregates(model, attributes: ["team": "a"]) { bench async throws in
            try await bench.check(ask(["sales.region", "sales.count"]), isAnsweredBy: "part")
            var bench = bench
            bench.built.context.userAttributes = [:]
            bench.plain.context.userAttributes = [:]
            try await bench.check(ask(["sales.region", "sales.count"]), isRefusedSince: "`sales.status`")
        }
    }
}
