import Foundation
import JSON
import ProductAnalytics
import SQL
import Testing
import Warehouse

enum CDNOW {
    static let root = #filePath.components(separatedBy: "/Tests/")[0]
    static let file = root + "/.vendor/data/CDNOW_master.txt"
}

/// Published purchases. The numbers are those of pandas (`Tests/ProductAnalytics/cdnow_retention.py`).
@Suite(.enabled(if: FileManager.default.fileExists(atPath: CDNOW.file)))
struct CDNOWTests {
    private func answer(_ name: String) async throws -> RetentionAnswer {
        let text = try String(contentsOfFile: CDNOW.root + "/Tests/ProductAnalytics/\(name).json", encoding: .utf8)
        let definition = try ChartDefinition(.parse(text))
        let test = try await TestLog(Log())
        try await test.warehouse.execute(
            Statement("INSERT INTO main.event_types VALUES (1, 1, 'purchase', true)", label: "test"))
        // The database reads no files: the text goes in as a value.
        let file = try String(contentsOfFile: CDNOW.file, encoding: .ascii)
        let purchases = """
            INSERT INTO main.events BY NAME SELECT 1 AS project_id, 1 AS ev,
                strptime(words[2], '%Y%m%d') + INTERVAL 12 HOURS AS event_time, CAST(words[1] AS INTEGER) AS uid,
                row_number() OVER () AS seq, 0 AS flags, CAST(words[4] AS DECIMAL(18,6)) AS revenue
            FROM (SELECT regexp_split_to_array(trim(line), ' +') AS words
                FROM (SELECT unnest(string_split(replace($1, chr(13), ''), chr(10))[2:]) AS line)
                WHERE trim(line) <> '')
            """
        try await test.warehouse.execute(Statement(purchases, parameters: [.text(file)], label: "test"))
        let customers = """
            INSERT INTO main.usr BY NAME SELECT uid, 1 AS project_id, CAST(uid AS VARCHAR) AS user_id,
                MIN(event_time) AS first_seen, MAX(event_time) AS last_seen FROM main.events GROUP BY uid
            """
        try await test.warehouse.execute(Statement(customers, label: "test"))
        try await test.deriveAnew()
        let runner = ChartRunner(
            source: try await test.source(), warehouse: test.warehouse, calendar: ChartCalendar())
        let outcome = try await runner.run(definition, asOf: moment("1998-07-01"), label: "test")
        return try #require(outcome.answer as? RetentionAnswer)
    }

    @Test func `customers come back month by month`() async throws {
        let answer = try await answer("cdnow_retention")
        #expect((0..<4).map { answer.size(cohort: $0) } == [7846, 8476, 7248, 0])
        #expect(
            (0...17).map { answer.count(cohort: 0, column: $0) } == [
                7846, 1157, 964, 810, 679, 736, 720, 582, 559, 594, 673, 634, 528, 511, 664, 472, 497, 498,
            ])
        #expect(
            (0...17).map { answer.count(cohort: 2, column: $0) } == [
                7248, 1032, 752, 756, 674, 564, 561, 579, 634, 569, 464, 472, 678, 420, 443, 457, 0, 0,
            ])
        #expect(answer.time.hasBegun[2].filter { !$0 }.count == 2)
        let overall = [1, 15, 16, 17].map { answer.overall(column: $0) }
        #expect(overall.map(\.count) == [3501, 1477, 1048, 498])
        #expect(overall.map(\.size) == [23570, 23570, 16322, 7846])
    }

    /// 11,516 of 23,570 customers have a frequency above 0 in the words of lifetimes: a purchase on a later day.
    @Test func `customers buy again on any later day`() async throws {
        let answer = try await answer("cdnow_repeat")
        #expect((0..<3).map { answer.size(cohort: $0) } == [209, 241, 228])
        #expect((0...4).map { answer.count(cohort: 0, column: $0) } == [209, 114, 112, 111, 110])
        #expect([1, 2, 90].map { answer.overall(column: $0).count } == [11516, 11440, 9059])
        #expect(answer.overall(column: 1).size == 23570)
    }

    @Test func `customers' lifetime value grows month by month`() async throws {
        let answer = try await answer("cdnow_ltv")
        let january = [299060.17, 360101.86, 410785.61, 451441.11, 486414.67, 520812.57, 561822.27]
        for (month, revenue) in january.enumerated() {
            #expect(abs(answer.revenue(cohort: 0, upTo: month) - revenue) < 0.005)
        }
        #expect(abs((answer.lifetimeValue(upTo: 6) ?? 0) - 69.44857997454392) < 1e-6)
    }
}
