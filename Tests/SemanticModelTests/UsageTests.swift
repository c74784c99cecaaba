import LookML
import Testing

@testable import SemanticModel

@Suite struct UsageTests {
    private static let text = """
        view: base { dimension: id { primary_key: yes sql: ${TABLE}.id ;; } }
        view: orders {
          extends: [base]
          dimension: status { sql: ${TABLE}.status ;; }
          dimension: amount { type: number }
          dimension_group: created { type: time timeframes: [raw, date] }
          dimension: is_big { type: yesno sql: ${amount} > 100 ;; }
          parameter: unit { type: unquoted }
          measure: total { type: sum sql: ${amount} ;; filters: [status: "paid"] drill_fields: [details*] }
          measure: scaled { type: number sql: ${total} / {% parameter unit %} ;; html: {{ orders.status._value }} ;; }
          set: details { fields: [id, status, users.name] }
        }
        view: users {
          dimension: id { primary_key: yes }
          dimension: name { order_by_field: id suggest_explore: orders suggest_dimension: orders.status }
        }
        view: paid {
          derived_table: {
            explore_source: orders {
              column: status {}
              column: total { field: orders.total }
              filters: [orders.is_big: "yes"]
            }
          }
          dimension: status {}
        }
        view: copy { derived_table: { sql: SELECT * FROM ${users.SQL_TABLE_NAME} ;; } dimension: id {} }
        explore: orders {
          fields: [ALL_FIELDS*, -orders.scaled]
          join: buyers { from: users sql_on: ${orders.id} = ${buyers.id} ;; fields: [name] }
          sql_always_where: ${orders.status} <> 'test' ;;
          always_filter: { filters: [orders.created_date: "7 days"] }
          query: by_name { dimensions: [buyers.name] measures: [total] sorts: [orders.total: desc] }
        }
        explore: copy {}
        view: +orders { dimension: status { sql: upper(${EXTENDED}) ;; label: "State" } }

        """

    private func uses(of target: Use.Target) -> [String] {
        let files = [SourceFile(path: "shop.model.lkml", text: Self.text)]
        let project = ProjectResolver.resolve(name: "test", files: files)
        let index = UsageIndex(project, definitions: ProjectDefinitions(project: "test", files: files))
        #expect(project.problems.filter { $0.hasPrefix("error") } == [])
        return index.uses(of: target, in: "shop").map { use in
            "\(use.user.rawValue) \(use.name) \(use.parameter) \(use.location.line):\(use.location.column)"
        }
    }

    @Test func `a dimension is used in SQL, filters, sets, conditions, tables and Liquid`() {
        #expect(
            uses(of: .field(view: "orders", name: "status")) == [
                "measure orders.total drill_fields 9:3", "measure orders.total filters 9:3",
                "measure orders.scaled html 10:3", "set orders.details fields 11:31",
                "dimension users.name suggest_dimension 15:3", "derived table paid column 19:5",
                "explore orders sql_always_where 31:21",
            ])
        #expect(
            uses(of: .field(view: "orders", name: "amount")) == [
                "dimension orders.is_big sql 7:40", "measure orders.total sql 9:35",
            ])
        #expect(
            uses(of: .field(view: "orders", name: "is_big")) == ["derived table paid filters 19:5"])
        #expect(
            uses(of: .field(view: "orders", name: "created_date")) == ["explore orders always_filter 28:1"])
    }

    @Test func `fields are found under the names by which explores join their views`() {
        #expect(
            uses(of: .field(view: "users", name: "id")) == [
                "dimension users.name order_by_field 15:3", "join orders.buyers sql_on 30:38",
            ])
        #expect(
            uses(of: .field(view: "users", name: "name")) == [
                "set orders.details fields 11:39", "join orders.buyers fields 30:78",
                "quick start orders.by_name dimensions 33:3",
            ])
    }

    @Test func `measures and parameters are used too`() {
        #expect(
            uses(of: .field(view: "orders", name: "total")) == [
                "measure orders.scaled sql 10:39", "derived table paid column 19:5",
                "quick start orders.by_name measures 33:3", "quick start orders.by_name sorts 33:3",
            ])
        #expect(uses(of: .field(view: "orders", name: "unit")) == ["measure orders.scaled sql 10:39"])
        #expect(uses(of: .field(view: "orders", name: "scaled")) == ["explore orders fields 29:25"])
    }

    @Test func `views and explores are used by each other`() {
        #expect(uses(of: .view("base")) == ["view orders extends 3:13"])
        #expect(
            uses(of: .view("users")) == ["derived table copy sql 27:36", "join orders.buyers from 30:3"])
        #expect(
            uses(of: .view("orders")) == ["explore orders explore 28:1", "view orders refinement 36:1"])
        #expect(
            uses(of: .explore("orders")) == [
                "dimension users.name suggest_explore 15:3", "derived table paid explore_source 19:5",
            ])
    }

    @Test func `what is not used has no uses`() {
        #expect(uses(of: .field(view: "copy", name: "id")) == [])
        #expect(uses(of: .view("nothing")) == [])
    }

    @Test func `a definition is shown with what it inherits and how it is refined`() throws {
        let definitions = ProjectDefinitions(
            project: "test", files: [SourceFile(path: "shop.model.lkml", text: Self.text)])
        let view = try #require(definitions.definition(.view, "orders", in: "shop"))
        #expect(view.refinements.map(\.line) == [36])
        #expect(view.parents.map(\.value) == ["base"])
        let status = try #require(view.text(ofPart: "status"))
        #expect(
            LookMLParser.parse(status, file: "").blocks("dimension").first?.block.text("label") == "State")
        #expect(status.contains("sql: upper(${TABLE}.status) ;;"), "\(status)")
        // Shown whole, it is a view that resolves to the same fields.
        let alone = shop(view.text)
        #expect(alone.problems.filter { $0.hasPrefix("error syntax") } == [])
        let fields = shop(view.text + "explore: orders {}").explore("orders")?.fields.map(\.name)
        #expect(fields?.contains("orders.id") == true && fields?.contains("orders.scaled") == true)
        #expect(definitions.definition(.view, "nothing", in: "shop") == nil)
        #expect(view.text(ofPart: "nothing") == nil)
    }
}
