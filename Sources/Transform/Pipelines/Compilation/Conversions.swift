import JSON
import Jinja
import Yams

/// Functions of dbt that turn values into texts and back.
enum Conversions {
    static let functions: [String: JinjaValue] = [
        "fromjson": .function("fromjson") { call in
            let text = try call.required(0, "string").text
            do throws(JSONError) {
                return JinjaValue(try JSONValue.parse(text))
            } catch {
                if let fallback = call.argument(1, "default") { return fallback }
                throw JinjaError(.value, "this is not JSON: \(error)", at: call.site)
            }
        },
        "tojson": .function("tojson") { call in
            .string(json(try call.required(0, "value").json, sorted: call.argument(2, "sort_keys")?.isTrue ?? false))
        },
        "fromyaml": .function("fromyaml") { call in
            let text = try call.required(0, "value").text
            do throws(ProjectProblem) {
                return JinjaValue(try PropertyTree(yaml: text, file: call.site.template).json)
            } catch {
                if let fallback = call.argument(1, "default") { return fallback }
                throw JinjaError(.value, error.message, at: call.site)
            }
        },
        "toyaml": .function("toyaml") { call in .string(yaml(try call.required(0, "value").json)) },
        "local_md5": .function("local_md5") { call in .string(Checksum.md5(try call.required(0, "value").text)) },
    ]

    static let filters: [String: JinjaFunction] = [
        "as_text": JinjaFunction("as_text") { call in .string(try call.required(0, "value").text) },
        "as_native": JinjaFunction("as_native") { call in try call.required(0, "value") },
        "as_bool": JinjaFunction("as_bool") { call in
            let value = try call.required(0, "value")
            return .bool(value.stringValue.map { $0.lowercased() == "true" } ?? value.isTrue)
        },
        "as_number": JinjaFunction("as_number") { call in
            let value = try call.required(0, "value")
            guard let text = value.stringValue else { return value }
            if let number = Int64(text) { return .int(number) }
            if let number = Double(text) { return .double(number) }
            throw JinjaError(.value, "`\(text)` is not a number", at: call.site)
        },
    ]

    /// JSON as Python writes it, with a blank after commas and colons.
    private static func json(_ value: JSONValue, sorted: Bool) -> String {
        if let object = value.objectValue {
            let members = sorted ? object.members.sorted { $0.key < $1.key } : object.members
            let parts = members.map { "\(JSONValue.string($0.key).text): \(json($0.value, sorted: sorted))" }
            return "{" + parts.joined(separator: ", ") + "}"
        }
        if let elements = value.arrayValue {
            return "[" + elements.map { json($0, sorted: sorted) }.joined(separator: ", ") + "]"
        }
        if case .int = value { return value.text }
        if let number = value.doubleValue { return PythonText.of(number) }
        return value.text
    }

    private static func yaml(_ value: JSONValue) -> String { (try? Yams.serialize(node: node(value))) ?? "" }

    private static func node(_ value: JSONValue) throws -> Yams.Node {
        if let object = value.objectValue {
            return try Yams.Node(object.members.map { (Yams.Node($0.key), try node($0.value)) })
        }
        if let elements = value.arrayValue { return try Yams.Node(elements.map(node)) }
        return Yams.Node(value.stringValue ?? PythonText.representation(value).lowercased())
    }
}
