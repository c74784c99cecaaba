import JSON
import QueryRunner
import SemanticModel
import Testing
import Warehouse

@testable import Presentation

@Suite struct CellActionTests {
    private static let model = """
        view: v {
          dimension: a {
            link: { label: "Find" url: "https://x.org/" }
            action: {
              label: "Mail {{ value }}" url: "https://x.org/{{ value }}/mail?q={{ v.b._value }}"
              icon_url: "/{{ value }}.png"
              form_url: "https://x.org/form/{{ value }}"
              param: { name: "id" value: "{{ value }}-{{ _user_attributes['region'] }}" }
              form_param: { name: "title" default: "About {{ value }}" label: "{{ v.b._value }}" description: "d" }
              form_param: { name: "size" type: select option: { name: "s" label: "Small {{ value }}" } }
              user_attribute_param: { user_attribute: token name: "auth" }
            }
            action: { label: "{% if value == 'z' %}Z{% endif %}" url: "https://x.org/z" }
            action: { label: "No address" url: "{{ v.b._missing }}" }
            action: { label: "A path" url: "/here" }
            action: { label: "Not the web" url: "mailto:ann@x.org" }
            action: { label: "From the row" url: "{{ v.b._value }}" }
            action: { label: "Last" url: "http://x.org/last" icon_url: "javascript:alert(1)" }
          }
          dimension: b {}
          measure: n { type: count action: { label: "Count {{ rendered_value }}" url: "https://x.org/n" } }
        }
        explore: v {}
        """

    private func fixture() throws -> CellFixture {
        try CellFixture(Self.model, fields: ["v.a", "v.b", "v.n"], attributes: ["region": "west", "token": "secret"])
    }

    private let row = CellFixture.row("a&b", "ftp://x.org", 1062)

    @Test func `an action has all of its Liquid run with the values of the row`() throws {
        let found = try fixture().decorator().actions(of: 0, in: row, row: 0)
        #expect(found.map(\.place) == [0, 6])
        #expect(
            found.first
                == CellAction(
                    field: "v.a", place: 0,
                    action: FieldAction(
                        label: "Mail a&b", url: "https://x.org/a%26b/mail?q=ftp%3A%2F%2Fx.org", iconURL: "/a%26b.png",
                        formURL: "https://x.org/form/a%26b", parameters: [.init(name: "id", value: "a&b-west")],
                        formParameters: [
                            .init(
                                name: "title", type: "string", label: "ftp://x.org", description: "d",
                                defaultValue: "About a&b"),
                            .init(name: "size", type: "select", options: [.init(name: "s", value: "Small a&b")]),
                        ], userAttributes: [.init(name: "token", value: "auth")])))
        #expect(found.last?.action.iconURL == nil)
        let measure = try fixture().decorator().actions(of: 2, in: row, row: 0)
        #expect(measure.map(\.action.label) == ["Count 1,062"])
        #expect(try fixture().decorator().actions(of: 1, in: row, row: 0).isEmpty)
    }

    private func written(_ token: (@Sendable (CellAction) -> String?)?) throws -> [JSONValue] {
        let fixture = try fixture()
        let decorator = CellDecorator(fixture.query, facts: fixture.facts, addsLinks: true, token: token)
        let answer = QueryAnswer(
            query: fixture.query, rows: ResultSet(columns: [], batches: [row]), runtime: .zero)
        var writer = JSONWriter()
        CellWriter(answer, decorator: decorator).rows(to: &writer)
        return try JSONValue.parse(writer.bytes).arrayValue?.first?["v.a"]?["links"]?.arrayValue ?? []
    }

    @Test func `a cell's menu has its actions behind its links, and nothing of what they send`() throws {
        let entries = try written { $0.place == 6 ? nil : "token \($0.field) \($0.place)" }
        #expect(
            entries == [
                ["label": "Find", "url": "https://x.org/", "type": "link"],
                [
                    "label": "Mail a&b", "url": .null, "type": "action", "type_label": "Actions",
                    "token": "token v.a 0", "icon_url": "/a%26b.png",
                ],
            ])
        #expect(try written(nil).count == 1)
    }

    @Test func `a result tells which fields have actions`() throws {
        let fixture = try fixture()
        let names = fixture.query.fields.map(\.name)
        let said = fixture.query.fields.map { Drills.areThere(for: $0, in: fixture.facts.explore, beside: names) }
        #expect(said == [true, false, true])
    }
}
