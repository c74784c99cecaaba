import SemanticModel
import Testing

@testable import Presentation

@Suite struct ShownLabelTests {
    static let model = """
        view: v {
          view_label: "{% if v.b._in_query %}With B{% else %}Alone{% endif %}"
          dimension: a { label: "{% if v.b._in_query %}A of B{% else %}A{% endif %}" description: "For {{ _user_attributes['team'] }}" }
          dimension: b {}
          parameter: pick {
            type: unquoted
            allowed_value: { label: "Net Sales" value: "net" }
            allowed_value: { label: "Gross Sales" value: "gross" }
          }
          measure: sales { type: count label_from_parameter: pick }
          dimension: broken { label: "{% if %}" }
          dimension: spaced { label: " {% if true %} x {% endif %} " group_label: "{{ _view._name }} group" }
        }
        explore: v {}
        """

    @Test func `labels follow the query`() throws {
        let with = try CellFixture(Self.model, fields: ["v.a", "v.b"], attributes: ["team": "<Us>"]).query.fields[0]
        #expect(with.label == "With B A of B")
        #expect(with.labelShort == "A of B")
        #expect(with.viewLabel == "With B")
        #expect(with.description == "For <Us>")
        let without = try CellFixture(Self.model, fields: ["v.a"]).query.fields[0]
        #expect(without.label == "Alone A")
    }

    @Test func `a column is called as the chosen value of its parameter`() throws {
        func label(_ filters: [String: String]) throws -> String {
            try CellFixture(Self.model, fields: ["v.sales"], filters: filters).query.fields[0].label
        }
        #expect(try label([:]) == "Alone Net Sales")
        #expect(try label(["v.pick": "gross"]) == "Alone Gross Sales")
    }

    @Test func `without a query nothing is in it, and parameters name nothing`() throws {
        let fixture = try CellFixture(Self.model, fields: ["v.b"])
        let facts = QueryFacts(model: fixture.facts.model, explore: fixture.facts.explore, dialect: "duckdb")
        let explore = fixture.facts.explore
        let a = ShownLabels.applied(to: try #require(explore.field("v.a")), facts)
        #expect(a.label == "Alone A")
        #expect(a.description == "For")
        #expect(ShownLabels.applied(to: try #require(explore.field("v.sales")), facts).labelShort == "Sales")
    }

    @Test func `a label that can't be evaluated stays as it is written`() throws {
        let fields = try CellFixture(Self.model, fields: ["v.broken", "v.spaced"]).query.fields
        #expect(fields[0].labelShort == "{% if %}")
        #expect(fields[1].labelShort == "x")
        #expect(fields[1].fieldGroupLabel == "v group")
    }
}
