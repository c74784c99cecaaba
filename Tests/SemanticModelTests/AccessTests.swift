import LookML
import Testing

@testable import SemanticModel

@Suite struct AccessTests {
    private static let text = """
        access_grant: staff { user_attribute: role allowed_values: ["staff", "admin"] }
        access_grant: europe { user_attribute: region allowed_values: ["eu"] }
        view: orders {
          dimension: id { primary_key: yes }
          dimension: email { required_access_grants: [staff] alias: [mail] }
          dimension: domain { sql: split_part(${email}, '@', 2) ;; }
          dimension: domain_upper { sql: upper(${domain}) ;; }
          dimension: user_id {}
          measure: count { type: count drill_fields: [id, email] }
          measure: known { type: count filters: [email: "-NULL"] }
          measure: per_email { type: number sql: ${known} / ${count} ;; }
        }
        view: users {
          required_access_grants: [europe]
          dimension: id { primary_key: yes }
          dimension: name { required_access_grants: [staff] }
        }
        view: lines { dimension: id { primary_key: yes } dimension: price {} }

        """
    private static let explores = """
        explore: orders {
          join: users { sql_on: ${orders.user_id} = ${users.id} ;; }
          join: lines { sql_on: ${lines.id} = ${users.id} ;; }
          always_join: [users]
          query: by_mail { dimensions: [email] measures: [count] }
          query: by_id { dimensions: [id] measures: [count] }
        }
        explore: secret { view_name: orders required_access_grants: [staff, europe] }
        explore: users {}
        explore: ruled { view_name: orders
          join: users { sql_on: ${orders.user_id} = ${users.id} ;; }
          sql_always_where: ${users.id} > 0 ;; }
        """

    private var model: Model? { shop(Self.text + Self.explores).models.first }

    private func names(_ explore: Explore?) -> [String] { explore?.fields.map(\.name) ?? [] }

    @Test func `the text under test has no problems but what is not supported`() {
        #expect(
            Set(shop(Self.text + Self.explores).diagnostics.map(\.code)).isSubset(of: ["unsupported-parameter"]))
    }

    @Test func `without anybody asking, nothing behind a grant can be queried`() {
        #expect(model?.explores.map(\.name) == ["orders"])
        let orders = model?.explore("orders")
        #expect(names(orders) == ["orders.id", "orders.user_id", "orders.count"])
        #expect(orders?.views.map(\.alias) == ["orders"])
        #expect(orders?.alwaysJoin == [])
        for name in ["orders.email", "orders.mail", "orders.domain", "users.id", "lines.price"] {
            #expect(orders?.field(name) == nil, "\(name)")
        }
        #expect(orders?.field("orders.count")?.drillFields == ["orders.id"])
        #expect(orders?.quickStarts.map(\.name) == ["by_id"])
    }

    @Test func `whoever holds a grant sees what asks for it, in its place`() {
        let staff = model?.explore("orders", attributes: ["role": "staff"])
        #expect(
            names(staff) == [
                "orders.id", "orders.email", "orders.domain", "orders.domain_upper", "orders.user_id", "orders.count",
                "orders.known", "orders.per_email",
            ])
        #expect(staff?.field("orders.mail")?.name == "orders.email")
        #expect(staff?.field("orders.count")?.drillFields == ["orders.id", "orders.email"])
        #expect(staff?.quickStarts.map(\.name) == ["by_mail", "by_id"])
        let europe = model?.explore("orders", attributes: ["region": "eu"])
        #expect(
            names(europe) == [
                "orders.id", "orders.user_id", "orders.count", "users.id", "lines.id", "lines.price",
            ])
        #expect(europe?.views.map(\.alias) == ["orders", "users", "lines"])
        #expect(europe?.alwaysJoin == ["users"])
        let both = model?.explore("orders", attributes: ["region": "eu", "role": "admin"])
        #expect(both?.field("users.name") != nil)
    }

    @Test func `an explore asks for all grants of its list, and for those of its base view and its rules`() {
        #expect(model?.explore("secret", attributes: ["role": "staff"]) == nil)
        #expect(model?.explore("secret", attributes: ["role": "staff", "region": "eu"]) != nil)
        #expect(model?.explore("users", attributes: ["role": "staff"]) == nil)
        #expect(model?.explore("users", attributes: ["region": "eu"]) != nil)
        #expect(model?.explore("ruled", attributes: ["role": "staff"]) == nil)
        #expect(model?.explore("ruled", attributes: ["region": "eu"]) != nil)
        let opened = model?.opened(to: ["region": "eu", "role": "staff"])
        #expect(opened?.explores.map(\.name) == ["orders", "secret", "users", "ruled"])
        #expect(model?.opened(to: [String: String]()).explores.map(\.name) == ["orders"])
    }

    @Test func `values are compared whole, and one of many is enough`() {
        #expect(model?.isAllowed([], attributes: [String: String]()) == true)
        #expect(model?.isAllowed(["staff"], attributes: ["role": "Staff"]) == false)
        #expect(model?.isAllowed(["staff"], attributes: ["role": "guest,staff"]) == false)
        #expect(model?.isAllowed(["staff"], attributes: ["role": ["guest", "staff"]]) == true)
        #expect(model?.isAllowed(["staff", "europe"], attributes: ["role": "staff"]) == false)
        #expect(model?.isAllowed(["nobody_knows"], attributes: ["role": "staff"]) == false)
    }

    static let broken: [(grants: String, asks: String, problem: String)] = [
        ("", "[g]", "error unknown-access-grant"),
        ("access_grant: g { user_attribute: a }", "[g]", "error missing-parameter"),
        ("access_grant: g { allowed_values: [\"x\"] }", "[g]", "error missing-parameter"),
        ("access_grant: g { user_attribute: a allowed_values: [\"x\"] }", "{ g: yes }", "error wrong-type"),
        ("access_grant: g { user_attribute: a allowed_values: [\"x\"] }", "[g: \"x\"]", "error wrong-type"),
        (
            "access_grant: g { user_attribute: a allowed_values: [\"x\"] } access_grant: g { user_attribute: a allowed_values: [\"x\"] }",
            "[g]", "error duplicate-name"
        ),
    ]

    @Test(arguments: broken)
    func `a rule that can't be read lets nobody in`(_ grants: String, _ asks: String, _ problem: String) {
        let project = shop(
            "\(grants)\nview: v { dimension: a { required_access_grants: \(asks) } dimension: b {} }\nexplore: v {}")
        #expect(project.problems.contains { $0.hasPrefix(problem) }, "\(project.problems)")
        let explore = project.models.first?.explore("v", attributes: ["a": "x", "": ""])
        #expect(explore?.fields.map(\.name) == ["v.b"])
    }

    @Test func `a grant asked for by a parent holds for the child, unless the child says otherwise`() {
        let project = shop(
            """
            access_grant: g { user_attribute: a allowed_values: ["x"] }
            view: v { dimension: a { required_access_grants: [g] } dimension: b { required_access_grants: [g] } }
            view: w { extends: [v] dimension: b { required_access_grants: [] } }
            explore: w {}
            """)
        #expect(project.explore("w")?.fields.map(\.name) == ["w.b"])
    }

    @Test func `no parameter of an open field leads to one that is not`() {
        let model = shop(
            """
            access_grant: g { user_attribute: a allowed_values: ["x"] }
            view: v {
              dimension: secret { required_access_grants: [g] }
              dimension: open { order_by_field: secret required_fields: [secret, helper] suggest_dimension: secret }
              dimension: helper {}
              dimension: home { type: location sql_latitude: ${secret} ;; sql_longitude: 1 ;; }
              dimension: far { type: distance start_location_field: home end_location_field: home }
            }
            explore: v { fields: [ALL_FIELDS*, -helper] }
            """
        ).models.first
        let closed = model?.explore("v")
        #expect(closed?.fields.map(\.name) == ["v.open"])
        #expect(closed?.field("v.open")?.details.orderByField == nil)
        #expect(closed?.field("v.open")?.details.requiredFields == ["v.helper"])
        #expect(closed?.field("v.open")?.details.suggestions.isSuggestable == false)
        let opened = model?.explore("v", attributes: ["a": "x"])
        #expect(opened?.field("v.far") != nil)
        #expect(opened?.field("v.open")?.details.orderByField == "v.secret")
        #expect(opened?.field("v.open")?.details.requiredFields == ["v.secret", "v.helper"])
    }
}
