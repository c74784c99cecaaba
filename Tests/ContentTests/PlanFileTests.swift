import JSON
import Testing

@testable import Content

@Suite struct PlanFileTests {
    private func plan() -> TrackingPlan {
        var event = PlannedEvent(name: "sign up")
        event.description = "An account, \"made\"\nby somebody"
        event.tags = ["growth", "web"]
        event.status = .deprecated
        var plan = PlannedProperty(name: "plan")
        (plan.kind, plan.values, plan.isRequired) = (.enum, ["free", "a|b"], true)
        var teams = PlannedProperty(name: "teams")
        (teams.kind, teams.isList) = (.string, true)
        event.properties = [plan, teams]
        var all = TrackingPlan()
        all.events = [event, PlannedEvent(name: "open")]
        return all
    }

    private func problems(_ reading: PlanFile.Reading) -> [String] {
        reading.problems.map { "\($0.row ?? 0) \($0.event): \($0.message)" }
    }

    @Test func `a plan is the same after a way through CSV or JSON`() {
        for text in [PlanFile.csv(plan()), PlanFile.json(plan()).text] {
            let reading = PlanFile.read(text, over: TrackingPlan())
            #expect(reading.events == plan().events)
            #expect(reading.problems.isEmpty)
        }
    }

    @Test func `CSV has a line for each property`() {
        #expect(
            PlanFile.csv(plan()) == """
                event,display_name,description,category,owner,tags,status,property,property_description,type,is_list,\
                is_required,values\r
                sign up,,"An account, ""made""\nby somebody",,,growth|web,deprecated,plan,,enum,no,yes,"[""free"",""a|b""]"\r
                sign up,,"An account, ""made""\nby somebody",,,growth|web,deprecated,teams,,string,yes,no,\r
                open,,,,,,live,,,,,,\r\n
                """)
    }

    @Test func `columns that a file doesn't have stay as planned`() {
        let reading = PlanFile.read("Event;Owner\nsign up;ann\nnew;bob\n", over: plan())
        #expect(reading.problems.isEmpty)
        #expect(reading.events.map(\.owner) == ["ann", "bob"])
        #expect(reading.events[0].tags == ["growth", "web"] && reading.events[0].properties.count == 2)
        let emptied = PlanFile.read("event,property,type\nsign up,,\n", over: plan())
        #expect(emptied.events.map(\.properties.count) == [0])
    }

    @Test func `values alone make a property one of them`() {
        let reading = PlanFile.read("event,property,values\nbuy,size,s| m |l\n", over: TrackingPlan())
        #expect(reading.events[0].properties[0].kind == .enum)
        #expect(reading.events[0].properties[0].values == ["s", "m", "l"])
    }

    @Test func `what is wrong is said by row`() {
        let reading = PlanFile.read(
            "event,status,property,type\na,gone,x,text\na,,x,number\n,,y,\n$identify,blocked,,\nb,,z,enum\n",
            over: TrackingPlan())
        #expect(
            problems(reading).sorted() == [
                "2 a: There are two properties named x.", "2 a: status has to be planned, live, deprecated or blocked.",
                "2 a: type has to be string, number, boolean, enum or any.", "4 : Say which type of event it is.",
                "5 $identify: $identify keeps people and sessions apart, and can't be blocked.",
                "6 b: Say which values z may have.",
            ])
        #expect(problems(PlanFile.read("[1", over: plan())).count == 1)
        #expect(
            problems(PlanFile.read("name,type\na,b\n", over: plan())) == [
                "1 : The first line has to name the columns, one of them event."
            ])
        let twice = PlanFile.read(#"[{"name":"a"},{"name":"a"}]"#, over: plan())
        #expect(problems(twice) == ["0 a: The event is there twice."])
    }
}
