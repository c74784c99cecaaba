package import Yams

extension PropertyTree {
    /// More values than any file that people write; less than what aliases of aliases can unfold to.
    private static let valueLimit = 2_000_000

    /// Reads a YAML file; an empty one is null.
    /// - Throws: The problem, with its place.
    init(yaml text: String, file: String) throws(ProjectProblem) {
        let node: Yams.Node?
        do {
            // The parser takes a byte order mark for text.
            // Without rules for tags: what scalars mean is told below, and keys are compared faster.
            node = try Yams.compose(yaml: text.hasPrefix("\u{FEFF}") ? String(text.dropFirst()) : text, .basic)
        } catch {
            throw Self.problem(error, in: text, file: file)
        }
        var left = Self.valueLimit
        guard let node else {
            self.init(.null)
            return
        }
        try self.init(node, file: file, left: &left)
    }

    /// A value that somebody else has parsed, such as a section of `soundings.yaml`.
    /// - Parameter file: As people know it, for problems.
    package init(_ node: Yams.Node, file: String) throws(ProjectProblem) {
        var left = Self.valueLimit
        try self.init(node, file: file, left: &left)
    }

    private init(_ node: Yams.Node, file: String, left: inout Int) throws(ProjectProblem) {
        left -= 1
        let line = Int32(clamping: node.mark?.line ?? 1)
        let column = Int32(clamping: node.mark?.column ?? 1)
        guard left > 0 else {
            throw ProjectProblem(
                "file-too-large", at: FilePosition(file: file, line: Int(line), column: Int(column)),
                "This file holds more than \(Self.valueLimit) values, aliases unfolded. Split it.")
        }
        switch node {
        case .scalar(let scalar):
            let isPlain = scalar.style == .plain || scalar.style == .any
            self.init(isPlain ? PlainScalar.content(scalar.string) : .text(scalar.string), line: line, column: column)
        case .sequence(let sequence):
            var elements: [PropertyTree] = []
            elements.reserveCapacity(sequence.count)
            for element in sequence { elements.append(try PropertyTree(element, file: file, left: &left)) }
            self.init(.list(elements), line: line, column: column)
        case .mapping(let mapping):
            var entries: [Entry] = []
            entries.reserveCapacity(mapping.count)
            var merged: [Entry] = []
            for (key, value) in mapping {
                let name = key.scalar?.string ?? ""
                let tree = try PropertyTree(value, file: file, left: &left)
                guard name != "<<" else {
                    for source in tree.elements ?? [tree] { merged = (source.entries ?? []) + merged }
                    continue
                }
                entries.append(
                    Entry(
                        key: name, line: Int32(clamping: key.mark?.line ?? 1),
                        column: Int32(clamping: key.mark?.column ?? 1), value: tree))
            }
            self.init(.map(merged + entries), line: line, column: column)
        case .alias:
            self.init(.null, line: line, column: column)
        }
    }

    private static func problem(_ error: any Error, in text: String, file: String) -> ProjectProblem {
        switch error as? YamlError {
        case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _),
            .composer(let context, let problem, let mark, _):
            let about = context.map { "\($0.text) (line \($0.mark.line)): " } ?? ""
            let isCall = lineText(mark.line, of: text).contains("source(")
            return ProjectProblem(
                "syntax-yaml", at: FilePosition(file: file, line: mark.line, column: mark.column),
                "This is not valid YAML: \(about)\(problem).",
                suggestion: isCall ? "Inside of { } and [ ], put quotes around source('a', 'b')." : nil)
        case .duplicatedKeysInMapping(let keys, let context):
            return ProjectProblem(
                "syntax-yaml-duplicate-key",
                at: FilePosition(file: file, line: context.mark.line, column: context.mark.column),
                "One mapping has these keys twice: \(keys.prefix(5).map { "`\($0)`" }.joined(separator: ", ")).")
        case .reader(let problem, _, _, _):
            return ProjectProblem(
                "syntax-yaml", at: FilePosition(file: file), "This is not valid YAML: \(problem).")
        default:
            return ProjectProblem("syntax-yaml", at: FilePosition(file: file), "This is not valid YAML.")
        }
    }

    private static func lineText(_ line: Int, of text: String) -> String {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        return lines.indices.contains(line - 1) ? String(lines[line - 1]) : ""
    }
}

/// What a scalar without quotes means, by YAML 1.1 as dbt reads it.
enum PlainScalar {
    static func content(_ text: String) -> PropertyTree.Content {
        switch text {
        case "", "~", "null", "Null", "NULL": return .null
        case "true", "True", "TRUE", "yes", "Yes", "YES", "on", "On", "ON": return .bool(true)
        case "false", "False", "FALSE", "no", "No", "NO", "off", "Off", "OFF": return .bool(false)
        default: break
        }
        guard let first = text.utf8.first, text.utf8.count < 40 else { return .text(text) }
        let isNumberLike =
            (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first) || first == UInt8(ascii: "-")
            || first == UInt8(ascii: "+") || first == UInt8(ascii: ".")
        return isNumberLike ? number(text) ?? .text(text) : .text(text)
    }

    private static func number(_ text: String) -> PropertyTree.Content? {
        let digits = text.replacing("_", with: "")
        // Versions and codes with a leading zero stay what they look like.
        let unsigned = digits.drop { $0 == "-" || $0 == "+" }
        let hasLeadingZero = unsigned.count > 1 && unsigned.first == "0" && unsigned.dropFirst().first != "."
        if !hasLeadingZero, let number = Int64(digits) { return .int(number) }
        guard !hasLeadingZero,
            unsigned.utf8.allSatisfy({ byte in
                (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || byte == UInt8(ascii: ".")
                    || byte | 0x20 == UInt8(ascii: "e") || byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-")
            }), unsigned.contains("."), let number = Double(digits)
        else { return nil }
        return .double(number)
    }
}
