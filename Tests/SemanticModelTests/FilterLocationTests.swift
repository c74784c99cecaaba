import Testing

@testable import SemanticModel

@Suite struct FilterLocationTests {
    static let cases: [(String, LocationFilter, written: String)] = [
        ("36.97, -122.03", .point(Coordinates(latitude: 36.97, longitude: -122.03)), "36.97, -122.03"),
        ("36.97,-122.03", .point(Coordinates(latitude: 36.97, longitude: -122.03)), "36.97, -122.03"),
        ("-90, 180", .point(Coordinates(latitude: -90, longitude: 180)), "-90, 180"),
        (
            "40 miles from 36.97, -122.03",
            .circle(Coordinates(latitude: 36.97, longitude: -122.03), distance: 40, units: .miles),
            "40 miles from 36.97, -122.03"
        ),
        (
            "1 Mile FROM 0,0", .circle(Coordinates(latitude: 0, longitude: 0), distance: 1, units: .miles),
            "1 miles from 0, 0"
        ),
        (
            ".5 kilometers from 1,2",
            .circle(Coordinates(latitude: 1, longitude: 2), distance: 0.5, units: .kilometers),
            "0.5 kilometers from 1, 2"
        ),
        (
            "100meters from 1,2", .circle(Coordinates(latitude: 1, longitude: 2), distance: 100, units: .meters),
            "100 meters from 1, 2"
        ),
        (
            "6 feet from 1,2", .circle(Coordinates(latitude: 1, longitude: 2), distance: 6, units: .feet),
            "6 feet from 1, 2"
        ),
        (
            "3 nautical miles from 1,2",
            .circle(Coordinates(latitude: 1, longitude: 2), distance: 3, units: .nauticalMiles),
            "3 nautical miles from 1, 2"
        ),
        (
            "inside box from 72.33, -173.14 to 14.39, -61.70",
            .box(LocationBox(north: 72.33, west: -173.14, south: 14.39, east: -61.7)),
            "inside box from 72.33, -173.14 to 14.39, -61.7"
        ),
        (
            "INSIDE BOX FROM -10,170 TO 10,-170", .box(LocationBox(north: 10, west: 170, south: -10, east: -170)),
            "inside box from 10, 170 to -10, -170"
        ),
        ("null", .isNull, "NULL"), ("NOT NULL", .isNotNull, "NOT NULL"), ("-null", .isNotNull, "NOT NULL"),
    ]

    @Test(arguments: cases)
    func `a place, a circle and a box are read, and written so that they are read again`(
        _ text: String, _ filter: LocationFilter, _ written: String
    ) throws {
        let read = try FilterParser.parse(text, for: .location, clock: FilterClock(now: 0))
        #expect(read == .location(filter))
        #expect(FilterWriter.expression(for: read) == written)
        #expect(try FilterParser.parse(written, for: .location, clock: FilterClock(now: 0)) == read)
    }

    @Test(arguments: ["", "  ", ",", " , "])
    func `nothing is any place`(_ text: String) throws {
        #expect(try FilterParser.parse(text, for: .location, clock: FilterClock(now: 0)) == .any)
    }

    static let refused: [(String, message: String, offset: Int)] = [
        ("91, 0", "a latitude is between -90 and 90", 0),
        ("-90.01, 0", "a latitude is between -90 and 90", 0),
        ("0, 180.5", "a longitude is between -180 and 180", 3),
        ("5 miles from 1, -181", "a longitude is between -180 and 180", 16),
        ("-1 miles from 1, 2", "a distance can't be negative", 0),
        (
            "5 parsecs from 1, 2",
            "expected miles, kilometers, meters, feet, yards or nautical miles, found \"parsecs\"", 2
        ),
        ("5 miles of 1, 2", "expected `from` and a place, found \"of\"", 8),
        ("5 miles from 1", "expected a comma and the longitude, found the end", 14),
        ("inside circle", "expected `box from` a place, found \"circle\"", 7),
        ("inside box from 1,2", "expected `to` and the other corner, found the end", 19),
        ("1,2,3", "expected the end: a location has one condition, found \"3\"", 4),
        ("Paris", "expected a place, a distance, `inside box` or NULL, found \"Paris\"", 0),
        ("not 1,2", "expected NULL after NOT, found \"1\"", 4),
        ("1e999, 0", "the number has more than 38 digits", 0),
    ]

    @Test(arguments: refused)
    func `what is no place is refused with its position`(_ text: String, _ message: String, _ offset: Int) {
        #expect(throws: FilterExpressionError(message: message, offset: offset)) {
            try FilterParser.parse(text, for: .location, clock: FilterClock(now: 0))
        }
    }

    @Test func `places have sentences`() {
        func sentence(_ text: String) -> String {
            FilterSentence.sentence(for: text, grammar: .location, clock: FilterClock(now: 0))
        }
        #expect(sentence("40 miles from 36.97,-122.03") == "is within 40 miles of 36.97, -122.03")
        #expect(sentence("inside box from 2,1 to 0,3") == "is inside box from 2, 1 to 0, 3")
        #expect(sentence("1,2") == "is 1, 2")
        #expect(sentence("NULL") == "is null")
        #expect(sentence("-NULL") == "is not null")
        #expect(sentence("nowhere") == "matches nowhere")
    }

    @Test func `a location is filtered as one, and its distance as a number`() {
        let project = shop(
            """
            view: v {
              dimension: home { type: location sql_latitude: ${TABLE}.a ;; sql_longitude: ${TABLE}.b ;; }
              dimension: work { type: location sql_latitude: ${TABLE}.c ;; sql_longitude: ${TABLE}.d ;; }
              dimension: way { type: distance start_location_field: home end_location_field: work }
              measure: near { type: count filters: [home: "5 miles from 1, 2"] }
              measure: wrong { type: count filters: [home: "Paris"] }
            }
            explore: v {}
            """)
        #expect(project.field("v.home")?.filterGrammar == .location)
        #expect(project.field("v.way")?.filterGrammar == .number)
        #expect(project.problems == ["error bad-filter shop.model.lkml:6:48"])
    }
}
