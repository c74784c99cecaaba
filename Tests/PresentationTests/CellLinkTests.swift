import JSON
import QueryCompiler
import QueryRunner
import SemanticModel
import Testing
import Warehouse

@testable import Presentation

@Suite struct CellLinkTests {
    static let shop = """
        view: orders {
          dimension: status {}
          dimension: region { skip_drill_filter: yes }
          dimension: id { type: number }
          dimension: brand { drill_fields: [region, status, total, id] }
          dimension: big { type: yesno sql: ${id} > 5 ;; }
          dimension_group: created { type: time timeframes: [year, quarter, month, week, date, hour, raw, day_of_week, hour6, minute15, millisecond] }
          dimension: size { type: tier tiers: [10] style: interval sql: ${id} ;; }
          filter: country {}
          parameter: grain { type: unquoted }
          measure: count { type: count drill_fields: [id, status] }
          measure: total { type: sum sql: ${id} ;; drill_fields: [id] }
          measure: open { type: count filters: [status: "open", region: "-x"] drill_fields: [id] }
          measure: bare { type: count }
        }
        explore: orders {}
        """

    private func links(
        _ fields: [String], _ column: Int, _ values: (any Sendable)?..., filters: [String: String] = [:],
        zone: String? = nil
    ) throws -> [CellLink] {
        let fixture = try CellFixture(
            Self.shop, fields: fields.map { "orders.\($0)" }, filters: filters, zone: zone)
        let row = CellFixture.row(values[0], values.count > 1 ? values[1] : nil, values.count > 2 ? values[2] : nil)
        return fixture.links(column, row)
    }

    @Test func `a count leads to the rows that it counts`() throws {
        let found = try links(["status", "count"], 1, "a,b", 1062)
        #expect(
            found == [
                CellLink(
                    kind: .measure, label: "Show All 1,062",
                    url: "/explore/shop/orders?fields=orders.id,orders.status&f[orders.status]=a%5E%2Cb&limit=500")
            ])
        #expect(
            found[0].json.text
                == #"{"label":"Show All 1,062","url":"/explore/shop/orders?fields=orders.id,orders.status&f[orders.status]=a%5E%2Cb&limit=500","type":"measure_default"}"#
        )
    }

    @Test func `the query's filters come along where the row does not say more, and conditions on measures do not`()
        throws
    {
        let found = try links(
            ["status", "total"], 1, nil, 5,
            filters: [
                "orders.status": "-x", "orders.id": ">3", "orders.count": ">1", "orders.country": "at",
                "orders.grain": "day",
            ], zone: "Europe/Vienna")
        #expect(found.map(\.label) == ["Show All"])
        #expect(
            found.map(\.url) == [
                "/explore/shop/orders?fields=orders.id&f[orders.status]=NULL&f[orders.country]=at&f[orders.grain]=day"
                    + "&f[orders.id]=%3E3&query_timezone=Europe%2FVienna&limit=500"
            ])
    }

    @Test func `a filtered measure's filters come along, and fields that opt out do not`() throws {
        let found = try links(["region", "open"], 1, "west", 5)
        #expect(
            found.map(\.url) == [
                "/explore/shop/orders?fields=orders.id&f[orders.status]=open&f[orders.region]=-x&limit=500"
            ])
        #expect(try links(["region", "bare"], 1, "west", 5) == [])
        #expect(try links(["region", "total"], 1, "west", nil) == [])
    }

    @Test func `a dimension is taken apart by its drill fields`() throws {
        let found = try links(["brand", "status", "count"], 0, "X", "y", 2, filters: ["orders.status": "y,z"])
        #expect(
            found == [
                CellLink(
                    kind: .drill, label: "by Region",
                    url: "/explore/shop/orders?fields=orders.region,orders.status,orders.count&f[orders.brand]=X"
                        + "&f[orders.status]=y%2Cz&limit=500", heading: "Drill into Brand"),
                CellLink(
                    kind: .drill, label: "by ID",
                    url: "/explore/shop/orders?fields=orders.id,orders.status,orders.count&f[orders.brand]=X"
                        + "&f[orders.status]=y%2Cz&limit=500", heading: "Drill into Brand"),
            ])
    }

    @Test func `a date is taken apart by its finer timeframes`() throws {
        let found = try links(["created_month", "count"], 0, "2018-05", 2)
        #expect(found.map(\.label) == ["by Week", "by Date", "by Hour6", "by Hour", "by Minute15", "by Millisecond"])
        #expect(
            found[1].url
                == "/explore/shop/orders?fields=orders.created_date,orders.count&f[orders.created_month]=2018-05&limit=500"
        )
        #expect(found[1].heading == "Drill into Created Month")
    }

    /// What a result says of its fields before any link is made: `field: has_links`.
    private func described(_ names: [String], isPlaced: Bool = true) throws -> [String: JSONValue] {
        let fixture = try CellFixture(Self.shop, fields: names.map { "orders.\($0)" })
        let asked = ExploreQuery(model: "shop", explore: "orders", fields: [])
        let place = FieldPlace(explore: fixture.facts.explore, model: fixture.facts.model, project: "test")
        let lists = FieldLists(
            fixture.query, answer: nil, asked: asked, showsSQL: false, at: isPlaced ? place : nil
        ).json
        var said: [String: JSONValue] = [:]
        for list in ["dimensions", "measures"] {
            for field in lists[list]?.arrayValue ?? [] {
                said[field["name"]?.stringValue ?? ""] = field["has_links"]
            }
        }
        return said
    }

    @Test func `a result tells which fields have links, so that nobody asks for those of the others`() throws {
        #expect(
            try described(["brand", "created_month", "created_day_of_week", "created_millisecond", "count", "bare"])
                == [
                    "orders.brand": true, "orders.created_month": true, "orders.created_day_of_week": false,
                    "orders.created_millisecond": false, "orders.count": true, "orders.bare": false,
                ])
        #expect(
            try described(["brand", "region", "status", "id"]) == [
                "orders.brand": false, "orders.region": false, "orders.status": false, "orders.id": false,
            ])
        #expect(try described(["brand"], isPlaced: false) == [:])
    }

    /// For each timeframe the value that a query gives, and an expression whose interval is that period.
    static let values: [(field: String, value: (any Sendable)?, text: String?)] = [
        ("created_year", 2018, "2018"), ("created_quarter", "2018-04", "2018-Q2"),
        ("created_month", "2018-05", "2018-05"),
        ("created_week", "2018-05-14", "2018-05-14 for 1 week"), ("created_date", "2018-05-18", "2018-05-18"),
        ("created_hour", "2018-05-18 18", "2018-05-18 18:00 for 1 hour"),
        ("created_hour6", "2018-05-18 18:00:00", "2018-05-18 18:00:00 for 6 hours"),
        ("created_minute15", "2018-05-18 18:30:00", "2018-05-18 18:30:00 for 15 minutes"),
        (
            "created_millisecond", "2018-05-18 18:30:02.123",
            "2018-05-18 18:30:02.123 to 2018-05-18 18:30:02.123999,2018-05-18 18:30:02.123999"
        ),
        ("created_raw", "2018-05-18 18:30:02", "2018-05-18 18:30:02"),
        ("created_day_of_week", "Friday", "Friday"), ("created_date", nil, "NULL"), ("status", "", "\"\""),
        ("status", "NULL", "\"NULL\""), ("status", "-50%", "^-50^%"), ("id", -5, "-5"), ("id", nil, "NULL"),
        ("big", "Yes", "Yes"), ("size", "[10.0,inf)", "[10.0^,inf)"),
    ]

    @Test(arguments: values)
    func `a value's filter lets through this value`(_ field: String, _ value: (any Sendable)?, _ text: String?) throws {
        let fixture = try CellFixture(Self.shop, fields: ["orders.\(field)"])
        let row = CellFixture.row(value)
        let written = fixture.decorator().filterText(of: 0, in: row, row: 0)
        #expect(written == text)
        let grammar = fixture.query.fields[0].filterGrammar
        _ = try FilterParser.parse(written ?? "", for: grammar, clock: FilterClock(now: 0))
    }

    @Test func `links have their Liquid run, and those without a label or an address are left out`() throws {
        let fixture = try CellFixture(
            """
            view: v {
              dimension: a {
                link: { label: "Find {{ value }}" url: "https://x.org/?q={{ value }}&r={{ row['v.b'] }}" icon_url: "https://x.org/i.png" }
                link: { label: "{% if value == 'z' %}Z{% endif %}" url: "/z" }
                link: { label: "None" url: "{{ v.b._missing }}" }
                link: { label: "Board" url: "/dashboards/5?Name={{ filterable_value | url_encode }}" }
                link: { label: "Bad" url: "javascript:alert(1)" }
                link: { label: "Whole" url: "{{ v.b._value }}" }
                link: { label: "More" url: "{{ v.n._link }}&sorts=v.n+desc" }
              }
              dimension: b {}
              measure: n { type: count drill_fields: [b] }
            }
            explore: v {}
            """, fields: ["v.a", "v.b", "v.n"])
        let found = fixture.links(0, CellFixture.row("a&b", "javascript:x", 3))
        #expect(
            found == [
                CellLink(
                    kind: .link, label: "Find a&b", url: "https://x.org/?q=a%26b&r=javascript%3Ax",
                    iconURL: "https://x.org/i.png"),
                CellLink(kind: .link, label: "Board", url: "/dashboards/5?Name=a%26b"),
                CellLink(
                    kind: .link, label: "More",
                    url: "/explore/shop/v?fields=v.b&f[v.a]=a%26b&f[v.b]=javascript%3Ax&limit=500&sorts=v.n+desc"),
            ])
    }
}

@Suite struct DecoratedCellTests {
    private func rows(addsLinks: Bool) throws -> String {
        let fixture = try CellFixture(
            """
            view: v {
              dimension: a { html: <i>{{ value }}</i> ;; }
              measure: n { type: count drill_fields: [a] }
            }
            explore: v {}
            """, fields: ["v.a", "v.n"])
        let answer = QueryAnswer(
            query: fixture.query, rows: ResultSet(columns: [], batches: [CellFixture.row("x_y", 1000)]), runtime: .zero)
        var writer = JSONWriter()
        CellWriter(answer, decorator: fixture.decorator(addsLinks: addsLinks)).rows(to: &writer)
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    @Test func `cells are written with their HTML and the filter of their value, and with links when asked`() throws {
        #expect(
            try rows(addsLinks: false)
                == #"[{"v.a":{"value":"x_y","html":"<i>x_y</i>","filterable_value":"x^_y"},"#
                + #""v.n":{"value":1000,"rendered":"1,000"}}]"#)
        #expect(
            try rows(addsLinks: true)
                == #"[{"v.a":{"value":"x_y","html":"<i>x_y</i>","filterable_value":"x^_y","links":[]},"#
                + #""v.n":{"value":1000,"rendered":"1,000","links":[{"label":"Show All 1,000","#
                + #""url":"/explore/shop/v?fields=v.a&f[v.a]=x%5E_y&limit=500","type":"measure_default"}]}}]"#)
    }
}
