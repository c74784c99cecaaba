package import JSON

/// One value of a YAML file and where it stands.
package struct PropertyTree: Sendable, Hashable {
    package enum Content: Sendable, Hashable {
        case null
        case bool(Bool)
        case int(Int64)
        case double(Double)
        case text(String)
        case list([PropertyTree])
        case map([Entry])
    }

    package struct Entry: Sendable, Hashable {
        package var key: String
        package var line: Int32
        package var column: Int32
        package var value: PropertyTree
    }

    package var content: Content
    package var line: Int32
    package var column: Int32

    init(_ content: Content, line: Int32 = 1, column: Int32 = 1) {
        self.content = content
        self.line = line
        self.column = column
    }

    var isNull: Bool { content == .null }

    var entries: [Entry]? { if case .map(let entries) = content { entries } else { nil } }

    var elements: [PropertyTree]? { if case .list(let elements) = content { elements } else { nil } }

    /// The last entry of the name counts, as merged keys come first.
    subscript(_ key: String) -> PropertyTree? { entries?.last { $0.key == key }?.value }

    /// A scalar as text: numbers and truth values as YAML writes them.
    var text: String? {
        switch content {
        case .text(let text): text
        case .int(let number): String(number)
        case .double(let number): PythonText.of(number)
        case .bool(let flag): flag ? "true" : "false"
        case .null, .list, .map: nil
        }
    }

    var bool: Bool? {
        switch content {
        case .bool(let flag): flag
        case .text(let text) where text.lowercased() == "true": true
        case .text(let text) where text.lowercased() == "false": false
        default: nil
        }
    }

    var int: Int? {
        switch content {
        case .int(let number): Int(exactly: number)
        case .text(let text): Int(text)
        default: nil
        }
    }

    /// A text, or a list of texts.
    var texts: [String]? {
        if let elements {
            let texts = elements.compactMap(\.text)
            return texts.count == elements.count ? texts : nil
        }
        return text.map { [$0] }
    }

    /// The value without its places.
    package var json: JSONValue {
        switch content {
        case .null: .null
        case .bool(let flag): .bool(flag)
        case .int(let number): .int(number)
        case .double(let number): .double(number)
        case .text(let text): .string(text)
        case .list(let elements): .array(elements.map(\.json))
        case .map(let entries): .object(JSONObject(entries.map { ($0.key, $0.value.json) }))
        }
    }

    func position(in file: String) -> FilePosition {
        FilePosition(file: file, line: Int(line), column: Int(column))
    }
}

extension PropertyTree.Entry {
    func position(in file: String) -> FilePosition {
        FilePosition(file: file, line: Int(line), column: Int(column))
    }
}
