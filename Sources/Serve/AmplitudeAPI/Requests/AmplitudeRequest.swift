internal import Foundation
internal import FrontDoor
internal import Hummingbird
internal import JSON

/// A request whose sender has proved which project they may read.
struct AmplitudeRequest: Sendable {
    let access: AmplitudeAccess
    let query: FormFields
    /// Empty where none was sent.
    let body: [UInt8]
    private let parameters: Parameters

    init(access: AmplitudeAccess, query: FormFields, body: [UInt8], parameters: Parameters) {
        self.access = access
        self.query = query
        self.body = body
        self.parameters = parameters
    }

    var project: Int { access.project }

    /// A part of the path, decoded.
    func part(_ name: String) -> String {
        guard let text = parameters.get(name) else { return "" }
        return text.removingPercentEncoding ?? text
    }

    /// The body as JSON.
    func json() throws(AmplitudeFailure) -> JSONValue {
        guard let value = try? JSONValue.parse(body), value.objectValue != nil else {
            throw .invalid("The body has to be a JSON object.")
        }
        return value
    }

    /// The fields of the body, whether they come as a form or as a JSON object; else those of the query string.
    func fields() throws(AmplitudeFailure) -> FormFields {
        guard let first = body.first(where: { $0 > 0x20 }) else { return query }
        guard first == UInt8(ascii: "{") else { return FormFields(String(decoding: body, as: UTF8.self)) }
        var fields = FormFields()
        for (name, value) in try json().objectValue?.members ?? [] where !value.isNull {
            fields.append(name, value.stringValue ?? value.text)
        }
        return fields
    }
}
