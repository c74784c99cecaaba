import LookML
import QueryCompiler
import SemanticModel
import Testing

@testable import Presentation

@Suite struct FieldSuggestionTests {
    static let text = """
        view: v {
          dimension: status {}
          dimension: state { suggestions: ["Open", "closed"] }
          dimension: code { suggest_dimension: status }
          dimension: other { suggest_explore: lists suggest_dimension: l.name }
          dimension: lost { suggest_explore: missing suggest_dimension: l.name }
          dimension: silent { suggestable: no }
          dimension: id { type: number }
          dimension: big { type: yesno sql: ${id} > 5 ;; }
          dimension: size { type: tier tiers: [10] style: integer sql: ${id} ;; }
          filter: wanted { suggest_dimension: status }
          filter: free {}
          parameter: pick { allowed_value: { label: "Net Sales" value: "net" } allowed_value: { value: "gross" } }
          measure: count { type: count }
        }
        view: w { suggestions: no dimension: a {} dimension: b { suggestable: yes } }
        view: l { dimension: name {} }
        explore: v { join: w { type: cross relationship: many_to_one } sql_always_where: ${v.id} > 0 ;; }
        explore: lists { from: l view_name: l }
        """

    private func offer(_ name: String, _ term: String = "", filters: [String: String] = [:]) throws -> String {
        let project = ProjectResolver.resolve(
            name: "test", files: [SourceFile(path: "shop.model.lkml", text: Self.text)])
        let model = try #require(project.model("shop"))
        let explore = try #require(model.explore("v"))
        let field = try #require(explore.field(name))
        switch FieldSuggestions.of(field, in: explore, of: model, term: term, filters: filters) {
        case .none: return "nothing"
        case .fixed(let values): return values.joined(separator: "|")
        case .query(let query):
            let filters = query.filters.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
            #expect(query.limit == 1_000)
            #expect(query.sorts == query.fields)
            return ([query.explore] + query.fields + filters).joined(separator: " ")
        }
    }

    @Test func `a dimension offers its values in the explore`() throws {
        #expect(try offer("v.status") == "v v.status")
        #expect(try offer("v.status", "50%") == "v v.status v.status=%50^%%")
        #expect(try offer("v.status", "a", filters: ["v.id": "1"]) == "v v.status v.id=1 v.status=%a%")
        #expect(try offer("v.id", "5") == "v v.id")
    }

    @Test func `a list, another dimension and another explore are asked instead`() throws {
        #expect(try offer("v.state") == "Open|closed")
        #expect(try offer("v.state", "OP") == "Open")
        #expect(try offer("v.code") == "v v.status")
        #expect(try offer("v.other", "x", filters: ["v.id": "1"]) == "lists l.name l.name=%x%")
        #expect(try offer("v.wanted") == "v v.status")
    }

    @Test func `values that are known need no query`() throws {
        #expect(try offer("v.big") == "Yes|No")
        #expect(try offer("v.size") == "Below 10|10 or Above|Undefined")
        #expect(try offer("v.size", "above") == "10 or Above")
        #expect(try offer("v.pick") == "net|gross")
    }

    @Test func `what is not to be suggested is not`() throws {
        for name in ["v.silent", "v.free", "v.count", "w.a", "v.lost"] {
            #expect(try offer(name) == "nothing", "\(name)")
        }
        #expect(try offer("w.b") == "v w.b")
    }
}
