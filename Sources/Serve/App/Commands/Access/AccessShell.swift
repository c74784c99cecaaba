import ArgumentParser
import JSON

/// What all commands about people and access share.
struct AccessOptions: ParsableArguments {
    enum Format: String, ExpressibleByArgument { case text, json }

    @Option(name: .long, help: "text or json.")
    var format = Format.text

    @OptionGroup var state: StateOptions

    func perform(_ verb: AccessOrder.Verb, _ values: [(String, JSONValue)] = []) async throws {
        try await Shell.report {
            let answer = try await Administration.run(.access(AccessOrder(verb, values)), state: state)
            switch format {
            case .text: Shell.print(answer.text)
            case .json:
                Shell.print((answer.json.isNull ? ["message": .string(answer.text)] : answer.json).text)
            }
        }
    }

    static func list(_ texts: [String]) -> JSONValue { .array(texts.map(JSONValue.string)) }
}
