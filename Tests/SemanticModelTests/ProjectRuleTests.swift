import LookML
import Testing

@testable import SemanticModel

@Suite struct ProjectRuleTests {
    private static let text = """
        explore: orders {
          join: buyers { from: users  sql_on: ${orders.user_id} = ${buyers.id} ;; }
          join: sellersJoin { from: users  view_label: "Buyers"  sql_on: ${orders.user_id} = ${sellersJoin.id} ;; }
        }
        explore: hidden_one { hidden: yes  view_name: orders }
        view: orders {
          dimension: user_id { hidden: yes }
          dimension: total__amount { description: "What was paid." }
          dimension: amount { label: "Total Amount" }
          dimension: secret { label: "Total amount" hidden: yes }
          dimension_group: Created { type: time timeframes: [date, month] }
          measure: 2nd { type: count description: "" }
        }
        view: users {
          dimension: id { description: "The user." }
        }
        """

    private func problems(_ rules: Set<ProjectRule>) -> [String] {
        shop(Self.text).diagnostics(of: rules).map { problem in
            "\(problem.severity.rawValue) \(problem.code) \(problem.location)"
                + (problem.suggestion.map { " → \($0)" } ?? "")
        }
    }

    @Test func `fields with one label under one heading clash unless hidden`() {
        let advice = " → Give one of them another `label`, or hide it."
        #expect(
            problems([.labelClash]) == [
                "warning naming-label-clash shop.model.lkml:9:3" + advice,
                "warning naming-label-clash shop.model.lkml:15:3" + advice,
            ])
        let clash = shop(Self.text).diagnostics(of: [.labelClash]).first
        #expect(
            clash?.message
                == "`orders.amount` and `orders.total__amount` (shop.model.lkml:8:3) are both called "
                + "\"Orders Total Amount\".")
    }

    @Test func `names are in snake case`() {
        #expect(
            problems([.snakeCase]) == [
                "warning naming-snake-case shop.model.lkml:3:3 → sellers_join",
                "warning naming-snake-case shop.model.lkml:8:3 → total_amount",
                "warning naming-snake-case shop.model.lkml:12:3 → nd",
            ])
    }

    @Test func `what people see has a description`() {
        #expect(
            problems([.missingDescription]) == [
                "warning missing-description shop.model.lkml:1:1 → description: \"…\"",
                "warning missing-description shop.model.lkml:9:3 → description: \"…\"",
                "warning missing-description shop.model.lkml:11:3 → description: \"…\"",
                "warning missing-description shop.model.lkml:12:3 → description: \"…\"",
            ])
    }

    @Test func `rules are chosen one by one or by their group`() {
        #expect(ProjectRule.named("naming") == [.labelClash, .snakeCase, .missingDescription])
        #expect(ProjectRule.named("missing-description") == [.missingDescription])
        #expect(ProjectRule.named("nameing") == nil)
        #expect(problems([]) == [])
        let all = problems(ProjectRule.named("naming") ?? [])
        #expect(all.count == 9)
        #expect(all == all.sorted { Self.line(of: $0) < Self.line(of: $1) })
    }

    private static func line(of problem: String) -> Int {
        Int(problem.split(separator: ":")[1]) ?? 0
    }

    @Test(arguments: [
        ("orders", true), ("order_items_2", true), ("a1", true), ("2nd", false), ("_hidden", false), ("a__b", false),
        ("trailing_", false), ("orderItems", false), ("größe", false), ("a.b", false), ("", false),
    ])
    func `snake case is small letters, digits and single underscores`(name: String, isRight: Bool) {
        #expect(SnakeCaseRule.isSnakeCase(name) == isRight)
    }

    @Test(arguments: [
        ("orderItems", "order_items"), ("HTTPStatus", "http_status"), ("user ID", "user_id"), ("a--b", "a_b"),
        ("X", "x"), ("__x__", "x"), ("2nd_try", "nd_try"), ("utm_Source", "utm_source"),
    ])
    func `a name in snake case is suggested`(name: String, better: String) {
        #expect(SnakeCaseRule.snakeCase(name) == better)
        #expect(SnakeCaseRule.isSnakeCase(better))
    }
}
