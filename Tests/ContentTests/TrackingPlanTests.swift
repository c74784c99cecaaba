import Foundation
import JSON
import Testing

@testable import Content

@Suite struct TrackingPlanTests {
    private func store() throws -> ContentStore {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString + ".sqlite").path
        return ContentStore(try ContentDatabase(path: path)) { Date(milliseconds: 1_000) }
    }

    private func signUp() -> PlannedEvent {
        var event = PlannedEvent(name: "sign up")
        event.description = "An account was made"
        event.category = "Accounts"
        event.tags = ["growth"]
        var plan = PlannedProperty(name: "plan")
        (plan.kind, plan.values, plan.isRequired) = (.enum, ["free", "pro"], true)
        var teams = PlannedProperty(name: "teams")
        (teams.kind, teams.isList) = (.string, true)
        event.properties = [plan, teams]
        return event
    }

    @Test func `a planned event is read as it was written, with its category`() async throws {
        let store = try store()
        try await store.plan([signUp()], of: 1)
        let plan = try await store.trackingPlan(of: 1)
        var read = try #require(plan.event("sign up"))
        #expect(read.version == 1_000)
        read.version = 0
        #expect(read == signUp())
        #expect(plan.categories == ["Accounts"])
        #expect(try await store.trackingPlan(of: 2) == TrackingPlan())
    }

    @Test func `what the Taxonomy API says of an event stays, and what it plans is planned`() async throws {
        let store = try store()
        let body = JSONObject([("event_type", "sign up"), ("is_hidden_from_timeline", true), ("owner", "ann")])
        _ = try await store.addRecord("taxonomy/event", key: "sign up", body, project: 1)
        let shared = JSONObject([("event_property", "page"), ("type", "string")])
        _ = try await store.addRecord("taxonomy/event-property", key: "page", shared, project: 1)
        let plan = try await store.trackingPlan(of: 1)
        #expect(plan.events.map(\.owner) == ["ann"] && plan.shared.map(\.name) == ["page"])
        try await store.plan([signUp()], of: 1)
        let record = try #require(try await store.records("taxonomy/event", project: 1).first)
        #expect(record.body["is_hidden_from_timeline"] == true && record.body["owner"] == nil)
        let properties = try await store.records("taxonomy/event-property", project: 1)
        #expect(properties.map(\.key) == ["page", "sign up\u{1F}plan", "sign up\u{1F}teams"])
        #expect(properties[1].body["enum_values"] == ["free", "pro"])
    }

    @Test func `properties that an event has no longer are deleted, those of others stay`() async throws {
        let store = try store()
        var other = signUp()
        other.name = "sign up again"
        try await store.plan([signUp(), other], of: 1)
        var event = signUp()
        event.properties.removeFirst()
        try await store.plan([event], of: 1)
        let plan = try await store.trackingPlan(of: 1)
        #expect(plan.event("sign up")?.properties.map(\.name) == ["teams"])
        #expect(plan.event("sign up again")?.properties.map(\.name) == ["plan", "teams"])
    }

    @Test func `a change of what somebody else has changed is refused`() async throws {
        let store = try store()
        try await store.plan([signUp()], of: 1, version: 0)
        await #expect(throws: ContentError.self) { try await store.plan([signUp()], of: 1, version: 0) }
        try await store.plan([signUp()], of: 1, version: 1_000)
        #expect(try await store.trackingPlan(of: 1).events.map(\.version) == [1_001])
    }

    @Test func `an event that was taken out comes back with its properties, and blocks nothing meanwhile`() async throws
    {
        let store = try store()
        var event = signUp()
        event.status = .blocked
        try await store.plan([event], of: 1)
        #expect(try await store.blockedTypes() == [1: ["sign up"]])
        #expect(try await store.unplan("sign up", of: 1))
        #expect(try await !store.unplan("sign up", of: 1))
        #expect(try await store.blockedTypes().isEmpty)
        #expect(try await store.trackingPlan(of: 1).events.isEmpty)
        try await store.plan([signUp()], of: 1, version: 0)
        #expect(try await store.trackingPlan(of: 1).events.map(\.properties.count) == [2])
    }

    @Test func `a renamed event takes its properties along, and is found by the name that it had`() async throws {
        let store = try store()
        try await store.plan([signUp()], of: 1)
        var event = signUp()
        event.name = "SignedUp"
        event.owner = "Growth"
        await #expect(throws: ContentError.self) { try await store.rename("sign up", to: event, of: 1, version: 7) }
        try await store.rename("sign up", to: event, of: 1, version: 1_000)
        let plan = try await store.trackingPlan(of: 1)
        #expect(plan.events.map(\.name) == ["SignedUp"] && plan.events.map(\.owner) == ["Growth"])
        #expect(plan.events.map { $0.properties.map(\.name) } == [["plan", "teams"]])
        #expect(plan.event(formerly: "sign up")?.name == "SignedUp" && plan.event(formerly: "SignedUp") == nil)
        // Back again: a name that it has is none that it had.
        try await store.rename("SignedUp", to: signUp(), of: 1)
        #expect(try await store.trackingPlan(of: 1).events.map(\.formerNames) == [["SignedUp"]])
    }

    @Test func `the name of another planned event is taken, that of one that was taken out is free`() async throws {
        let store = try store()
        var other = PlannedEvent(name: "join")
        other.properties = [PlannedProperty(name: "old")]
        try await store.plan([signUp(), other], of: 1)
        var event = signUp()
        event.name = "join"
        await #expect(throws: ContentError.self) { try await store.rename("sign up", to: event, of: 1) }
        #expect(try await store.trackingPlan(of: 1).event("sign up")?.properties.count == 2)
        _ = try await store.unplan("join", of: 1)
        try await store.rename("sign up", to: event, of: 1)
        let plan = try await store.trackingPlan(of: 1)
        #expect(plan.events.map(\.name) == ["join"] && plan.events[0].properties.map(\.name) == ["plan", "teams"])
        await #expect(throws: ContentError.self) { try await store.rename("sign up", to: signUp(), of: 1) }
    }

    @Test func `renaming through the Taxonomy API is the same`() async throws {
        let store = try store()
        try await store.plan([signUp()], of: 1)
        var record = try #require(try await store.records("taxonomy/event", project: 1).first)
        record.key = "SignedUp"
        #expect(try await store.changeRecord(record, project: 1))
        let plan = try await store.trackingPlan(of: 1)
        #expect(plan.event("SignedUp")?.properties.map(\.name) == ["plan", "teams"])
        #expect(plan.event("SignedUp")?.formerNames == ["sign up"])
    }
}
