import LookML
import Testing

@testable import SemanticModel

@Suite struct ExploreTests {
    private static let views = """
        view: orders {
          sql_table_name: public.orders ;;
          dimension: id { primary_key: yes }
          dimension: user_id { hidden: yes }
          dimension: status { alias: [state] }
          measure: count { type: count drill_fields: [detail*, -status, users.name, nowhere.x] }
          set: detail { fields: [id, status] }
        }
        view: users {
          label: "Customers"
          dimension: id { primary_key: yes }
          dimension: name {}
          dimension: email {}
          measure: count { type: count }
          set: basic { fields: [id, name] }
        }

        """

    private func explore(_ text: String) -> Explore? {
        shop(Self.views + text).models.first?.explores.first
    }

    @Test func `joins keep their order and their settings`() {
        let explore = explore(
            """
            explore: orders {
              label: "Shop" description: "All" group_label: "Sales" tags: ["a"] hidden: yes case_sensitive: no
              join: users { sql_on: ${user_id} = ${users.id} ;; type: inner relationship: one_to_one
                required_joins: [buyers] view_label: " People" sql_where: ${users.name} <> '' ;; }
              join: buyers { from: users foreign_key: user_id }
              join: lines { from: users sql: LEFT JOIN UNNEST(${orders.status}) AS lines ;; }
              join: all { from: users type: cross }
              always_join: [users]
              sql_always_where: ${status} <> 'test' ;;
              always_filter: { filters: [status: "done", users.name: "-A%"] }
              access_filter: { field: users.name user_attribute: who }
            }
            """)
        #expect(explore?.views.map(\.alias) == ["orders", "users", "buyers", "lines", "all"])
        #expect(explore?.views.map(\.view) == ["orders", "users", "users", "users", "users"])
        #expect(explore?.views.map(\.label) == ["Orders", " People", "Buyers", "Lines", "All"])
        #expect(explore?.views.map(\.primaryKey) == ["id", "id", "id", "id", "id"])
        let joins = explore?.views.compactMap(\.join) ?? []
        #expect(joins.map(\.kind) == [.inner, .leftOuter, .leftOuter, .cross])
        #expect(joins.map(\.relationship) == [.oneToOne, .manyToOne, .manyToOne, .manyToOne])
        #expect(joins.first?.on?.written == "${orders.user_id} = ${users.id}")
        #expect(joins.first?.sqlWhere?.written == "${users.name} <> ''")
        #expect(joins.first?.requiredJoins == ["buyers"])
        #expect(joins.dropFirst().first?.on?.written == "${orders.user_id} = ${buyers.id}")
        #expect(joins.dropFirst(2).first?.rawClause?.written == "LEFT JOIN UNNEST(${orders.status}) AS lines")
        #expect(explore?.label == "Shop")
        #expect(explore?.groupLabel == "Sales")
        #expect(explore?.hidden == true)
        #expect(explore?.caseSensitive == false)
        #expect(explore?.alwaysJoin == ["users"])
        #expect(explore?.sqlAlwaysWhere?.written == "${orders.status} <> 'test'")
        #expect(
            explore?.alwaysFilters == [
                FieldFilterText(field: "orders.status", expression: "done"),
                FieldFilterText(field: "users.name", expression: "-A%"),
            ])
        #expect(explore?.accessFilters == [AccessFilter(field: "users.name", userAttribute: "who")])
        #expect(explore?.field("users.name")?.label == "People Name")
        #expect(explore?.field("users.name")?.viewLabel == "People")
        #expect(explore?.field("buyers.name")?.label == "Buyers Name")
    }

    @Test func `the base view may have another name`() {
        let viewName = explore("explore: sales { view_name: orders }")
        #expect(viewName?.views.first?.alias == "orders")
        #expect(viewName?.label == "Sales")
        let from = explore("explore: sales { from: orders }")
        #expect(from?.views.first?.alias == "sales")
        #expect(from?.views.first?.view == "orders")
        #expect(from?.field("sales.status")?.label == "Sales Status")
        let both = explore("explore: x { from: orders view_name: sales sql_table_name: other.t ;; }")
        #expect(both?.views.first?.alias == "sales")
        guard case .table(let table)? = both?.views.first?.source else {
            Issue.record("no table")
            return
        }
        #expect(table.written == "other.t")
    }

    @Test func `field lists say what queries may name, and SQL may still use the rest`() {
        let explore = explore(
            """
            explore: orders {
              fields: [ALL_FIELDS*, -orders.status]
              join: users { sql_on: ${user_id} = ${users.id} ;; fields: [name, -email] }
            }
            """)
        #expect(
            explore?.fields.map(\.name) == ["orders.id", "orders.user_id", "orders.count", "users.name"])
        #expect(explore?.field("users.id") == nil)
        #expect(explore?.reference("users.id")?.primaryKey == true)
        #expect(explore?.field("orders.state") == nil)
    }

    @Test(arguments: [
        ("[basic*]", ["users.id", "users.name"]), ("[-basic*]", ["users.email", "users.count"]),
        ("[users.basic*, -users.id]", ["users.name"]), ("[users.ALL_FIELDS*, -count, -basic*]", ["users.email"]),
        ("[]", []),
    ])
    func `a join's list is relative to its view`(_ list: String, _ names: [String]) {
        let explore = explore("explore: orders { join: users { fields: \(list) sql_on: ${user_id} = ${users.id} ;; } }")
        #expect(explore?.fields.map(\.name).filter { $0.hasPrefix("users.") } == names)
    }

    @Test func `drill fields are full names of fields that are here`() {
        let project = shop(
            Self.views
                + "explore: orders { join: users { sql_on: ${user_id} = ${users.id} ;; } }\nexplore: alone { from: orders }"
        )
        #expect(project.field("orders.count")?.drillFields == ["orders.id", "users.name"])
        #expect(project.field("alone.count", in: "alone")?.drillFields == ["alone.id"])
        #expect(project.problems == ["warning unknown-view shop.model.lkml:6:77"])
    }

    @Test func `old names lead to the field`() {
        #expect(explore("explore: orders {}")?.field("orders.state")?.name == "orders.status")
    }

    @Test func `an access rule that can't be read closes the explore`() {
        #expect(explore("explore: orders { access_filter: { field: nothing user_attribute: who } }") == nil)
        #expect(explore("explore: orders { access_filter: { field: status } }") == nil)
        #expect(explore("explore: orders { access_filter: [status] }") == nil)
    }

    @Test func `what is behind an access grant is left out`() {
        #expect(explore("explore: orders { required_access_grants: [g] }") == nil)
        let explore = explore(
            """
            view: +orders { dimension: status { required_access_grants: [g] } }
            explore: orders { join: users { sql_on: ${user_id} = ${users.id} ;; required_access_grants: [g] } }
            """)
        #expect(explore?.views.count == 1)
        #expect(explore?.field("orders.status") == nil)
        #expect(explore?.reference("orders.status") != nil)
    }

    @Test func `references are cut out of SQL`() {
        let project = shop(
            """
            view: a { derived_table: { sql: SELECT * FROM ${b.SQL_TABLE_NAME} ;; }
              dimension: x { sql: f(${TABLE}.x, ${ y }, ${a.y}, '{{ z }}', $1) ;; } dimension: y {} }
            view: b { sql_table_name: raw.b ;; dimension: y {} }
            explore: a {}
            """)
        #expect(project.problems == [])
        guard case .plain(let sql, _)? = project.field("a.x")?.kind,
            case .derivedSQL(let table)? = project.explore("a")?.views.first?.source
        else {
            Issue.record("no SQL")
            return
        }
        #expect(
            sql.parts == [
                .text("f("), .table, .text(".x, "), .field("a.y"), .text(", "), .field("a.y"),
                .text(", '{{ z }}', $1)"),
            ])
        #expect(sql.view == "a")
        #expect(table.parts == [.text("SELECT * FROM "), .tableName("b")])
    }
}
