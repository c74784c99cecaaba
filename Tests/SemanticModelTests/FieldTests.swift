import LookML
import Testing

@testable import SemanticModel

@Suite struct FieldTests {
    @Test func `labels follow from names, groups and types`() {
        let project = shop(
            """
            fiscal_month_offset: 3
            view: orders {
              dimension: user_id {}
              dimension: is_paid { type: yesno }
              dimension: state { label: "State of order" group_label: "Progress" group_item_label: "State" }
              dimension_group: created { timeframes: [raw, date, day_of_week, hour6, fiscal_quarter, yesno] }
              dimension_group: sent { label: "Shipped" timeframes: [month] group_label: "Dates" }
              dimension_group: since_signup {
                type: duration intervals: [day, hour] sql_start: ${TABLE}.a ;; sql_end: ${TABLE}.b ;;
              }
              measure: total_usd { type: sum sql: ${TABLE}.usd ;; view_label: "Money" }
            }
            explore: orders {}
            """)
        #expect(project.problems == [])
        func row(_ name: String) -> [String?] {
            let field = project.field(name)
            return [
                field?.type, field?.label, field?.labelShort, field?.viewLabel, field?.fieldGroupLabel,
                field?.fieldGroupVariant, field?.dimensionGroup,
            ]
        }
        #expect(
            row("orders.user_id") == ["string", "Orders User ID", "User ID", "Orders", nil, "User ID", nil])
        #expect(
            row("orders.is_paid")
                == [
                    "yesno", "Orders Is Paid (Yes / No)", "Is Paid (Yes / No)", "Orders", nil, "Is Paid (Yes / No)",
                    nil,
                ])
        #expect(
            row("orders.state")
                == ["string", "Orders State of order", "State of order", "Orders", "Progress", "State", nil])
        #expect(
            row("orders.created_date")
                == [
                    "date_date", "Orders Created Date", "Created Date", "Orders", "Created Date", "Date",
                    "orders.created",
                ])
        #expect(row("orders.created_day_of_week")[2] == "Created Day of Week")
        #expect(row("orders.created_hour6")[0] == "date_hour6")
        #expect(row("orders.created_fiscal_quarter")[5] == "Fiscal Quarter")
        #expect(
            row("orders.created")
                == [
                    "yesno", "Orders Created (Yes / No)", "Created (Yes / No)", "Orders", "Created Date", "Yes / No",
                    "orders.created",
                ])
        #expect(
            row("orders.sent_month")
                == [
                    "date_month", "Orders Shipped Month", "Shipped Month", "Orders", "Dates", "Shipped Month",
                    "orders.sent",
                ])
        #expect(
            row("orders.days_since_signup")
                == [
                    "duration_day", "Orders Days Since Signup", "Days Since Signup", "Orders", "Duration Since Signup",
                    "Days", "orders.since_signup",
                ])
        #expect(
            row("orders.total_usd") == ["sum", "Money Total Usd", "Total Usd", "Money", nil, "Total Usd", nil])
        #expect(project.field("orders.created_raw")?.hidden == true)
        #expect(project.field("orders.created_date")?.hidden == false)
    }

    @Test func `every dimension type has its kind and its filter language`() {
        let project = shop(
            """
            view: v {
              dimension: s {}
              dimension: n { type: number }
              dimension: z { type: zipcode }
              dimension: y { type: yesno sql: ${n} > 1 ;; }
              dimension: d { type: date datatype: date }
              dimension: t { type: date_time }
              dimension: w { type: date_week convert_tz: no }
              dimension: dur { type: duration_day sql_start: ${TABLE}.a ;; sql_end: ${TABLE}.b ;; }
              dimension: size { type: tier tiers: [20, -1, 10] style: integer sql: ${n} ;; }
              dimension: kind {
                case: { when: { sql: ${n} = 1 ;; label: "One" } else: "Other" }
              }
            }
            explore: v {}
            """)
        #expect(project.problems == [])
        let types = project.explore("v")?.fields.map { "\($0.shortName) \($0.type) \($0.filterGrammar)" }
        #expect(
            types == [
                "s string string", "n number number", "z zipcode string", "y yesno boolean", "d date_date date",
                "t date_time date", "w date_week date", "dur duration_day number", "size tier string",
                "kind string string",
            ])
        guard case .timeframe(.date, _, let day)? = project.field("v.d")?.kind,
            case .timeframe(.time, _, let time)? = project.field("v.t")?.kind,
            case .timeframe(.week, let week, let weekColumn)? = project.field("v.w")?.kind,
            case .tier(_, let bounds, .integer)? = project.field("v.size")?.kind,
            case .cases(let cases, "Other")? = project.field("v.kind")?.kind,
            case .duration(.day, let start, let end)? = project.field("v.dur")?.kind
        else {
            Issue.record("a kind is missing")
            return
        }
        #expect(day == TimeColumn(dataType: .date, convertsZone: false))
        #expect(time == TimeColumn(dataType: .datetime, convertsZone: true))
        #expect(weekColumn.convertsZone == false)
        #expect(week.parts == [.table, .text(".w")])
        #expect(bounds == [-1, 10, 20])
        #expect(cases.map(\.label) == ["One"])
        #expect(cases.first?.condition.parts == [.field("v.n"), .text(" = 1")])
        #expect([start.written, end.written] == ["${TABLE}.a", "${TABLE}.b"])
    }

    @Test func `every measure type has its form`() {
        let project = shop(
            """
            view: v {
              dimension: id { primary_key: yes }
              dimension: name {}
              measure: count { type: count }
              measure: names { type: count_distinct sql: ${name} ;; }
              measure: total { type: sum sql: ${TABLE}.x ;; }
              measure: p90 { type: percentile percentile: 90 sql: ${TABLE}.x ;; }
              measure: list { type: list list_field: name }
              measure: once { type: sum_distinct sql: ${TABLE}.x ;; }
              measure: twice { type: sum_distinct sql: ${TABLE}.x ;; sql_distinct_key: ${name} ;; }
              measure: ratio { type: number sql: ${total} / ${count} ;; }
              measure: latest { type: date sql: max(${TABLE}.t) ;; }
              measure: word { sql: max(${name}) ;; }
            }
            explore: v {}
            """)
        #expect(project.problems == [])
        func form(_ name: String) -> String {
            guard case .measure(let measure)? = project.field("v.\(name)")?.kind else { return "none" }
            let key = measure.distinctKey.map { " key \($0.written)" } ?? ""
            let percentile = measure.percentile.map { " at \($0)" } ?? ""
            switch measure.form {
            case .aggregate(let aggregate, let sql):
                return aggregate.rawValue + (sql.map { " " + $0.written } ?? "") + key + percentile
            case .expression(let sql, let type): return "\(type.rawValue) " + sql.written
            }
        }
        #expect(form("count") == "count")
        #expect(form("names") == "count_distinct ${v.name}")
        #expect(form("total") == "sum ${TABLE}.x")
        #expect(form("p90") == "percentile ${TABLE}.x at 90.0")
        #expect(form("list") == "list ${v.name}")
        #expect(form("once") == "sum_distinct ${TABLE}.x key ${v.id}")
        #expect(form("twice") == "sum_distinct ${TABLE}.x key ${v.name}")
        #expect(form("ratio") == "number ${v.total} / ${v.count}")
        #expect(form("latest") == "date max(${TABLE}.t)")
        #expect(form("word") == "string max(${v.name})")
    }

    @Test func `named formats become patterns`() {
        let project = shop(
            """
            named_value_format: big { value_format: "0.0,,\\"M\\"" }
            view: v {
              dimension: a { type: number value_format_name: usd }
              dimension: b { type: number value_format_name: big }
              dimension: c { type: number value_format: "0.00" }
              dimension: d { type: number value_format_name: bigg }
            }
            explore: v {}
            """)
        #expect(project.field("v.a")?.valueFormat == "$#,##0.00")
        #expect(project.field("v.a")?.valueFormatName == "usd")
        #expect(project.field("v.b")?.valueFormat == "0.0,,\"M\"")
        #expect(project.field("v.c")?.valueFormat == "0.00")
        #expect(project.field("v.d")?.valueFormat == nil)
        #expect(project.problems == ["error unknown-format shop.model.lkml:6:50 → big"])
    }

    @Test func `a dimension of a generated name replaces the group's`() {
        let project = shop(
            """
            view: v {
              dimension_group: created { timeframes: [date, week] }
              dimension: created_week { label: "Week of creation" }
            }
            explore: v {}
            """)
        #expect(project.problems == [])
        #expect(project.field("v.created_week")?.label == "V Week of creation")
        #expect(project.explore("v")?.fields.count == 2)
    }

    @Test func `a name with a point is one column`() {
        let project = shop("view: v { dimension: address.city {} }\nexplore: v {}")
        guard case .plain(let sql, _)? = project.field("v.address.city")?.kind else {
            Issue.record("no dimension")
            return
        }
        #expect(sql.written == "${TABLE}.\"address.city\"")
    }

    @Test func `fields may be hidden by default`() {
        let project = shop(
            "view: v { fields_hidden_by_default: yes dimension: a {} dimension: b { hidden: no } }\nexplore: v {}")
        #expect(project.field("v.a")?.hidden == true)
        #expect(project.field("v.b")?.hidden == false)
    }

    @Test func `filters and parameters take values and show none`() {
        let project = shop(
            """
            view: v {
              filter: f { type: date sql: ${TABLE}.t > 0 ;; }
              parameter: p { type: unquoted allowed_value: { label: "Day" value: "day" } allowed_value: { value: "week" } }
            }
            explore: v {}
            """)
        #expect(project.problems == [])
        #expect(project.field("v.f")?.category == .filter)
        #expect(project.field("v.f")?.filterGrammar == .date)
        #expect(project.field("v.p")?.category == .parameter)
        #expect(project.field("v.p")?.suggestions == ["day", "week"])
    }

    @Test func `a time group without timeframes has all common ones, a date has no hours`() {
        let project = shop(
            """
            view: v { dimension_group: a { type: time } dimension_group: b { type: time datatype: date } }
            explore: v {}
            """)
        #expect(project.field("v.a_hour_of_day") != nil)
        #expect(project.field("v.b_hour_of_day") == nil)
        #expect(project.field("v.b_week") != nil)
        #expect(project.field("v.a_fiscal_year") == nil)
    }
}
