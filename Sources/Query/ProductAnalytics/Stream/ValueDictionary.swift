internal import JSON
internal import Synchronization

/// The values of one breakdown, each known by a small number. Shared by the parts of a pass that run side by side.
///
/// `-1` is the missing value. A value that is an array stands for its elements.
package final class ValueDictionary: Sendable {
    private struct State {
        var codes: [String: Int32] = [:]
        var numbers: [Int64: Int32] = [:]
        var entries: [Entry] = []
        /// By the text itself, so that JSON's `"a"` and an element `"a"` are one value.
        var texts: [String: Int32] = [:]
    }

    private enum Entry {
        case text(String)
        case list([Int32])
    }

    package static let none: Int32 = -1

    private let isJSON: Bool
    /// What whole numbers stand for.
    private let names: [Int64: String]?
    private let state = Mutex(State())

    /// - Parameters:
    ///   - isJSON: Whether values are read as JSON text.
    ///   - names: What the numbers stand for, where values are read as whole numbers.
    package init(isJSON: Bool, names: [Int64: String]? = nil) {
        self.isJSON = isJSON
        self.names = names
    }

    /// Whether values are read as whole numbers.
    var readsNumbers: Bool { names != nil }

    /// The codes of a column of a batch.
    func encode(_ values: [String], nulls: [Bool]?) -> [Int32] {
        state.withLock { state in
            values.indices.map { row in
                if let nulls, nulls[row] { return Self.none }
                let value = values[row]
                if let code = state.codes[value] { return code }
                let code = isJSON ? Self.decode(value, &state) : Self.code(of: value, &state)
                state.codes[value] = code
                return code
            }
        }
    }

    /// The codes of a column of numbers that stand for texts; a number that stands for none is its digits.
    func encode(_ numbers: [Int64], isNull: (Int) -> Bool) -> [Int32] {
        state.withLock { state in
            numbers.indices.map { row in
                if isNull(row) { return Self.none }
                let number = numbers[row]
                if let code = state.numbers[number] { return code }
                let code = Self.code(of: names?[number] ?? String(number), &state)
                state.numbers[number] = code
                return code
            }
        }
    }

    /// The code of a text, given a new one if it has none.
    package func code(of text: String) -> Int32 { state.withLock { Self.code(of: text, &$0) } }

    /// All values so far, elements of arrays by themselves.
    var texts: [String] { state.withLock { Array($0.texts.keys) } }

    /// Whether all values so far were missing.
    var isEmpty: Bool { state.withLock { $0.entries.isEmpty } }

    /// The text of a code; `nil` for the missing value.
    package func text(of code: Int32) -> String? {
        guard code >= 0 else { return nil }
        return state.withLock { state in
            switch state.entries[Int(code)] {
            case .text(let text): text
            case .list: nil
            }
        }
    }

    /// The values that a code stands for: itself, or each element of an array, as often as it is there. An array without elements is
    /// missing.
    package func elements(of code: Int32) -> [Int32] {
        guard code >= 0 else { return [code] }
        return state.withLock { state in
            switch state.entries[Int(code)] {
            case .text: [code]
            case .list(let codes): codes.isEmpty ? [Self.none] : codes
            }
        }
    }

    /// Whether any value is an array, so that ``elements(of:)`` has to be asked.
    package var hasLists: Bool {
        state.withLock { $0.entries.contains { if case .list = $0 { true } else { false } } }
    }

    private static func code(of text: String, _ state: inout State) -> Int32 {
        if let code = state.texts[text] { return code }
        let code = Int32(state.entries.count)
        state.entries.append(.text(text))
        state.texts[text] = code
        return code
    }

    private static func decode(_ json: String, _ state: inout State) -> Int32 {
        guard let value = try? JSONValue.parse(json) else { return code(of: json, &state) }
        switch value {
        case .null: return none
        case .string(let text): return code(of: text, &state)
        case .array(let elements):
            var codes: [Int32] = []
            for element in elements {
                let code = element.isNull ? none : Self.code(of: element.stringValue ?? element.text, &state)
                codes.append(code)
            }
            let code = Int32(state.entries.count)
            state.entries.append(.list(codes))
            return code
        default: return code(of: json, &state)
        }
    }
}
