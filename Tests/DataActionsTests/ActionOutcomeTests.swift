import JSON
import SemanticModel
import Testing

@testable import DataActions

@Suite struct ActionOutcomeTests {
    private func outcome(_ status: Int, _ body: String) -> ActionOutcome {
        ActionOutcome(ActionReply(status: status, body: Array(body.utf8)), from: "x.org")
    }

    @Test(arguments: [
        "", "OK", "{}", "[]", #"{"looker": {}}"#, #"{"looker": {"success": true}}"#, #"{"success": false}"#,
    ])
    func `a status that is fine is a success unless the answer says otherwise`(_ body: String) {
        #expect(outcome(200, body) == ActionOutcome(isSuccess: true))
        #expect(outcome(204, body) == ActionOutcome(isSuccess: true))
    }

    @Test func `an answer may ask for another run, and say something`() {
        let said = outcome(200, #"{"looker": {"success": true, "refresh_query": true, "message": "Sent."}}"#)
        #expect(said.isSuccess && said.refreshesQuery && said.message == "Sent.")
        #expect(!outcome(200, #"{"looker": {"success": false, "refresh_query": true}}"#).refreshesQuery)
    }

    @Test func `a failure always says something`() {
        #expect(
            outcome(200, #"{"looker": {"success": false}}"#).message
                == "x.org says that the action failed, and not why.")
        #expect(outcome(500, "<html>").message == "x.org answered 500.")
        #expect(
            outcome(403, #"{"looker": {"success": true, "message": "No."}}"#)
                == ActionOutcome(isSuccess: false, message: "No."))
        #expect(
            outcome(200, #"{"looker": {"success": false, "message": "\#(String(repeating: "x", count: 9_000))"}}"#)
                .message?.count == 2_000)
    }

    @Test(arguments: [
        #"{"looker": {"success": false, "validation_errors": {"title": "Too short.", "body": ["Empty.", "Odd."]}}}"#,
        #"{"looker": {"validation_errors": [{"field": "title", "message": "Too short."}, "#
            + #"{"field": "body", "message": "Empty."}, {"field": "body", "message": "Odd."}]}}"#,
    ]) func `what is wrong with a field is told by its name`(_ body: String) {
        let expected = ActionOutcome(
            isSuccess: false,
            objections: [
                .init(field: "title", message: "Too short."), .init(field: "body", message: "Empty."),
                .init(field: "body", message: "Odd."),
            ])
        #expect(outcome(200, body) == expected)
        #expect(outcome(422, body) == expected)
    }
}

@Suite struct ActionFormTests {
    private func read(_ body: String, status: Int = 200) throws -> [FieldAction.FormParameter] {
        try ActionForm.read(ActionReply(status: status, body: Array(body.utf8)), from: "x.org")
    }

    @Test func `a form is a list of fields, or has one`() throws {
        let list =
            #"[{"name": "a", "label": "A", "description": "d", "required": true, "default": 5}, "#
            + #"{"name": "b", "type": "select", "required": "yes", "#
            + #""options": [{"name": "x", "label": "X"}, {"name": 2}]}]"#
        let expected: [FieldAction.FormParameter] = [
            .init(name: "a", type: "string", label: "A", description: "d", defaultValue: "5", isRequired: true),
            .init(
                name: "b", type: "select", isRequired: true,
                options: [.init(name: "x", value: "X"), .init(name: "2", value: "2")]),
        ]
        #expect(try read(list) == expected)
        #expect(try read(#"{"fields": \#(list), "state": {}}"#) == expected)
        #expect(try read("[]") == [])
    }

    @Test(arguments: [
        ("", "it is not JSON"), ("{}", "it is not a list of fields"), ("[{}]", "a field has no `name`"),
        (#"[{"name": "a", "type": "oauth_link"}]"#, "the field `a` is of the type `oauth_link`"),
        (#"[{"name": "a"}, {"name": "a"}]"#, "there are two fields `a`"),
        ("[" + Array(repeating: "{}", count: 101).joined(separator: ",") + "]", "it has more than 100 fields"),
    ]) func `a form that can't be shown says why`(_ body: String, _ why: String) {
        #expect(throws: ActionFailure.unreadableForm(authority: "x.org", why: why)) { try read(body) }
    }

    @Test func `an answer that failed is no form`() {
        #expect(throws: ActionFailure.noForm(authority: "x.org", status: 404)) { try read("[]", status: 404) }
    }

    @Test func `values are checked before anything is sent`() {
        let fields: [FieldAction.FormParameter] = [
            .init(name: "title", type: "string", isRequired: true), .init(name: "note", type: "textarea"),
            .init(name: "size", type: "select", options: [.init(name: "s", value: "Small")]),
        ]
        #expect(ActionForm.objections(to: ["title": "x", "size": "s"], in: fields) == [])
        #expect(ActionForm.objections(to: ["title": "x", "size": ""], in: fields) == [])
        #expect(
            ActionForm.objections(to: ["title": "", "size": "Small", "b": "1"], in: fields) == [
                .init(field: "title", message: "This is required."),
                .init(field: "size", message: "This is not one of the options."),
                .init(field: "b", message: "The action has no field of this name."),
            ])
    }
}
