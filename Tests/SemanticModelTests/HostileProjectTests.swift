import Foundation
import LookML
import Testing

@testable import SemanticModel

/// Projects made to hang, to fill the memory, or to bring the process down: each is read in bounded time, and what is
/// wrong with it is said. The limits of time are there to end a run that hangs, not to measure.
@Suite(.serialized) struct HostileProjectTests {
    // MARK: Circles

    @Test(.timeLimit(.minutes(2))) func `files that all include each other are each read once`() {
        var files = ["m.model.lkml": "include: \"/v0.view\"\nexplore: v999 {}"]
        for number in 0..<1_000 {
            files["v\(number).view.lkml"] = """
                include: "/*.view"
                include: "v\((number + 1) % 1_000).view"
                view: v\(number) { dimension: id { primary_key: yes } }
                """
        }
        let project = project(files)
        #expect(project.problems == [])
        #expect(project.explore("v999")?.fields.count == 1)
    }

    static let circles: [(text: String, code: String, names: [String])] = [
        ("view: a { extends: [a] dimension: id {} }", "circular-reference", ["a"]),
        (
            "view: a { extends: [b] } view: b { extends: [c] } view: c { extends: [a] }", "circular-reference",
            ["a", "b", "c"]
        ),
        ("view: a { dimension: id {} } view: +a { extends: [a] }", "circular-reference", ["a"]),
        (
            "view: a { dimension: id {} } view: b { extends: [a] } view: +a { extends: [b] }", "circular-reference",
            ["a", "b"]
        ),
        ("view: a { dimension: id {} } explore: a { extends: [a] }", "circular-reference", ["a"]),
        (
            "view: a { dimension: id {} } explore: a { extends: [b] } explore: b { extends: [a] view_name: a }",
            "circular-reference", ["a", "b"]
        ),
        ("view: a { dimension: x { sql: ${x} ;; } } explore: a {}", "circular-reference", ["a.x"]),
        (
            "view: a { dimension: x { sql: ${y} ;; } dimension: y { sql: ${z} ;; } dimension: z { sql: ${x} ;; } } explore: a {}",
            "circular-reference", ["a.x", "a.y", "a.z"]
        ),
        (
            """
            view: a { dimension: id { primary_key: yes sql: ${b.id} ;; } } view: b { dimension: id { sql: ${a.id} ;; } }
            explore: a { join: b { sql_on: ${a.id} = ${b.id} ;; } }
            """, "circular-reference", ["a.id", "b.id"]
        ),
        (
            "view: a { measure: n { type: number sql: ${m} ;; } measure: m { type: number sql: ${n} ;; } } explore: a {}",
            "circular-reference", ["a.n", "a.m"]
        ),
        (
            "view: a { dimension: x {} set: s { fields: [t*] } set: t { fields: [s*] } drill_fields: [s*] } explore: a {}",
            "circular-reference", ["s", "t"]
        ),
        (
            """
            view: a { derived_table: { sql: SELECT * FROM ${b.SQL_TABLE_NAME} ;; } dimension: id {} }
            view: b { derived_table: { sql: SELECT * FROM ${a.SQL_TABLE_NAME} ;; } dimension: id {} } explore: a {}
            """, "circular-reference", ["a", "b"]
        ),
    ]

    @Test(.timeLimit(.minutes(1)), arguments: circles)
    func `a circle is an error that names who is in it`(_ text: String, _ code: String, _ names: [String]) {
        let project = shop(text)
        let problem = project.diagnostics.first { $0.code == code }
        #expect(problem?.severity == .error, "\(project.problems)")
        #expect(problem?.location.file == "shop.model.lkml")
        for name in names { #expect(problem?.message.contains(name) == true, "\(problem?.message ?? "")") }
    }

    // MARK: Growth

    @Test(.timeLimit(.minutes(1))) func `parents that come twice at every step are merged once`() {
        var text = "view: v0 { dimension: a {} dimension: b {} }\n"
        for step in 1...24 {
            text += "view: l\(step) { extends: [v\(step - 1)] } view: r\(step) { extends: [v\(step - 1)] }\n"
            text += "view: v\(step) { extends: [l\(step), r\(step)] }\n"
        }
        let project = shop(text + "explore: v24 {}")
        #expect(project.problems == [])
        #expect(project.explore("v24")?.fields.map(\.shortName) == ["a", "b"])
    }

    @Test(.timeLimit(.minutes(1))) func `sets that come twice at every step stay what they are`() {
        var text = "view: v { dimension: a {} set: s0 { fields: [a] }\n"
        for step in 1...40 { text += "set: s\(step) { fields: [s\(step - 1)*, s\(step - 1)*] }\n" }
        let project = shop(text + "drill_fields: [s40*] measure: n { type: count } } explore: v {}")
        #expect(project.problems == [])
        #expect(project.field("v.n")?.drillFields == ["v.a"])
    }

    @Test(.timeLimit(.minutes(1))) func `constants that double at every step are refused or stay short`() {
        var manifest = "constant: C0 { value: \"ha\" }\n"
        for step in 1...40 { manifest += "constant: C\(step) { value: \"@{C\(step - 1)}@{C\(step - 1)}\" }\n" }
        let project = project([
            "manifest.lkml": manifest,
            "m.model.lkml": "label: \"@{C40}\" view: v { dimension: a {} } explore: v {}",
        ])
        #expect(project.hasErrors || (project.models.first?.label.utf8.count ?? 0) <= 1 << 20)
        #expect(project.explore("v") != nil)
    }

    // MARK: Size

    /// Ten with SOUNDINGS_SOAK=1.
    private static let megabytes = ProcessInfo.processInfo.environment["SOUNDINGS_SOAK"] == "1" ? 10 : 1

    @Test(.timeLimit(.minutes(5)))
    func `megabytes in one field, string or comment and a hundred thousand names in one list are read`() {
        let large = String(repeating: "x + ", count: Self.megabytes * 250_000) + "x"
        let list = (0..<100_000).map { "f\($0)" }.joined(separator: ", ")
        for text in [
            "view: v { dimension: a { sql: \(large) ;; } } explore: v {}",
            "view: v { dimension: a { label: \"\(large)\" } } explore: v {}",
            "view: v { dimension: a { tags: [\(list.replacing("f", with: "\"f\"")) ] } } explore: v {}",
            "view: v { dimension: a {} drill_fields: [\(list)] } explore: v {}",
            "view: v { # \(large)\n dimension: a {} } explore: v {}",
            "view: v { derived_table: { sql: SELECT 1 AS a -- \(large)\n ;; } dimension: a {} } explore: v {}",
        ] {
            let project = shop(text)
            #expect(project.diagnostics.count <= 1_100)
            // The largest lists may be refused; what stands beside them may not be lost.
            #expect(project.models.count == 1)
        }
    }

    @Test(.timeLimit(.minutes(5))) func `a file of megabytes of fields is resolved`() {
        var text = "view: v { dimension: id { primary_key: yes }\n"
        var number = 0
        while text.utf8.count < Self.megabytes * 1_000_000 {
            text +=
                "  dimension: field_\(number) { type: number label: \"Field \(number)\" description: \"\(String(repeating: "d", count: 300))\" sql: ${TABLE}.c\(number) ;; }\n"
            number += 1
        }
        let project = shop(text + "}\nexplore: v {}")
        #expect(project.problems == [])
        #expect(project.explore("v")?.fields.count == number + 1)
    }

    @Test(.timeLimit(.minutes(5))) func `a view of twenty thousand fields, each standing on another, is resolved`() {
        var text = "view: v { dimension: f0 { primary_key: yes type: number }\n"
        for number in 1..<20_000 {
            let kind = number % 4 == 0 ? "measure: f\(number) { type: sum" : "dimension: f\(number) { type: number"
            let base = number % 100 < 2 ? 0 : (number - 1) % 4 == 0 ? number - 2 : number - 1
            text += "  \(kind) sql: ${f\(base)} + 1 ;; }\n"
        }
        let project = shop(text + "}\nexplore: v {}")
        #expect(project.explore("v")?.fields.count == 20_000)
        #expect(!project.hasErrors)
    }

    @Test(.timeLimit(.minutes(5)), arguments: ["star", "chain"])
    func `an explore of five hundred joins is resolved`(_ shape: String) {
        var text = "view: v0 { dimension: id { primary_key: yes } dimension: parent {} measure: n { type: count } }\n"
        var joins = ""
        for number in 1...500 {
            text +=
                "view: v\(number) { dimension: id { primary_key: yes } dimension: parent {} measure: n { type: count } }\n"
            let parent = shape == "star" ? 0 : number - 1
            joins +=
                "  join: v\(number) { relationship: one_to_many sql_on: ${v\(parent).id} = ${v\(number).parent} ;; }\n"
        }
        let project = shop(text + "explore: v0 {\n\(joins)}")
        #expect(!project.hasErrors)
        #expect(project.explore("v0")?.views.count == 501)
        #expect(project.explore("v0")?.fields.count == 501 * 3)
    }

    @Test(.timeLimit(.minutes(5))) func `five thousand views in as many files are resolved`() {
        var files: [String: String] = [:]
        for number in 0..<5_000 {
            files["views/v\(number).view.lkml"] = """
                view: v\(number) {
                  sql_table_name: raw.v\(number) ;;
                  dimension: id { primary_key: yes type: number }
                  dimension: name { label: "Name" }
                  dimension_group: created { type: time timeframes: [raw, date, month] }
                  dimension: size { type: tier tiers: [1, 10] sql: ${id} ;; }
                  measure: count { type: count drill_fields: [id, name] }
                  measure: total { type: sum sql: ${id} ;; }
                }
                """
        }
        var model = "include: \"/views/*.view\"\n"
        for number in 0..<1_000 {
            model +=
                "explore: v\(number * 5) { join: v\(number * 5 + 1) { sql_on: ${v\(number * 5).id} = ${v\(number * 5 + 1).id} ;; } }\n"
        }
        files["m.model.lkml"] = model
        let before = Self.residentMiB()
        let project = project(files)
        #expect(project.problems == [])
        #expect(project.models.first?.explores.count == 1_000)
        #expect(project.models.first?.explore("v4995")?.field("v4996.total") != nil)
        #expect(Self.residentMiB() - before < 1_500)
    }

    // MARK: Depth

    @Test(.timeLimit(.minutes(2))) func `what is nested without end is an error and not the end of the process`() {
        let deep = 100_000
        for (text, code) in [
            (String(repeating: "view: v { ", count: deep), "syntax-too-deep"),
            ("view: v { dimension: a { sql: " + String(repeating: "(", count: deep) + " ;; } } explore: v {}", nil),
            ("view: v { dimension: a { sql: " + String(repeating: "${", count: deep) + " ;; } } explore: v {}", nil),
            (
                "view: v { dimension: a { sql: " + String(repeating: "{% if 1 %}", count: deep)
                    + " ;; } } explore: v {}", nil
            ),
            ("view: v { dimension: a { label: \"" + String(repeating: "@{", count: deep) + "\" } } explore: v {}", nil),
            ("include: \"" + String(repeating: "**/", count: deep) + "x\"", nil),
            ("include: \"/" + String(repeating: "*a", count: 2_000) + "b\"", nil),
        ] as [(String, String?)] {
            let project = shop(text)
            if let code { #expect(project.diagnostics.contains { $0.code == code }) }
        }
    }

    @Test(.timeLimit(.minutes(2))) func `chains of parents, includes and joins may be long`() {
        var text = "view: v0 { dimension: a { label: \"first\" } }\n"
        for step in 1...3_000 { text += "view: v\(step) { extends: [v\(step - 1)] }\n" }
        let project = shop(text + "explore: v3000 {}")
        if project.hasErrors {
            #expect(project.diagnostics.contains { $0.message.contains("v") && $0.severity == .error })
        } else {
            #expect(project.field("v3000.a")?.labelShort == "first")
        }
    }

    @Test(.timeLimit(.minutes(2))) func `a thousand refinements of one view apply in their order`() {
        var text = "view: v { dimension: a { label: \"0\" } }\n"
        for step in 1...1_000 { text += "view: +v { dimension: a { label: \"\(step)\" } dimension: b\(step) {} }\n" }
        let project = shop(text + "explore: v {}")
        #expect(project.field("v.a")?.labelShort == "1000")
        #expect(project.explore("v")?.fields.count == 1_001)
    }

    /// What the process holds in memory now.
    private static func residentMiB() -> Int {
        guard let text = try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8),
            let pages = text.split(separator: " ").dropFirst().first.flatMap({ Int($0) })
        else { return 0 }
        return pages * 4_096 >> 20
    }
}
