import Testing

@testable import SemanticModel

@Suite struct ReferenceTests {
    @Test func `each parameter stands in the table once`() {
        let names = LookMLReference.parameters.map { "\($0.object).\($0.name)" }
        #expect(Set(names).count == names.count)
        #expect(LookMLReference.parameters.allSatisfy { (1...4).contains($0.tier) && !$0.object.isEmpty })
    }

    @Test func `every block that a parameter opens has parameters`() {
        let objects = Set(LookMLReference.parameters.map(\.object))
        for parameter in LookMLReference.parameters {
            guard case .block(let object) = parameter.shape else { continue }
            #expect(objects.contains(object), "\(parameter.object).\(parameter.name)")
        }
    }

    @Test func `common parameters do something or are part of the model`() {
        for parameter in LookMLReference.parameters where parameter.tier <= 2 {
            #expect(parameter.support != .reported, "\(parameter.object).\(parameter.name)")
        }
    }

    @Test func `the page has a table for each object`() {
        let page = LookMLReference.markdown
        #expect(page.contains("\n## join\n\n| parameter | value | tier | support | note |\n|---|---|---|---|---|\n"))
        #expect(page.contains("\n| `hidden` | yes / no | 1 | full |  |\n"))
        #expect(page.contains("| `fanout_on` | text | 3 | reported | join the nested records instead |"))
        let headings = page.split(separator: "\n").filter { $0.hasPrefix("## ") }
        #expect(headings.count == Set(headings).count)
        #expect(headings.count == Set(LookMLReference.parameters.map(\.object)).count)
    }

    @Test func `what has no effect is named where it is used, once in a file`() {
        let project = shop(
            """
            view: v {
              dimension: a { string_datatype: unicode fanout_on: "x" }
              dimension: b { fanout_on: "y" }
            }
            explore: v {}
            """)
        #expect(
            project.diagnostics.map(\.message) == [
                "`string_datatype` (dimension) is LookML; it is read and kept, but has no effect here yet.",
                "`fanout_on` (dimension) is LookML, but has no effect here (join the nested records instead). "
                    + "It occurs 2 times in this file.",
            ])
    }
}
