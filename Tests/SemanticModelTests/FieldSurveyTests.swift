import Foundation
import LookML
import Testing

@testable import SemanticModel

/// What a survey finds right has to be right, and what it says of fields has to be what they turn out to be. The projects
/// of all tests are held against this, see `project`.
@Suite struct FieldSurveyTests {
    private static let orders = """
        view: orders {
          sql_table_name: orders ;;
          drill_fields: [detail*, -cost]
          dimension: id { type: number primary_key: yes sql: ${TABLE}.id ;; value_format_name: id }
          dimension: status { label: "State" link: { label: "Open" url: "https://example.com/{{ value }}" } }
          dimension: amount { type: number sql: ${TABLE}.amount ;; order_by_field: id }
          dimension: cost { type: number hidden: yes }
          dimension: margin { type: number sql: ${amount} - ${orders.cost} ;; required_fields: [amount] }
          dimension: size {
            case: { when: { sql: ${margin} > 9 ;; label: "Large" } else: "Small" }
          }
          dimension: tier { type: tier tiers: [1, 10, 100] sql: ${amount} ;; }
          dimension_group: created { type: time timeframes: [raw, date, month, day_of_week] }
          dimension_group: open { type: duration intervals: [day] sql_start: ${created_raw} ;; sql_end: ${TABLE}.x ;; }
          measure: count { type: count filters: [status: "done", orders.is_late: "yes"] drill_fields: [id, size] }
          measure: total { type: sum sql: ${margin} ;; filters: { field: created_date value: "7 days" } }
          measure: share { type: number sql: 1.0 * ${total} / NULLIF(${count}, 0) ;; }
          measure: p90 { type: percentile percentile: 90 sql: ${amount} ;; }
          dimension: is_late { type: yesno sql: ${days_open} > 3 ;; }
          filter: period { type: date }
          parameter: unit { type: unquoted allowed_value: { value: "day" } }
          set: detail { fields: [id, status, created_date, orders.amount] }
        }
        """

    private func isSurveyed(_ text: String) throws -> Bool {
        let item = try #require(LookMLParser.parse(text, file: "a.view.lkml").items.first)
        let view = try #require(NamedObject(item))
        let settings = ModelSettings(view, problems: ProblemList()).ofViews
        return ViewResolver.resolve(view, alias: view.name, settings: settings).isSurveyed
    }

    @Test func `a view that uses the language as most do is surveyed`() throws {
        #expect(try isSurveyed(Self.orders))
        let resolved = project(["shop.model.lkml": "explore: orders {}" + Self.orders])
        #expect(resolved.problems == [])
        // 8 dimensions, 4 timeframes, a duration, 4 measures, a filter and a parameter.
        #expect(resolved.explore("orders")?.fields.count == 19)
    }

    @Test(arguments: [
        "dimension: a { sql: ${b} ;; }", "dimension: a { sql: ${a} ;; }", "dimension: a { sql: ${TABLE ;; }",
        "dimension: a { sql: ${b} ;; } dimension: b { sql: ${a} ;; }", "dimension: a {} dimension: a {}",
        "dimension: a { sql: ${m} ;; } measure: m { type: count }", "dimension: A {}", "dimension: { type: number }",
        "measure: m { type: sum }", "measure: m { type: count sql: 1 ;; }", "measure: m { type: typo sql: 1 ;; }",
        "measure: m { type: sum sql: ${n} ;; } measure: n { type: count }",
        "measure: m { type: count filters: [a: \"x\"] }", "dimension: a { type: tier }",
        "dimension: a { type: number } measure: m { type: count filters: [a: \"many\"] }",
        "dimension: a { value_format_name: typo }", "dimension: a { map_layer_name: typo }",
        "dimension: a { required_access_grants: [g] }", "dimension: a { order_by_field: b }",
        "dimension_group: a { timeframes: [typo] }", "dimension_group: a { timeframes: [fiscal_year] }",
        "dimension_group: a { type: duration sql_start: 1 ;; }", "dimension: a { link: { label: \"x\" } }",
        "dimension: a { drill_fields: [users.name] }", "drill_fields: [s*]", "set: s { fields: [b] }",
        "set: s { fields: [s*] }", "dimension: a { primary_key: yes } dimension: b { primary_key: yes }",
        "dimension: a { sql: ${users.id} ;; }", "measure: m { type: sum_distinct sql: 1 ;; }",
    ])
    func `a view of which something may be wrong is not`(_ text: String) throws {
        #expect(try !isSurveyed("view: v { \(text) }"))
    }

    /// Every word of a view that is right left out, doubled, or replaced by another one; one in six without
    /// SOUNDINGS_SOAK=1.
    @Test func `a survey is honest about views with mistakes`() {
        let words = Self.orders.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
        let others = ["count", "yes", "${total}", "users.id", "}", "{", "type:", "sql: ${size} ;;", "[x]", "detail*"]
        let step = ProcessInfo.processInfo.environment["SOUNDINGS_SOAK"] == "1" ? 1 : 6
        for place in words.indices where !words[place].isEmpty && place % step == 0 {
            for other in [""] + [words[place] + " " + words[place]] + others {
                var changed = words
                changed[place] = other
                expectHonestSurveys([SourceFile(path: "a.model.lkml", text: changed.joined(separator: " "))])
            }
        }
    }
}

/// Compares what is known of each view without its fields with what is known once they are built.
func expectHonestSurveys(_ files: [SourceFile]) {
    for (_, text) in ProjectResolver.modelTexts(project: "test", files: files, problems: ProblemList()) {
        let settings = ModelSettings(text, problems: ProblemList()).ofViews
        for view in text.items.filter({ $0.name == "view" }).compactMap(NamedObject.init) {
            let known = ViewResolver.resolve(view, alias: view.name, settings: settings)
            guard known.isSurveyed else { continue }
            let built = ViewResolver.resolveAtOnce(view, alias: view.name, settings: settings)
            let usage = ViewUsage(of: built)
            #expect(Set(known.problems) == Set(built.problems))
            #expect(usage.problems.isEmpty && usage.circles.isEmpty && usage.deepChains.isEmpty)
            #expect(usage.outside.isEmpty && !usage.refersOutside && !usage.drillsOutside)
            #expect(built.viewsInSets.isEmpty && built.leftOut.isEmpty && !built.hasGuardedFields)
            #expect(built.fields.allSatisfy { $0.suggestion == nil })
            #expect(known.primaryKey == built.primaryKey)
            let names = known.survey?.names ?? [:]
            #expect(names.mapValues(\.category) == built.places.mapValues { built.fields[$0].field.category })
            for field in built.fields.map(\.field) where field.category == .dimension {
                #expect(names[field.shortName]?.grammar == field.filterGrammar)
            }
        }
    }
}
