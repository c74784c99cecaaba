import JSON
import QueryCompiler
import Testing

@Suite struct DynamicFieldReaderTests {
    private func read(_ text: String) throws -> [DynamicField] { try DynamicFieldReader.read(text) }

    private func kind(_ text: String) throws -> DynamicField.Kind { try #require(try read("[\(text)]").first).kind }

    /// The problems of one entry, or none.
    private func problems(_ text: String) -> [String] {
        do {
            _ = try DynamicFieldReader.read(text)
            return []
        } catch {
            return error.problems.map(\.description)
        }
    }

    @Test func `a table calculation has all that Looker saves of it`() throws {
        let fields = try read(
            """
            [{"category": "table_calculation", "table_calculation": "share", "label": "Share", "description": "Of all",
              "expression": "${orders.count} / sum(${orders.count})", "value_format": null,
              "value_format_name": "percent_1", "_kind_hint": "measure", "_type_hint": "number", "is_disabled": true,
              "id": "cHC8zOlyK4"}]
            """)
        var expected = DynamicField(
            name: "share", kind: .tableCalculation(expression: "${orders.count} / sum(${orders.count})"))
        expected.label = "Share"
        expected.description = "Of all"
        expected.valueFormatName = "percent_1"
        expected.typeHint = "number"
        expected.isDisabled = true
        #expect(fields == [expected])
    }

    @Test func `the old form tells its kind by the key of its name`() throws {
        let fields = try read(
            """
            [{"table_calculation": "a", "expression": "1"}, {"measure": "b", "based_on": "orders.price", "type": "sum"},
             {"dimension": "c", "expression": "${orders.price} * 2"}]
            """)
        #expect(fields.map(\.name) == ["a", "b", "c"])
        #expect(fields[0].kind == .tableCalculation(expression: "1"))
        #expect(fields[1].kind == .measure(.init(basedOn: "orders.price", type: "sum")))
        #expect(fields[2].kind == .dimension(expression: "${orders.price} * 2"))
    }

    /// What a menu's calculation stands for.
    static let quick: [(String, String)] = [
        ("percent_of_column_sum", "${o.n} / sum(${o.n})"), ("percent_of_row", "${o.n} / sum(pivot_row(${o.n}))"),
        ("percent_of_previous", "${o.n} / offset(${o.n}, -1)"),
        ("percent_difference_from_previous", "${o.n} / offset(${o.n}, -1) - 1"),
        ("percent_change_from_previous_column", "${o.n} / pivot_offset(${o.n}, -1) - 1"),
        ("running_total", "running_total(${o.n})"),
        ("running_row_total", "sum(pivot_offset_list(${o.n}, 1 - pivot_column(), pivot_column()))"),
        ("rank_of_column", "rank(${o.n}, ${o.n})"),
    ]

    @Test(arguments: quick.indices) func `a quick calculation is an expression`(_ place: Int) throws {
        let (type, expression) = Self.quick[place]
        let found = try kind(
            """
            {"category": "table_calculation", "table_calculation": "q", "calculation_type": "\(type)",
             "args": ["o.n"], "expression": null}
            """)
        #expect(found == .tableCalculation(expression: expression))
    }

    @Test func `a custom measure has filters as an object or a list of them, and a condition`() throws {
        let found = try kind(
            """
            {"category": "measure", "measure": "m", "based_on": "orders.price", "expression": "", "type": "percentile",
             "percentile": "95", "filters": {"orders.status": "paid", "orders.n": 5, "orders.x": null},
             "filter_expression": "${orders.n} > 2"}
            """)
        #expect(
            found
                == .measure(
                    .init(
                        basedOn: "orders.price", type: "percentile", percentile: 95,
                        filters: ["orders.status": "paid", "orders.n": "5", "orders.x": ""],
                        filterExpression: "${orders.n} > 2")))
        let list = try kind(
            """
            {"measure": "m", "based_on": "orders.count", "filters": [{"a.b": "1"}, {"a.c": "2"}],
             "filter_expression": ""}
            """)
        #expect(list == .measure(.init(basedOn: "orders.count", type: nil, filters: ["a.b": "1", "a.c": "2"])))
        let expression = try kind(#"{"measure": "m", "expression": "${a.b} * 2", "type": "sum"}"#)
        #expect(expression == .measure(.init(basedOn: nil, expression: "${a.b} * 2", type: "sum")))
    }

    @Test func `groups have labels and filters, and a name for the rest or none`() throws {
        let found = try kind(
            """
            {"category": "dimension", "dimension": "g", "calculation_type": "group_by", "args": ["users.country",
             [{"label": "South", "filter": "Brasil,Chile", "__FILE": "a", "__LINE_NUM": 30},
              {"label": "2", "filter": 5}], "Other"]}
            """)
        let groups = [
            DynamicField.Group(label: "South", filter: "Brasil,Chile"), DynamicField.Group(label: "2", filter: "5"),
        ]
        #expect(found == .groups(of: "users.country", groups, otherwise: "Other"))
        for rest in ["", ", null", ", \"\""] {
            let found = try kind(
                """
                {"dimension": "g", "calculation_type": "group_by", "args": ["a.b", [{"label": "x", "filter": "y"}]\(rest)]}
                """)
            #expect(found == .groups(of: "a.b", [.init(label: "x", filter: "y")], otherwise: nil))
        }
    }

    /// What stands behind the field in `args`, and the bins.
    static let bins: [(String, [Double], String)] = [
        (#""10", "0", "30", null, "classic""#, [0, 10, 20, 30], "classic"),
        (#""10", "0", "35", null, "integer""#, [0, 10, 20, 30], "integer"),
        (#"5, -5, 5, "", "interval""#, [-5, 0, 5], "interval"),
        (#"".1", "0", ".4", null"#, [0, 0.1, 0.2, 0.3, 0.4], "classic"),
        (#""10", "0", "20", "relational""#, [0, 10, 20], "relational"),
        (#"null, null, null, ["1", "14", 21], "classic""#, [1, 14, 21], "classic"),
        (#"null, null, null, [5, 1, 5], "interval""#, [1, 5], "interval"),
        (#""8000000", "0", "17000000", null, "classic""#, [0, 8_000_000, 16_000_000], "classic"),
    ]

    @Test(arguments: bins.indices) func `bins have a size and ends, or bounds`(_ place: Int) throws {
        let (arguments, bounds, style) = Self.bins[place]
        let found = try kind(
            #"{"category": "dimension", "dimension": "b", "calculation_type": "bin", "args": ["a.n", \#(arguments)]}"#)
        #expect(found == .bins(of: "a.n", .init(bounds: bounds, style: style)))
    }

    @Test func `nothing is an empty list`() throws {
        for text in ["", "  ", "[]", "null"] { #expect(try read(text).isEmpty) }
    }

    /// What can't be read, and where the error says so.
    static let wrong: [(String, String)] = [
        ("[", "dynamic_fields: the text is not valid JSON"),
        ("{}", "dynamic_fields: it has to be a list of objects"),
        ("[1]", "dynamic_fields[0]: it has to be an object"),
        ("[{}]", "dynamic_fields[0], category: it is missing"),
        (#"[{"category": "filter"}]"#, "dynamic_fields[0], category: 'filter' is none"),
        (#"[{"category": "measure"}]"#, "dynamic_fields[0], measure: the name is missing"),
        (#"[{"table_calculation": "x"}]"#, "dynamic_fields[0] (x), expression: the expression is missing"),
        (
            #"[{"table_calculation": "x", "calculation_type": "magic", "args": ["a"]}]"#,
            "dynamic_fields[0] (x), calculation_type: 'magic' is none; there are percent_of_column_sum"
        ),
        (
            #"[{"table_calculation": "x", "calculation_type": "running_total", "args": []}]"#,
            "dynamic_fields[0] (x), args: the field"
        ),
        (#"[{"measure": "x", "type": "sum"}]"#, "dynamic_fields[0] (x), based_on: it is missing"),
        (#"[{"measure": "x", "based_on": "a", "type": "total"}]"#, "dynamic_fields[0] (x), type: 'total' is none"),
        (
            #"[{"measure": "x", "based_on": "a", "type": "percentile", "percentile": 101}]"#,
            "dynamic_fields[0] (x), percentile: a percentile needs"
        ),
        (
            #"[{"measure": "x", "based_on": "a", "filters": "paid"}]"#,
            "dynamic_fields[0] (x), filters: they have to map"
        ),
        (
            #"[{"measure": "x", "based_on": "a", "filters": {"a.b": []}}]"#,
            "dynamic_fields[0] (x), filters: the expression of 'a.b'"
        ),
        (#"[{"dimension": "x"}]"#, "dynamic_fields[0] (x), expression: the expression is missing"),
        (
            #"[{"dimension": "x", "calculation_type": "split"}]"#,
            "dynamic_fields[0] (x), calculation_type: 'split' is none"
        ),
        (
            #"[{"dimension": "x", "calculation_type": "group_by", "args": ["a", "b"]}]"#,
            "dynamic_fields[0] (x), args: the second"
        ),
        (
            #"[{"dimension": "x", "calculation_type": "group_by", "args": ["a", [{"label": "b"}]]}]"#,
            "dynamic_fields[0] (x), args: group 1 needs"
        ),
        (
            #"[{"dimension": "x", "calculation_type": "bin", "args": ["a", "0", "0", "10"]}]"#,
            "dynamic_fields[0] (x), args: bins need"
        ),
        (
            #"[{"dimension": "x", "calculation_type": "bin", "args": ["a", "0.001", "0", "10"]}]"#,
            "dynamic_fields[0] (x), args: these are more than 1000 bins"
        ),
        (
            #"[{"dimension": "x", "calculation_type": "bin", "args": ["a", 1, 2, 3, null, "round"]}]"#,
            "dynamic_fields[0] (x), args: 'round' is no style"
        ),
        (
            #"[{"dimension": "x", "calculation_type": "bin", "args": ["a", null, null, null, ["b"]]}]"#,
            "dynamic_fields[0] (x), args: the bounds have to be numbers"
        ),
    ]

    @Test(arguments: wrong.indices) func `an error names the entry, the key and what is wrong`(_ place: Int) {
        let (text, expected) = Self.wrong[place]
        let found = problems(text)
        #expect(found.count == 1)
        #expect(found.first?.hasPrefix(expected) == true, "\(found)")
    }

    @Test func `all problems are told at once`() {
        let found = problems(#"[{"measure": "a"}, {"dimension": "fine", "expression": "1"}, 5]"#)
        #expect(found.map { $0.prefix { $0 != ":" } } == ["dynamic_fields[0] (a), based_on", "dynamic_fields[2]"])
    }
}
