import Foundation

/// Tells one definition of a node from another: equal when a rebuild would make the same table of the same inputs.
package struct NodeFingerprint: Hashable, Sendable, CustomStringConvertible {
    /// SHA-256 of the normalised SQL, the settings that matter and the macros used, in hexadecimal.
    package var definition: String
    /// SHA-256 of what a change of needs no rebuild: descriptions, schedule, tags …
    package var metadata: String
    /// The first eight digits, as names of physical tables carry them.
    package var short: String { String(definition.prefix(8)) }

    package var description: String { definition }

    /// Settings that decide what is in the table. All others can change without a rebuild.
    private static let settings: [String] = [
        "kind", "key", "time", "step", "start", "strategy", "merge_update_columns", "merge_exclude_columns",
        "incremental_predicates", "inputs", "sort", "partial", "snapshot_of", "snapshot_at", "updated_at", "check_cols",
        "hard_deletes", "invalidate_hard_deletes", "dbt_valid_to_current", "valid_to_current",
        "snapshot_meta_column_names", "column_types", "delimiter", "quote_columns", "location", "format", "options",
        "timezone",
    ]

    /// - Parameter project: Has the macros that the node uses, and the values of variables.
    package init(_ node: ModelNode, in project: PipelineProject) {
        var parts = [node.kind.rawValue]
        parts.append(node.kind == .seed ? node.checksum : SQLNormalizer.normalize(node.text))
        for name in Self.settings where name != "kind" {
            if let value = node.settings.values[name]?.value {
                parts.append("\(name)=\(PythonText.representation(value))")
            }
        }
        if node.settings.isContractEnforced {
            parts += node.properties.columns.map { "\($0.name) \($0.dataType ?? "")" }
        }
        for hook in node.settings.preHooks + node.settings.postHooks { parts.append(SQLNormalizer.normalize(hook.sql)) }
        for macro in node.macros { parts.append("\(macro)=\(project.macros[macro]?.checksum ?? "")") }
        // Which variables a template reads is not followed: of those that do, every change counts.
        if node.text.contains("var(") || !node.macros.isEmpty {
            parts.append(PythonText.representation(.object(project.settings.variables)))
        }
        definition = Checksum.sha256(parts.joined(separator: "\u{0}"))
        metadata = Self.metadata(of: node)
    }

    private static func metadata(of node: ModelNode) -> String {
        var parts = [node.text, node.properties.description, node.properties.owner ?? ""]
        for column in node.properties.columns {
            parts.append("\(column.name)|\(column.description)|\(column.dataType ?? "")|\(column.tags)")
        }
        for (name, value) in node.settings.values.sorted(by: { $0.key < $1.key }) {
            parts.append("\(name)=\(PythonText.representation(value.value))")
        }
        return Checksum.sha256(parts.joined(separator: "\u{0}"))
    }

    /// What a change from an older definition asks for, as far as the text tells: whether changed SQL only adds columns is
    /// for the reader of SQL to say.
    package func change(from old: NodeFingerprint) -> DefinitionChange {
        if definition != old.definition { return .breaking }
        return metadata == old.metadata ? .none : .metadata
    }
}

/// What a change of a definition asks for.
package enum DefinitionChange: String, Sendable, Hashable {
    /// Nothing has changed.
    case none
    /// Comments, formatting, descriptions, schedule, retries, grants: nothing.
    case metadata
    /// Columns at the end: the model is built anew, not what reads it.
    case additive
    /// Anything else in the SQL: the model, and what reads it.
    case breaking
}

/// SQL without what does not change its meaning.
enum SQLNormalizer {
    /// Words in lower case but for quoted names and strings, one blank between them, without comments of SQL and of the
    /// template, semicolons at the end, and `config()`, whose settings count on their own.
    static func normalize(_ text: String) -> String {
        let bytes = Array(withoutTemplateComments(text).utf8)
        let scanner = SQLScanner(bytes)
        var words: [String] = []
        for token in scanner.tokens() {
            let isString = bytes[token.lowerBound] == UInt8(ascii: "'") || bytes[token.lowerBound] == UInt8(ascii: "$")
            words.append(isString ? String(decoding: bytes[token], as: UTF8.self) : scanner.word(token))
        }
        while words.last == ";" { words.removeLast() }
        return withoutConfig(words).joined(separator: " ")
    }

    private static func withoutTemplateComments(_ text: String) -> String {
        guard text.contains("{#") else { return text }
        var result = ""
        var rest = Substring(text)
        while let open = rest.range(of: "{#"), let close = rest[open.upperBound...].range(of: "#}") {
            result += rest[..<open.lowerBound] + " "
            rest = rest[close.upperBound...]
        }
        return result + rest
    }

    /// `{ { config ( … ) } }` as tokens.
    private static func withoutConfig(_ words: [String]) -> [String] {
        var result: [String] = []
        var place = 0
        while place < words.count {
            let isOpen = words[place] == "{" && place + 2 < words.count && words[place + 1] == "{"
            let name = isOpen && words[place + 2] == "-" ? place + 3 : place + 2
            if isOpen, name < words.count, words[name] == "config",
                let end = (name..<max(name, words.count - 1)).first(where: { words[$0] == "}" && words[$0 + 1] == "}" })
            {
                place = end + 2
            } else {
                result.append(words[place])
                place += 1
            }
        }
        return result
    }
}
