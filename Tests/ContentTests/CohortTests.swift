import Foundation
import JSON
import LookML
import SemanticModel
import Testing

@testable import Content

@Suite struct CohortTests {
    private func read(_ text: String, file: String = "content/cohorts/a.yaml") -> ContentFiles {
        ContentFiles.read(project: shop(), files: [(file, text)])
    }

    private func problems(_ files: ContentFiles) -> [String] {
        files.diagnostics.map { "\($0.location.line):\($0.location.column) \($0.code)" }
    }

    private static let often = """
        cohort: often
        definition: {all_of: [{clause: did, event: open, value: 3}]}
        """

    @Test func `cohorts are read from YAML and JSON, by name`() {
        let files = read(
            """
            - cohort: often
              description: Who comes often.
              definition:
                all_of: [{clause: did, event: open, value: 3}]
            - cohort: {name: invited, definition: {user_ids: [amy, bob]}}
            """)
        #expect(problems(files) == [])
        #expect(files.cohorts.map(\.name) == ["invited", "often"])
        #expect(files.cohorts[0].definition["user_ids"] == ["amy", "bob"])
        let json = read(
            #"{"cohort": "x", "definition": {"groups": ["acme"], "count_by": "company"}}"#, file: "c/x.json")
        #expect(problems(json) == [] && json.cohorts.map(\.name) == ["x"])
    }

    @Test func `what is wrong with a cohort is reported where it stands`() {
        let files = read(
            """
            - cohort: often
              definition:
                all_of:
                  - {clause: did, event: open, op: ">>"}
                  - any_of: [{clause: dod, event: open}]
            - cohort: none
            - cohort: often@3
              definition: {user_ids: [a]}
            """)
        #expect(problems(files) == ["4:36 bad-cohort", "5:19 bad-cohort", "6:3 missing-key", "7:3 bad-cohort"])
        #expect(files.cohorts.isEmpty)
    }

    @Test func `cohorts that nobody has and circles are reported where they are named`() {
        let files = read(
            """
            - cohort: a
              definition: {all_of: [{clause: in_cohort, cohort: b}]}
            - cohort: b
              definition: {all_of: [{clause: in_cohort, cohort: a}]}
            - cohort: c
              definition: {all_of: [{clause: in_cohort, cohort: bb}]}
            - chart: 1
              title: One
              definition: {chart: lifecycle, segments: [{cohorts: [a, {cohort: d, version: 2}]}]}
            """)
        #expect(
            problems(files) == [
                "2:53 bad-cohort", "4:53 bad-cohort", "6:53 unknown-cohort", "9:68 unknown-cohort",
            ])
        #expect(files.diagnostics.first { $0.code == "unknown-cohort" }?.severity == .warning)
    }

    private func store() throws -> ContentStore {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString + ".sqlite").path
        return ContentStore(try ContentDatabase(path: path)) { Date(milliseconds: 1_000) }
    }

    private static func did(_ event: String) -> JSONObject {
        JSONObject([("all_of", [["clause": "did", "event": .string(event)]])])
    }

    @Test func `each change is a version, and nothing is lost in the trash`() async throws {
        let store = try store()
        let first = try await store.saveCohort(named: "x", description: "", definition: Self.did("a"), by: .program)
        #expect(first.version == 1 && first.source == .database)
        let second = try await store.changeCohort("x", definition: Self.did("b"), note: "b counts", by: .program)
        #expect(second.version == 2 && second.note == "b counts")
        #expect(try await store.changeCohort("x", definition: Self.did("b"), by: .program).version == 2)
        #expect(try await store.cohort("x", version: 1)?.definition == Self.did("a"))
        #expect(try await store.cohort(first.id)?.definition == Self.did("b"))
        #expect(try await store.versions(ofCohort: "x").map(\.version) == [2, 1])
        await #expect(throws: ContentError.self) {
            _ = try await store.saveCohort(named: "x", description: "", definition: Self.did("a"), by: .program)
        }
        let stamp = try await store.cohortStamp()
        try await store.deleteCohort("x", by: .program)
        #expect(try await store.cohort("x") == nil)
        #expect(try await store.cohortStamp() != stamp)
        // The name is free meanwhile.
        _ = try await store.saveCohort(named: "x", description: "", definition: Self.did("c"), by: .program)
        await #expect(throws: ContentError.self) { _ = try await store.restoreCohort("x", by: .program) }
        try await store.deleteCohort("x", by: .program)
        #expect(try await store.restoreCohort(first.id, by: .program).definition == Self.did("b"))
    }

    @Test func `a file makes versions as it changes and goes on when it comes back`() async throws {
        let store = try store()
        _ = try await store.synchronise(with: read(Self.often))
        let first = try #require(try await store.cohort("often"))
        #expect(first.version == 1 && first.readOnly)
        _ = try await store.synchronise(with: read(Self.often))
        #expect(try await store.cohort("often")?.version == 1)
        await #expect(throws: ContentError.self) { try await store.deleteCohort("often", by: .program) }
        _ = try await store.synchronise(with: read("[]"))
        #expect(try await store.cohort("often") == nil)
        _ = try await store.synchronise(with: read(Self.often.replacing("value: 3", with: "value: 4")))
        let again = try #require(try await store.cohort("often"))
        #expect(again.version == 2 && again.id == first.id)
        // A broken file leaves what was read.
        _ = try await store.synchronise(with: read("cohort: often"))
        #expect(try await store.cohort("often")?.version == 2)
        // A name that was taken in Soundings stays with it.
        _ = try await store.saveCohort(named: "mine", description: "", definition: Self.did("a"), by: .program)
        let found = try await store.synchronise(with: read("cohort: mine\ndefinition: {user_ids: [a]}"))
        #expect(found.map(\.code) == ["duplicate-id"])
        #expect(try await store.cohort("mine")?.readOnly == false)
    }
}
