import JSON
import Presentation
import QueryCompiler
import QueryRunner
import SemanticModel
import Testing

@Suite struct JSONFormatTests {
    @Test func `json_detail has totals, and subtotals by how many dimensions they share`() async throws {
        let detail = try AnswerFixture.detail(try await AnswerFixture.flat())
        #expect(
            detail["data"]?.arrayValue?.first == [
                "t.country": ["value": "IT"], "t.city": ["value": "Rome"],
                "t.revenue": ["value": 1002.5, "rendered": "1,002.50"],
            ])
        #expect(detail["has_totals"] == true && detail["has_row_totals"] == false)
        #expect(detail["totals_data"] == ["t.revenue": ["value": 1014.5, "rendered": "1,014.50"]])
        #expect(detail["has_subtotals"] == true)
        #expect(detail["subtotal_sets"] == [["t.country"]])
        #expect(
            detail["subtotals_data"] == [
                "1": [
                    [
                        "t.country": ["value": "IT"], "t.city": ["value": .null],
                        "t.revenue": ["value": 1006.5, "rendered": "1,006.50"],
                        "$$$__grouping__$$$": ["t.country"],
                    ],
                    [
                        "t.country": ["value": "NO"], "t.city": ["value": .null],
                        "t.revenue": ["value": 8.0], "$$$__grouping__$$$": ["t.country"],
                    ],
                ]
            ])
        #expect(detail["pivots"] == [] && detail["columns_truncated"] == "no" && detail["errors"] == .null)
    }

    @Test func `pivoted, cells and totals stand by pivot key, those of the row under their own`() async throws {
        let detail = try AnswerFixture.detail(try await AnswerFixture.pivoted())
        let total = "$$$_row_total_$$$"
        #expect(
            detail["data"] == [
                [
                    "t.country": ["value": "IT"],
                    "t.revenue": [
                        "new": ["value": 1000.5, "rendered": "1,000.50"], "paid": ["value": 6.0],
                        total: ["value": 1006.5, "rendered": "1,006.50"],
                    ],
                ],
                [
                    "t.country": ["value": "NO"],
                    "t.revenue": ["new": ["value": 8.0], "paid": ["value": .null], total: ["value": 8.0]],
                ],
            ])
        #expect(
            detail["totals_data"] == [
                "t.revenue": [
                    "new": ["value": 1008.5, "rendered": "1,008.50"], "paid": ["value": 6.0],
                    total: ["value": 1014.5, "rendered": "1,014.50"],
                ]
            ])
        #expect(detail["has_row_totals"] == true)
        let pivots = try #require(detail["pivots"]?.arrayValue)
        #expect(pivots.map { $0["key"] } == ["new", "paid", .string(total)])
        #expect(pivots.map { $0["is_total"] } == [false, false, true])
        #expect(
            pivots[0] == [
                "key": "new", "is_total": false, "data": ["t.status": "new"],
                "metadata": ["t.status": ["value": "new"]], "labels": ["t.status": "new"],
                "sort_values": ["t.status": "new"],
            ])
        #expect(detail["fields"]?["pivots"]?.arrayValue?.map { $0["name"] } == ["t.status"])
        #expect(detail["fields"]?["dimensions"]?.arrayValue?.map { $0["name"] } == ["t.country"])
    }

    @Test func `pivot columns beyond the limit are said to be missing`() async throws {
        let detail = try AnswerFixture.detail(try await AnswerFixture.pivoted(columnLimit: 1))
        #expect(detail["columns_truncated"] == "yes")
        #expect(detail["pivots"]?.arrayValue?.map { $0["key"] } == ["new", "$$$_row_total_$$$"])
    }

    @Test func `calculations are described, and stand in cells or once in a row`() async throws {
        let share = AnswerFixture.measure("share", label: "Share", format: "0.0%")
        let best = AnswerFixture.measure("best", label: "Best")
        let broken = AnswerFixture.measure("broken", label: "Broken")
        let answer = try await AnswerFixture.pivoted(calculations: [
            (share, "${t.revenue} / ${t.revenue:row_total}"), (best, "max(pivot_row(${t.revenue}))"),
            (broken, "${t.nothing}"),
        ])
        var asked = ExploreQuery(model: "m", explore: "t", fields: [])
        asked.dynamicFields = [
            DynamicField(name: "share", kind: .tableCalculation(expression: "${t.revenue} / ${t.revenue:row_total}"))
        ]
        asked.filterExpression = "${t.country} != \"SE\""
        let detail = try AnswerFixture.detail(answer, asked: asked)
        let row = try #require(detail["data"]?.arrayValue?.last)
        #expect(row["share"]?["new"] == ["value": 1, "rendered": "100.0%"])
        #expect(row["share"]?["paid"] == ["value": .null])
        #expect(row["best"] == ["value": 8])
        #expect(row["broken"] == ["value": .null])
        let described = try #require(detail["fields"]?["table_calculations"]?.arrayValue)
        #expect(described.map { $0["name"] } == ["share", "best", "broken"])
        #expect(described[0]["expression"] == "${t.revenue} / ${t.revenue:row_total}")
        #expect(described[0]["label"] == "Share" && described[0]["value_format"] == "0.0%")
        #expect(described[0]["align"] == "right" && described[0]["is_measure"] == true)
        #expect(described.map { $0["is_pivoted"] } == [true, false, false])
        #expect(described[0]["error"] == .null && described[2]["error"]?.stringValue?.isEmpty == false)
        #expect(detail["fields"]?["measures"]?.arrayValue?.count == 1)
        #expect(detail["warnings"]?.arrayValue?.count == 1)
        #expect(detail["applied_filter_expression"] == "${t.country} != \"SE\"")
        // None of these can be calculated from totals alone.
        #expect(detail["totals_data"]?.objectValue?.keys == ["t.revenue"])
    }

    @Test func `without pivots a calculation stands beside the measures, in totals and subtotals too`() async throws {
        let double = AnswerFixture.measure("double", label: "Double")
        let answer = try await AnswerFixture.flat(calculations: [
            (double, "${t.revenue} * 2"), (AnswerFixture.measure("sum", label: "Sum"), "sum(${t.revenue})"),
        ])
        let detail = try AnswerFixture.detail(answer)
        #expect(detail["data"]?.arrayValue?.last?["double"] == ["value": 16])
        #expect(detail["totals_data"]?["double"] == ["value": 2029, "rendered": "2,029"])
        #expect(detail["totals_data"]?.objectValue?.keys == ["t.revenue", "double"])
        let subtotal = try #require(detail["subtotals_data"]?["1"]?.arrayValue?.last)
        #expect(subtotal["double"] == ["value": 16] && subtotal["sum"] == ["value": .null])
    }

    @Test func `what a tier or a case sorts by is given beside its value`() async throws {
        let query = AnswerFixture.query(
            "SELECT * FROM (VALUES ('small', 1, '00'), ('large', 2, '01')) AS t(size, n, sort)",
            [AnswerFixture.dimension("t.size", label: "Size"), AnswerFixture.measure("t.n", label: "N")],
            sortColumns: ["t.size": 2])
        let detail = try AnswerFixture.detail(try await AnswerFixture.answer(query))
        #expect(
            detail["data"] == [
                ["t.size": ["value": "small", "sort_value": "00"], "t.n": ["value": 1]],
                ["t.size": ["value": "large", "sort_value": "01"], "t.n": ["value": 2]],
            ])
    }

    @Test func `filled fields are named`() async throws {
        var query = AnswerFixture.query(
            "SELECT 'Yes' AS x, 1 AS n", [AnswerFixture.dimension("t.x", label: "X"), AnswerFixture.revenue])
        query.plan.fills = [DimensionFill(column: 0, values: .listed([.text("No"), .text("Yes")]))]
        let detail = try AnswerFixture.detail(try await AnswerFixture.answer(query))
        #expect(detail["fill_fields"] == ["t.x"])
        #expect(detail["data"]?.arrayValue?.count == 2)
    }

    @Test func `json nests pivoted values, raw or formatted, and has no totals`() async throws {
        func rows(labelled: Bool = false, formatted: Bool = false) async throws -> JSONValue {
            let answer = try await AnswerFixture.pivoted(calculations: [
                (AnswerFixture.measure("best", label: "Best"), "max(pivot_row(${t.revenue}))")
            ])
            var writer = JSONWriter()
            JSONRows(answer.query, labelled: labelled, formatted: formatted).write(answer, to: &writer)
            return try JSONValue.parse(writer.bytes)
        }
        #expect(
            try await rows() == [
                ["t.country": "IT", "t.revenue": ["t.status": ["new": 1000.5, "paid": 6.0]], "best": 1000.5],
                ["t.country": "NO", "t.revenue": ["t.status": ["new": 8.0, "paid": .null]], "best": 8],
            ])
        #expect(
            try await rows(labelled: true, formatted: true).arrayValue?.last == [
                "T Country": "NO", "T Revenue": ["t.status": ["new": "8.00", "paid": .null]], "Best": "8",
            ])
    }

    @Test func `json_bi has the description beside rows of cells`() async throws {
        let answer = try await AnswerFixture.pivoted()
        var writer = JSONWriter()
        let format = JSONBI(
            answer.query, asked: ExploreQuery(model: "m", explore: "t", fields: []), showsSQL: false)
        format.write(answer, to: &writer)
        let json = try JSONValue.parse(writer.bytes)
        #expect(json["rows"]?.arrayValue?.count == 2)
        #expect(json["rows"]?.arrayValue?.first?["t.revenue"]?["paid"] == ["value": 6.0])
        let metadata = try #require(json["metadata"])
        #expect(metadata["sql"] == .null && metadata["has_totals"] == true && metadata["has_subtotals"] == false)
        #expect(metadata["columns_truncated"] == "no" && metadata["big_query_metadata"] == .null)
        #expect(metadata["pivots"]?.arrayValue?.count == 3)
        #expect(metadata["fields"]?["measures"]?.arrayValue?.map { $0["label"] } == ["T Revenue"])

        writer = JSONWriter()
        format.write(failure: "No such table", to: &writer)
        #expect(try JSONValue.parse(writer.bytes)["rows"] == [["looker_error": "No such table"]])
    }
}
