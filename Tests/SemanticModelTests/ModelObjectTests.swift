import LookML
import Testing

@testable import SemanticModel

@Suite struct ModelObjectTests {
    private func codes(_ project: Project) -> [String] {
        project.diagnostics.filter { $0.code != "unsupported-parameter" }.map { "\($0.code) \($0.location.line)" }
    }

    @Test func `datagroups keep their triggers, durations in seconds`() {
        let project = shop(
            """
            datagroup: nightly { sql_trigger: SELECT max(id) FROM x ;; max_cache_age: "24 hours" label: "N" description: "D" }
            datagroup: often { interval_trigger: "30 minutes" }
            datagroup: never {}
            datagroup: often { max_cache_age: "1 week" }
            """)
        let groups = project.models.first?.datagroups ?? []
        #expect(groups.map(\.name) == ["nightly", "often", "never"])
        #expect(groups.first?.sqlTrigger?.written == "SELECT max(id) FROM x")
        #expect(groups.map(\.maxCacheAge) == [86_400, nil, nil])
        #expect(groups.map(\.interval) == [nil, 1800, nil])
        #expect([groups.first?.label, groups.first?.description] == ["N", "D"])
        #expect(codes(project) == ["missing-parameter 3", "duplicate-name 4"])
    }

    @Test(arguments: [
        ("", 3600), ("persist_for: \"10 minutes\"", 600), ("persist_for: \"0 seconds\"", 0),
        ("persist_for: \"2 days\"", 172_800),
    ])
    func `results live as long as the model says`(_ text: String, _ seconds: Int) {
        #expect(
            shop("\(text)\nview: v { dimension: a {} } explore: v {}").explore("v")?.cachePolicy == .lifetime(seconds))
    }

    @Test func `an explore's caching beats its model's`() {
        let project = shop(
            """
            persist_with: nightly
            datagroup: nightly { max_cache_age: "1 day" }
            view: v { dimension: a {} }
            explore: v {}
            explore: w { view_name: v persist_for: "5 minutes" }
            explore: x { view_name: v persist_with: nigthly }
            """)
        #expect(project.models.first?.cachePolicy == .datagroup("nightly"))
        #expect(project.explore("v")?.cachePolicy == .datagroup("nightly"))
        #expect(project.explore("w")?.cachePolicy == .lifetime(300))
        #expect(project.explore("x")?.cachePolicy == .datagroup("nightly"))
        #expect(project.problems.contains("error unknown-datagroup shop.model.lkml:6:41 → nightly"))
    }

    @Test func `map layers are found by dimensions`() {
        let project = shop(
            """
            map_layer: districts { file: "/maps/d.topojson" property_key: "NAME" feature_key: "all" projection: "" }
            map_layer: tiles { url: "https://x/{z}" extents_json_url: "https://x/e.json" min_zoom_level: 2 max_zoom_level: 9 }
            map_layer: nothing {}
            view: v {
              dimension: a { map_layer_name: districts }
              dimension: b { map_layer_name: us_states }
              dimension: c { map_layer_name: distrcts }
            }
            explore: v {}
            """)
        let layers = project.models.first?.mapLayers ?? []
        #expect(layers.map(\.name) == ["districts", "tiles"])
        #expect(layers.map(\.format) == [.topojson, .vectorTiles])
        #expect(layers.first?.source == .file("/maps/d.topojson"))
        #expect(layers.first?.propertyKey == "NAME")
        #expect(layers.last?.maxZoom == 9)
        #expect(project.field("v.a")?.details.mapLayer == "districts")
        #expect(codes(project) == ["missing-parameter 3", "unknown-map-layer 7"])
    }

    @Test func `named formats may be strict`() {
        let project = shop(
            "named_value_format: a { value_format: \"0\" strict_value_format: yes } named_value_format: b { value_format: \"0\" }"
        )
        #expect(project.models.first?.strictValueFormats == ["a"])
        #expect(project.problems == [])
    }

    @Test func `the manifest is kept, and what it imports is reported`() {
        let project = project([
            "manifest.lkml": """
            project_name: "shop"
            constant: A { value: "1" export: override_required }
            constant: B { value: "2" }
            local_dependency: { project: "base" override_constant: X { value: "y" } }
            remote_dependency: far { url: "https://x/far.git" ref: "main" }
            localization_settings: { default_locale: en }
            """
        ])
        let manifest = project.manifest
        #expect(manifest.projectName == "shop")
        #expect(manifest.constants.map(\.name) == ["A", "B"])
        #expect(manifest.constants.map(\.export) == [.overrideRequired, .none])
        #expect(manifest.dependencies.map(\.project) == ["base", "far"])
        #expect(manifest.dependencies.map(\.url) == [nil, "https://x/far.git"])
        #expect(manifest.dependencies.first?.overrides == ["X": "y"])
        #expect(
            project.problems == [
                "warning unsupported-parameter manifest.lkml:4:1", "warning unsupported-parameter manifest.lkml:5:1",
                "warning unsupported-parameter manifest.lkml:6:1",
            ])
    }

    @Test func `tests are queries with assertions`() {
        let project = shop(
            """
            view: v { dimension: a {} measure: n { type: count } }
            explore: v {}
            test: enough {
              explore_source: v { column: n {} filters: [a: "x"] sorts: [n: desc] limit: 1 }
              assert: some { expression: ${v.n} > 0 ;; }
              assert: few { expression: ${v.n} < 9 ;; }
            }
            test: empty { assert: x { expression: yes ;; } }
            test: wrong { explore_source: v { column: m {} } assert: x { expression: yes ;; } }
            test: lost { explore_source: vv { column: n {} } assert: x { expression: yes ;; } }
            """)
        let tests = project.models.first?.tests ?? []
        #expect(tests.map(\.name) == ["enough"])
        #expect(tests.first?.assertions.map(\.expression) == ["${v.n} > 0", "${v.n} < 9"])
        #expect(tests.first?.source.columns == [.init(name: "n", field: "v.n")])
        #expect(tests.first?.source.filters == [FieldFilterText(field: "v.a", expression: "x")])
        #expect(tests.first?.source.sorts == ["v.n desc"])
        #expect(tests.first?.source.limit == 1)
        #expect(codes(project) == ["missing-parameter 8", "unknown-field 9", "unknown-explore 10"])
    }

    @Test(arguments: [
        ("24 hours", 86_400), ("1 hour", 3600), ("90 seconds", 90), ("2 weeks", 1_209_600), ("15", 15),
        ("3 Days", 259_200),
    ])
    func `durations are counts of units`(_ text: String, _ seconds: Int) {
        #expect(DurationText.seconds(text) == seconds)
    }

    @Test(arguments: ["", "hours", "-1 hours", "1 fortnight", "1.5 hours", "1 hour 2", "9223372036854775807 weeks"])
    func `other text is no duration`(_ text: String) {
        #expect(DurationText.seconds(text) == nil)
        let project = shop("persist_for: \"\(text)\"")
        #expect(project.problems.contains("error wrong-type shop.model.lkml:1:14"))
    }
}
