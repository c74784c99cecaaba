internal import JSON
package import SemanticModel

/// The fields that somebody fills in before an action is sent.
enum ActionForm {
    static let types = ["string", "textarea", "select"]
    private static let mostFields = 100

    /// What the address of a form answered: a list of fields, or an object that has it as `fields`.
    static func read(
        _ reply: ActionReply, from authority: String
    ) throws(ActionFailure) -> [FieldAction.FormParameter] {
        func unreadable(_ why: String) -> ActionFailure { .unreadableForm(authority: authority, why: why) }
        guard (200..<300).contains(reply.status) else { throw .noForm(authority: authority, status: reply.status) }
        guard let json = try? JSONValue.parse(reply.body) else { throw unreadable("it is not JSON") }
        guard let list = json.arrayValue ?? json["fields"]?.arrayValue else {
            throw unreadable("it is not a list of fields")
        }
        guard list.count <= mostFields else { throw unreadable("it has more than \(mostFields) fields") }
        var fields: [FieldAction.FormParameter] = []
        for item in list {
            guard let field = FieldAction.FormParameter(item) else { throw unreadable("a field has no `name`") }
            guard types.contains(field.type) else {
                throw unreadable("the field `\(field.name)` is of the type `\(field.type)`")
            }
            guard !fields.contains(where: { $0.name == field.name }) else {
                throw unreadable("there are two fields `\(field.name)`")
            }
            fields.append(field)
        }
        return fields
    }

    /// What is wrong with the values that somebody filled in.
    ///
    /// - Parameter fields: The whole form.
    static func objections(
        to values: [String: String], in fields: [FieldAction.FormParameter]
    ) -> [ActionOutcome.Objection] {
        var objections: [ActionOutcome.Objection] = []
        for field in fields {
            let value = values[field.name] ?? ""
            if value.isEmpty {
                if field.isRequired { objections.append(.init(field: field.name, message: "This is required.")) }
            } else if field.type == "select", !field.options.contains(where: { $0.name == value }) {
                objections.append(.init(field: field.name, message: "This is not one of the options."))
            }
        }
        for name in values.keys.sorted() where !fields.contains(where: { $0.name == name }) {
            objections.append(.init(field: name, message: "The action has no field of this name."))
        }
        return objections
    }
}
