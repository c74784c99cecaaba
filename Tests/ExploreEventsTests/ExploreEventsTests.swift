import Foundation
import JSON
import LookML
import ProductAnalytics
import QueryCompiler
import SQL
import SemanticModel
import Testing
import Warehouse
import WarehouseDuckDB

@testable import ExploreEvents

/// Clicks of three people of two companies, on an explore that joins what is known of the people.
@Suite struct ExploreEventsTests {
    private static let tables = [
        "CREATE TABLE clicks (id INTEGER, who VARCHAR, happened TIMESTAMP, kind VARCHAR, visit VARCHAR, amount DOUBLE, page VARCHAR)",
        """
        INSERT INTO clicks VALUES
          (1, 'ann', '2026-03-02 09:00:00', 'view', 's1', NULL, 'home'),
          (2, 'ann', '2026-03-02 09:00:00', 'buy', 's1', 10, 'cart'),
          (3, 'bob', '2026-03-02 10:00:00', 'view', 's2', NULL, NULL),
          (4, 'bob', '2026-03-03 10:00:00', 'view', 's3', NULL, 'home'),
          (5, 'cy', '2026-03-03 23:30:00', 'view', 's4', NULL, 'help'),
          (6, 'cy', '2026-03-04 00:30:00', 'buy', 's4', 5, 'cart'),
          (7, NULL, '2026-03-03 12:00:00', 'view', NULL, NULL, 'home'),
          (8, 'bob', NULL, 'buy', NULL, 99, 'cart')
        """,
        "CREATE TABLE people (name VARCHAR, company VARCHAR, age INTEGER)",
        "INSERT INTO people VALUES ('ann', 'acme', 30), ('bob', 'acme', 50), ('cy', 'umbra', 40)",
        "CREATE TABLE orders (buyer VARCHAR, item VARCHAR)",
        "INSERT INTO orders VALUES ('ann', 'pen'), ('ann', 'ink'), ('cy', 'pen')",
    ]

    private static let model = """
        access_grant: sees_age { user_attribute: age allowed_values: ["yes"] }
        view: clicks {
          sql_table_name: clicks ;;
          dimension: id { primary_key: yes type: number sql: ${TABLE}.id ;; tags: ["event_sequence"] }
          dimension: who { sql: ${TABLE}.who ;; tags: ["event_user"] }
          dimension_group: at {
            type: time timeframes: [date, time, raw] sql: ${TABLE}.happened ;; tags: ["event_time"]
          }
          dimension: kind { sql: ${TABLE}.kind ;; tags: ["event_name"] }
          dimension: visit { sql: ${TABLE}.visit ;; tags: ["event_session"] }
          dimension: amount { type: number sql: ${TABLE}.amount ;; tags: ["event_revenue"] }
          dimension: page { sql: ${TABLE}.page ;; }
          measure: count { type: count }
        }
        view: people {
          sql_table_name: people ;;
          dimension: name { primary_key: yes sql: ${TABLE}.name ;; }
          dimension: company { sql: ${TABLE}.company ;; tags: ["event_group:company"] }
          dimension: age { type: number sql: ${TABLE}.age ;; required_access_grants: [sees_age] }
        }
        view: orders {
          sql_table_name: orders ;;
          dimension: buyer { sql: ${TABLE}.buyer ;; }
          dimension: item { sql: ${TABLE}.item ;; }
        }
        explore: clicks {
          access_filter: { field: people.company user_attribute: company }
          join: people { relationship: many_to_one sql_on: ${clicks.who} = ${people.name} ;; }
          join: orders { relationship: one_to_many sql_on: ${clicks.who} = ${orders.buyer} ;; }
        }
        explore: open_clicks {
          from: clicks view_name: clicks
          join: people { relationship: many_to_one sql_on: ${clicks.who} = ${people.name} ;; }
        }
        explore: people {}
        """

    private static let asOf: Int64 = 1_772_928_000_000_000  // 2026-03-08

    private func source(
        _ definition: String, attributes: [String: String]
    ) async throws -> (runner: ChartRunner, definition: ChartDefinition) {
        let warehouse = try DuckDBWarehouse.open(
            DuckDBConfiguration(path: nil, threads: 1))
        for sql in Self.tables { try await warehouse.execute(Statement(sql, label: "test")) }
        let project = ProjectResolver.resolve(
            name: "test", files: [SourceFile(path: "shop.model.lkml", text: Self.model)])
        #expect(project.diagnostics.filter { $0.severity == .error }.isEmpty)
        let json = try JSONValue.parse(definition)
        let read = try ChartDefinition(json)
        guard case .explore(let model, let explore) = read.source else { throw ChartError.invalid("source", "none") }
        let context = QueryContext(now: Self.asOf, projectTimezone: "UTC", userAttributes: attributes)
        let source = try ExploreEvents(
            model: model, explore: explore, for: json, project: project, context: context, zone: "UTC",
            dialect: warehouse.dialect)
        return (ChartRunner(source: source, warehouse: warehouse, calendar: ChartCalendar()), read)
    }

    private func answer(
        _ chart: String, of explore: String = "clicks", attributes: [String: String] = ["company": "acme,umbra"]
    ) async throws -> JSONValue {
        let (runner, definition) = try await source(
            #"{"source": {"model": "shop", "explore": "\#(explore)"}, "range": {"from": "2026-03-02", "to": "2026-03-04"}, \#(chart)}"#,
            attributes: attributes)
        let outcome = try await runner.run(definition, asOf: Self.asOf, label: "test")
        var writer = JSONWriter()
        outcome.write(to: &writer)
        return try JSONValue.parse(writer.bytes)
    }

    private func series(_ answer: JSONValue, _ place: Int = 0) -> [Int64?] {
        answer["series"]?.arrayValue?[place]["series"]?.arrayValue?.map(\.intValue) ?? []
    }

    @Test func `uniques by day are those of rows with a person and a time`() async throws {
        // 2 March: ann and bob; 3 March: bob and cy; 4 March: cy. Rows 7 and 8 are nobody's and of no time.
        let found = try await answer(#""chart": "segmentation", "metric": "uniques", "events": ["any event"]"#)
        #expect(series(found) == [2, 2, 1])
        #expect(found["source"]?.stringValue == "shop.clicks")
    }

    @Test func `access filters hold for events, and for first events`() async throws {
        let uniques = #""chart": "segmentation", "metric": "uniques", "events": ["any event"]"#
        #expect(series(try await answer(uniques, attributes: ["company": "acme"])) == [2, 1, 0])
        #expect(series(try await answer(uniques, attributes: ["company": "umbra"])) == [0, 1, 1])
        #expect(series(try await answer(uniques, attributes: [:])) == [0, 0, 0])
        let lifecycle = try await answer(#""chart": "lifecycle""#, attributes: ["company": "umbra"])
        let new = lifecycle["series"]?.arrayValue?[0]["new"]?.arrayValue?.map(\.intValue)
        #expect(new == [0, 1, 0])
    }

    @Test func `what is behind a grant does not exist for others`() async throws {
        let grouped = #""chart": "segmentation", "metric": "uniques", "events": ["view"], "group_by": ["people.age"]"#
        await #expect(throws: ChartError.self) { try await answer(grouped) }
        let found = try await answer(grouped, attributes: ["company": "acme,umbra", "age": "yes"])
        // All together, and three ages.
        #expect(found["series"]?.arrayValue?.count == 4)
    }

    @Test func `a funnel follows the sequence at equal times`() async throws {
        let found = try await answer(
            #""chart": "funnel", "steps": ["view", "buy"], "window": {"value": 1, "unit": "hour"}"#)
        #expect(found["series"]?.arrayValue?[0]["counts"]?.arrayValue?.map(\.intValue) == [3, 2])
    }

    @Test func `filters and breakdowns are dimensions, also of joined views`() async throws {
        let filtered = try await answer(
            #""chart": "segmentation", "metric": "totals", "events": [{"event": "view", "filters": [{"property": "people.company", "op": "is", "value": "acme"}]}]"#
        )
        #expect(series(filtered) == [2, 1, 0])
        let grouped = try await answer(
            #""chart": "segmentation", "metric": "totals", "events": [{"event": "view", "group_by": ["clicks.page"]}]"#)
        let names = grouped["series"]?.arrayValue?.compactMap { $0["group"]?.arrayValue?.first?.stringValue }
        #expect(names == ["home", "(none)", "help"])
    }

    @Test func `groups, revenue and people by name`() async throws {
        let companies = try await answer(
            #""chart": "segmentation", "metric": "uniques", "count_by": "company", "events": ["any event"]"#)
        #expect(series(companies) == [1, 2, 1])
        let revenue = try await answer(
            #""chart": "segmentation", "metric": "property_sum", "property": "revenue", "events": ["buy"]"#)
        let sums = revenue["series"]?.arrayValue?[0]["series"]?.arrayValue?.map(\.doubleValue)
        #expect(sums == [10, 0, 5])
        let (runner, definition) = try await source(
            #"{"source": {"model": "shop", "explore": "clicks"}, "range": {"from": "2026-03-02", "to": "2026-03-04"}, "chart": "lifecycle"}"#,
            attributes: ["company": "acme,umbra"])
        let units = try await runner.units(
            behind: ["series": 0, "bucket": 0, "state": "new"], of: definition, asOf: Self.asOf, label: "test")
        #expect(Set(units.units.compactMap { units.names?.name(of: $0) }) == ["ann", "bob"])
    }

    @Test func `what a segment asks of people is asked of the rows that whoever asks may see`() async throws {
        func uniques(_ clause: String, _ attributes: [String: String]) async throws -> [Int64?] {
            series(
                try await answer(
                    """
                    "chart": "segmentation", "metric": "uniques", "events": ["any event"],
                    "segments": [{"name": "some", "who": {"all_of": [\(clause)]}}]
                    """, attributes: attributes))
        }
        let (bought, never) = (#"{"clause": "did", "event": "buy"}"#, #"{"clause": "did_not", "event": "buy"}"#)
        // Ann and cy bought; bob's purchase has no time.
        #expect(try await uniques(bought, ["company": "acme,umbra"]) == [1, 1, 1])
        #expect(try await uniques(never, ["company": "acme,umbra"]) == [1, 1, 0])
        #expect(try await uniques(bought, ["company": "acme"]) == [1, 0, 0])
        #expect(try await uniques(bought, [:]) == [0, 0, 0])
        let ofAcme =
            #"{"clause": "did", "event": {"event": "buy", "filters": [{"property": "people.company", "op": "is", "value": "acme"}]}}"#
        #expect(try await uniques(ofAcme, ["company": "acme,umbra"]) == [1, 0, 0])
    }

    @Test func `joins that repeat events are refused, and only if they are needed`() async throws {
        let repeated = #""chart": "segmentation", "metric": "totals", "events": ["view"], "group_by": ["orders.item"]"#
        let error = await #expect(throws: ChartError.self) { try await answer(repeated) }
        #expect(error?.description.contains("repeat rows of `clicks`") == true)
    }

    @Test func `an explore that names no person and time says which tags are missing`() async throws {
        let error = await #expect(throws: ChartError.self) {
            try await answer(#""chart": "lifecycle""#, of: "people")
        }
        #expect(error?.description.contains(#"No dimension has the tag "event_user"."#) == true)
        let unknown = await #expect(throws: ChartError.self) {
            try await answer(#""chart": "lifecycle""#, of: "nothing")
        }
        #expect(unknown?.description.contains("There is no explore nothing") == true)
    }

    @Test func `a dimension that isn't there is told at its place, with the one that was meant`() async throws {
        let grouped = #""chart": "segmentation", "events": ["view"], "group_by": ["clicks.pge"]"#
        let error = await #expect(throws: ChartError.self) { try await answer(grouped) }
        #expect(
            error?.description
                == "group_by[0]: shop.clicks has no dimension clicks.pge. Its properties are written view.field, as in the "
                + #"explore. Did you mean "clicks.page"?"#)
    }

    @Test func `an explore has no derived properties`() async throws {
        let grouped = #""chart": "segmentation", "events": ["view"], "group_by": ["derived.size"]"#
        let error = await #expect(throws: ChartError.self) { try await answer(grouped) }
        #expect(
            error?.description
                == "group_by[0]: Derived properties are those of collected events. shop.clicks has dimensions for that."
        )
    }

    /// Nobody buys on the page help, and yet the name is right.
    @Test func `an event that no row has is told with the one that was meant`() async throws {
        func notes(_ event: String) async throws -> [String]? {
            let asked = #"{"event": "\#(event)", "filters": [{"property": "clicks.page", "value": "help"}]}"#
            let found = try await answer(#""chart": "segmentation", "events": [\#(asked)]"#)
            return found["notes"]?.arrayValue?.compactMap(\.stringValue)
        }
        #expect(try await notes("vew") == [#"shop.clicks has no event "vew". Did you mean "view"?"#])
        #expect(try await notes("buy") == [])
    }

    @Test func `sessions are told apart`() async throws {
        let found = try await answer(#""chart": "sessions", "sessions": "recorded""#)
        #expect(found["series"]?.arrayValue?.isEmpty == false)
    }
}
