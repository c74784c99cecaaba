import JSON
import ProductAnalytics
import Testing

struct AmplitudeCohortTests {
    @Test func `definitions of version 3 are read into ours`() throws {
        let text = """
            {"version":3,"andClauses":[
              {"negated":false,"orClauses":[{"type":"event","metric":"event_count","type_value":"buy","operator":">=",
                "operator_value":2,"time_type":"rolling","time_value":30,"interval":1,"offset":0,
                "group_by":[{"type":"event","group_type":"User","value":"size","operator":"is","values":["L"]}]}]},
              {"negated":true,"orClauses":[{"type":"event","metric":"event_count","type_value":"cancel","operator":">=",
                "operator_value":1,"time_type":"since","time_value":"20260301"},
                {"type":"cohort","type_value":"staff"}]},
              {"negated":false,"orClauses":[{"type":"user_property","prop":"gp:plan","operator":"is not","values":["free","(none)"]},
                {"type":"new_user","time_type":"absolute","time_value":["2026-03-02","2026-03-08"]},
                {"type":"event","type_value":"open","operator":"=","operator_value":0,"time_type":"allTime"}]}],
             "cohortType":"UNIQUES","countGroup":{"name":"User","is_computed":false},"referenceFrameTimeParams":{}}
            """
        let expected = CohortDefinition([
            .init([
                CohortClause(
                    .did(
                        EventSelection("buy", where: [PropertyFilter(.event("size"), .is, ["L"])]),
                        CohortComparison(.atLeast, 2)), .range(.last(30, .day, complete: false)))
            ]),
            .init(
                [
                    CohortClause(
                        .did(EventSelection("cancel"), CohortComparison(.atLeast, 1)),
                        .range(.since(.init(year: 2026, month: 3, day: 1)))),
                    CohortClause(.inCohort("staff")),
                ], isNegated: true),
            .init([
                CohortClause(.propertyNow(PropertyFilter(.user("plan"), .isNot, ["free", nil]))),
                CohortClause(
                    .new,
                    .range(
                        .days(from: .init(year: 2026, month: 3, day: 2), until: .init(year: 2026, month: 3, day: 9)))),
                CohortClause(.didNot(EventSelection("open"))),
            ]),
        ])
        #expect(try CohortDefinition(JSONValue.parse(text)) == expected)
    }

    @Test func `what is not known is told`() throws {
        let text = #"{"version":3,"andClauses":[{"orClauses":[{"type":"predicted","x":1}]}]}"#
        do {
            _ = try CohortDefinition(JSONValue.parse(text))
            Issue.record("read")
        } catch let error as ChartError {
            let expected = """
                andClauses[0].orClauses[0].type: A clause of type "predicted" is not known. Known: event, property, new, \
                active, cohort.
                """
            #expect(error.description.hasPrefix(expected))
        }
    }
}
