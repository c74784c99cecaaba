package import JSON

/// Reads one object of a chart's definition, collects all that is wrong with it, and knows which keys nobody asked for.
package struct DefinitionReader {
    /// Where the object stands in the definition; empty for the whole.
    package let path: String
    private let object: JSONObject
    private let problems: ProblemList
    private var asked: Set<String> = []

    /// What is wrong with a definition so far.
    final class ProblemList {
        var problems: [ChartProblem] = []
    }

    package init(_ definition: JSONValue) {
        self.init(path: "", definition, ProblemList())
    }

    private init(path: String, _ value: JSONValue, _ problems: ProblemList) {
        self.path = path
        self.problems = problems
        if case .object(let object) = value {
            self.object = object
        } else {
            object = JSONObject()
            problems.problems.append(ChartProblem(path, "This has to be an object: {…}."))
        }
    }

    /// Everything found so far in the whole definition.
    package var allProblems: [ChartProblem] { problems.problems }

    package func report(_ key: String, _ message: String) {
        let place = path.isEmpty ? key : key.isEmpty ? path : path + "." + key
        problems.problems.append(ChartProblem(place, message))
    }

    package mutating func has(_ key: String) -> Bool { value(key) != nil }

    /// The value of a key; `nil` if it is missing or null.
    package mutating func value(_ key: String) -> JSONValue? {
        asked.insert(key)
        guard let value = object[key], !value.isNull else { return nil }
        return value
    }

    package mutating func text(_ key: String) -> String? {
        guard let value = value(key) else { return nil }
        guard let text = value.stringValue else {
            report(key, "This has to be a text.")
            return nil
        }
        return text
    }

    package mutating func flag(_ key: String, or other: Bool = false) -> Bool {
        guard let value = value(key) else { return other }
        guard let flag = value.boolValue else {
            report(key, "This has to be true or false.")
            return other
        }
        return flag
    }

    /// A whole number within bounds.
    package mutating func integer(_ key: String, in bounds: ClosedRange<Int>) -> Int? {
        guard let value = value(key) else { return nil }
        guard let number = value.intValue.flatMap({ Int(exactly: $0) }), bounds.contains(number) else {
            report(key, "This has to be a whole number from \(bounds.lowerBound) to \(bounds.upperBound).")
            return nil
        }
        return number
    }

    package mutating func number(_ key: String, in bounds: ClosedRange<Double>) -> Double? {
        guard let value = value(key) else { return nil }
        guard let number = value.doubleValue, bounds.contains(number) else {
            report(key, "This has to be a number from \(bounds.lowerBound) to \(bounds.upperBound).")
            return nil
        }
        return number
    }

    /// One of a few words.
    package mutating func choice<Choice: RawRepresentable & CaseIterable>(
        _ key: String, or other: Choice
    ) -> Choice where Choice.RawValue == String {
        guard let text = text(key) else { return other }
        if let choice = Choice(rawValue: text) { return choice }
        let known = Choice.allCases.map(\.rawValue)
        report(key, "There is no \(key) \"\(text)\"." + Self.suggestion(for: text, among: known))
        return other
    }

    /// A list of texts, or a text alone.
    package mutating func texts(_ key: String) -> [String] {
        guard let value = value(key) else { return [] }
        if let text = value.stringValue { return [text] }
        let texts = value.arrayValue?.map(\.stringValue)
        guard let texts, !texts.contains(nil) else {
            report(key, "This has to be a list of texts.")
            return []
        }
        return texts.compactMap { $0 }
    }

    /// A list of whole numbers within bounds, or one alone; `nil` if the key is missing.
    package mutating func wholeNumbers(_ key: String, in bounds: ClosedRange<Int>) -> [Int]? {
        guard let value = value(key) else { return nil }
        let items = value.arrayValue ?? [value]
        let numbers = items.compactMap { $0.intValue.flatMap { Int(exactly: $0) } }.filter(bounds.contains)
        if numbers.count < items.count {
            report(key, "This has to be a list of whole numbers from \(bounds.lowerBound) to \(bounds.upperBound).")
        }
        return numbers
    }

    /// An object inside of this one, read to its end by `body`.
    package mutating func object<Value>(_ key: String, _ body: (inout DefinitionReader) -> Value) -> Value? {
        guard let value = value(key) else { return nil }
        return read(value, at: key, body)
    }

    /// Each object of a list, or the object alone.
    package mutating func objects<Value>(_ key: String, _ body: (inout DefinitionReader) -> Value) -> [Value] {
        guard let value = value(key) else { return [] }
        guard let list = value.arrayValue else { return [read(value, at: key, body)] }
        return list.enumerated().map { read($0.element, at: "\(key)[\($0.offset)]", body) }
    }

    func read<Value>(
        _ value: JSONValue, at key: String, _ body: (inout DefinitionReader) -> Value
    ) -> Value {
        guard value.objectValue != nil else {
            report(key, "This has to be an object: {…}.")
            // That its keys are missing, too, is no news.
            var nobody = DefinitionReader(path: path, .object(JSONObject()), ProblemList())
            return body(&nobody)
        }
        var reader = DefinitionReader(path: path.isEmpty ? key : path + "." + key, value, problems)
        let result = body(&reader)
        reader.reportUnknownKeys()
        return result
    }

    /// Once all has been read: keys that mean nothing here.
    package func reportUnknownKeys() {
        for key in object.keys where !asked.contains(key) {
            report(key, "Nothing is known by this name." + Self.suggestion(for: key, among: asked.sorted()))
        }
    }

    /// The nearest known word, or all of them if they are few.
    static func suggestion(for word: String, among known: [String]) -> String {
        if let nearest = NearestWord.to(word, among: known) { return " Did you mean \"\(nearest)\"?" }
        return known.isEmpty ? "" : " Known: " + known.joined(separator: ", ") + "."
    }
}
