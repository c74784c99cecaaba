import Dispatch
import LookML
import Synchronization
import Testing

@testable import SemanticModel

/// Explores, views and problems are resolved when they are first asked for, and nobody can tell by what they get.
@Suite struct LazyTests {
    @Test func `a value is computed once, whoever asks, and lets go of what it was computed from`() {
        final class Source: Sendable {}
        let runs = Mutex(0)
        var source: Source? = Source()
        weak let watched = source
        let lazy = Lazy { [source] in
            _ = source
            return runs.withLock { runs in
                runs += 1
                return runs
            }
        }
        source = nil
        #expect(runs.withLock { $0 } == 0)
        #expect(watched != nil)
        let seen = Mutex<Set<Int>>([])
        DispatchQueue.concurrentPerform(iterations: 64) { _ in
            let value = lazy.value
            seen.withLock { _ = $0.insert(value) }
        }
        #expect(seen.withLock { $0 } == [1])
        #expect(watched == nil)
    }

    @Test func `changing a copy of what is deferred changes nothing else`() {
        let first = Deferred(Lazy { ["a": 1] }, empty: [:])
        var second = first
        second.value["b"] = 2
        #expect(second.value == ["a": 1, "b": 2])
        #expect(first.value == ["a": 1])
    }

    private static let files = [
        "a.model.lkml": """
        include: "*.view"
        named_value_format: odd { value_format: "0.0" }
        explore: v { join: w { sql_on: ${v.id} = ${w.nothing} ;; } }
        explore: w { always_filter: { filters: [n: "many"] } }
        """,
        "b.model.lkml": """
        include: "*.view"
        named_value_format: odd { value_format: "0.000" }
        explore: v {}
        """,
        "v.view.lkml": """
        view: v {
          dimension: id { type: number value_format_name: odd }
          measure: bad { type: sum sql: ${n} ;; }
          measure: n { type: count drill_fields: [nobody] }
        }
        """,
        "w.view.lkml":
            "view: w { dimension: id {} dimension: n { type: number } } view: unused { dimension: x { type: y } }",
    ]

    @Test func `problems are complete whether they are read first or last`() {
        let expected = [
            "error unknown-field a.model.lkml:3:42", "error bad-filter a.model.lkml:4:44",
            "error measure-in-measure v.view.lkml:3:33 → Use a measure of type number.",
            "warning unknown-field v.view.lkml:4:43", "error unknown-type w.view.lkml:1:96",
        ]
        let first = project(Self.files)
        #expect(first.problems == expected)
        let last = project(Self.files)
        #expect(last.models.flatMap(\.explores).flatMap(\.fields).count == 5 + 2 + 3)
        #expect(last.problems == expected)
    }

    @Test func `an explore that is asked for by itself is the one among all`() throws {
        let alone = try #require(project(Self.files).model("a")?.explore("v"))
        let among = try #require(project(Self.files).model("a")?.explores.first)
        #expect(String(describing: alone.fields) == String(describing: among.fields))
        #expect(alone.fields.map(\.name) == ["v.id", "v.bad", "v.n", "w.id", "w.n"])
        #expect(project(Self.files).model("a")?.explore("unused") == nil)
    }

    @Test func `models share a view only where they say the same of it`() {
        let models = project(Self.files).models
        #expect(models.map { $0.explore("v")?.field("v.id")?.valueFormat } == ["0.0", "0.000"])
    }

    @Test func `explores that are put into a copy of a model are in no other`() throws {
        let model = try #require(project(Self.files).model("a"))
        var copy = model
        copy.explores = []
        #expect(copy.explore("v") == nil)
        #expect(copy.explore("v", attributes: [String: String]()) == nil)
        #expect(model.explore("v") != nil)
    }

    @Test func `all that asks at once gets the same`() {
        let model = project(Self.files).models[0]
        let names = Mutex<[[String]]>([])
        DispatchQueue.concurrentPerform(iterations: 32) { turn in
            let found = turn % 2 == 0 ? model.explore("v")?.fields : model.explores.first?.fields
            names.withLock { $0.append(found?.map(\.name) ?? []) }
        }
        #expect(Set(names.withLock { $0 }) == [["v.id", "v.bad", "v.n", "w.id", "w.n"]])
    }
}
