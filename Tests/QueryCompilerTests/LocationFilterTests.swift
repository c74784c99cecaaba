import QueryCompiler
import SemanticModel
import Testing
import WarehouseDuckDB

/// Places around the null island, the north pole, the 180th meridian, Paris and London. A degree of the equator is
/// 2π · 6371.0088 km / 360 = 111.1951 km = 69.0935 miles; Paris and London lie 343.557 km apart by the spherical law of
/// cosines, which is another formula than the one at work.
@Suite struct LocationFilterTests {
    static let model = """
        view: places {
          dimension: name { primary_key: yes }
          dimension: spot { type: location sql_latitude: ${TABLE}.lat ;; sql_longitude: ${TABLE}.lon ;; }
          measure: count { type: count }
          dimension: paris { type: location sql_latitude: 48.8566 ;; sql_longitude: 2.3522 ;; }
          dimension: way { type: distance start_location_field: spot end_location_field: paris units: kilometers }
          measure: near_null_island { type: count filters: [spot: "112 kilometers from 0, 0"] }
        }
        view: visits {
          dimension: id { primary_key: yes type: number }
          dimension: place {}
          measure: count { type: count }
        }
        explore: places {}
        explore: visits {
          join: places { relationship: many_to_one sql_on: ${visits.place} = ${places.name} ;; }
        }
        """
    static let tables = [
        """
        CREATE TABLE places AS SELECT * FROM (VALUES
          ('null', 0.0, 0.0), ('east', 0.0, 1.0), ('pole', 90.0, 0.0), ('by pole', 89.0, 123.0),
          ('fiji', 0.0, 179.5), ('beyond', 0.0, -179.5), ('paris', 48.8566, 2.3522), ('london', 51.5074, -0.1278),
          ('half', 5.0, NULL), ('nowhere', NULL, NULL)) AS t(name, lat, lon)
        """,
        "CREATE TABLE visits AS SELECT * FROM (VALUES (1, 'paris'), (2, 'paris'), (3, 'london')) AS t(id, place)",
    ]

    static let cases: [(String, [String])] = [
        ("0, 0", ["null"]), ("48.8566,2.3522", ["paris"]), ("48.8566,2.3523", []),
        ("NULL", ["half", "nowhere"]),
        ("NOT NULL", ["beyond", "by pole", "east", "fiji", "london", "null", "paris", "pole"]),
        ("111.2 kilometers from 0, 0", ["east", "null"]), ("111.19 kilometers from 0, 0", ["null"]),
        ("111196 meters from 0, 0", ["east", "null"]), ("111195 meters from 0, 0", ["null"]),
        ("69.1 miles from 0, 0", ["east", "null"]), ("69.09 miles from 0, 0", ["null"]),
        ("364813 feet from 0, 0", ["null"]), ("364814 feet from 0, 0", ["east", "null"]),
        ("121604 yards from 0, 0", ["null"]), ("121605 yards from 0, 0", ["east", "null"]),
        ("60.04 nautical miles from 0, 0", ["null"]), ("60.05 nautical miles from 0, 0", ["east", "null"]),
        ("0 miles from 0, 0", ["null"]),
        ("343.55 kilometers from 48.8566, 2.3522", ["paris"]),
        ("343.56 kilometers from 48.8566, 2.3522", ["london", "paris"]),
        ("111.2 kilometers from 90, -45", ["by pole", "pole"]), ("111.19 kilometers from 90, -45", ["pole"]),
        ("111.2 kilometers from 0, 179.5", ["beyond", "fiji"]), ("111.19 kilometers from 0, 179.5", ["fiji"]),
        ("20100 kilometers from 0, 0", ["beyond", "by pole", "east", "fiji", "london", "null", "paris", "pole"]),
        ("inside box from 52, -1 to 48, 3", ["london", "paris"]),
        ("inside box from 48, -1 to 52, 3", ["london", "paris"]),
        ("inside box from 52, 3 to 48, -1", []),
        ("inside box from 1, 0 to 0, 1", ["east", "null"]),
        ("inside box from 10, 170 to -10, -170", ["beyond", "fiji"]),
        ("inside box from 10, -170 to -10, 170", ["east", "null"]),
        ("", ["beyond", "by pole", "east", "fiji", "half", "london", "nowhere", "null", "paris", "pole"]),
    ]

    @Test func `places are filtered by points, boxes and circles`() async throws {
        try await withBench(Self.model, tables: Self.tables) { bench in
            for (filter, names) in Self.cases {
                let found = try await bench.rows(ask(["places.name"], where: ["places.spot": filter]))
                #expect(found.compactMap { $0[0] }.sorted() == names, "\(filter)")
            }
        }
    }

    @Test func `measures and other views are filtered by places too`() async throws {
        try await withBench(Self.model, tables: Self.tables) { bench in
            try await bench.check(ask(["places.near_null_island"]), gives: [["2"]])
            try await bench.check(
                ask(["visits.count"], where: ["places.spot": "10 miles from 48.8566, 2.3522"]), gives: [["2"]])
        }
    }

    /// London as above; a quarter of a great circle from a pole less 48.8566°, 41.1434° of 111.1951 km each.
    @Test func `a distance from an unknown place is unknown`() async throws {
        try await withBench(Self.model, tables: Self.tables) { bench in
            try await bench.check(
                ask(["places.name"], where: ["places.way": "NULL"]), gives: [["half"], ["nowhere"]])
            try await bench.check(ask(["places.name"], where: ["places.way": "[343.55,343.56]"]), gives: [["london"]])
            try await bench.check(ask(["places.name"], where: ["places.way": "(4574.9,4575)"]), gives: [["pole"]])
        }
    }

    @Test func `what is no place is an error that names the field`() {
        let error = compileError(ask(["places.name"], where: ["places.spot": "near Paris"]), on: Self.model)
        #expect(error?.code == .badFilter)
        #expect(error?.field == "places.spot")
    }
}
