package import LookML
import Yams

/// What the YAML parser could not read, in one line and with its place.
package enum YAMLProblem {
    /// - Parameters:
    ///   - error: As Yams has thrown it for `text`.
    ///   - file: The file's path below the project's root.
    package static func diagnostic(for error: any Error, in text: String, file: String) -> Diagnostic {
        var place = SourceLocation(file: file, line: 1, column: 1)
        var message = "This is not valid YAML."
        var code = "syntax-yaml"
        switch error as? YamlError {
        case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _),
            .composer(let context, let problem, let mark, _):
            place = SourceLocation(file: file, line: mark.line, column: mark.column)
            let about = context.map { "\($0.text) (line \($0.mark.line)): " } ?? ""
            message = "This is not valid YAML: \(about)\(problem)."
        case .reader(let problem, let offset, _, _):
            place = location(ofCharacter: offset ?? 0, in: text, file: file)
            message = "This is not valid YAML: \(problem)."
        case .duplicatedKeysInMapping(let keys, let context):
            let first = SourceLocation(file: file, line: context.mark.line, column: context.mark.column)
            place = keys.min().flatMap { repetition(of: $0, after: first, in: text) } ?? first
            code = "syntax-yaml-duplicate-key"
            let names = keys.prefix(5).map { "`\($0.prefix(80))`" }.joined(separator: ", ")
            message = "One mapping has these keys twice: \(names)."
        default: break
        }
        return Diagnostic(code: code, message: message, location: place)
    }

    /// The parser counts what Swift calls characters, in which a line's end of two bytes is one.
    private static func location(ofCharacter offset: Int, in text: String, file: String) -> SourceLocation {
        var location = SourceLocation(file: file, line: 1, column: 1)
        for character in text.prefix(max(0, offset)) {
            if character == "\n" || character == "\r\n" {
                location.line += 1
                location.column = 1
            } else {
                location.column += character.unicodeScalars.count
            }
        }
        return location
    }

    /// Where a key stands for the second time. The parser names the first place only, so the text is searched: in a block,
    /// at the same indentation before the block ends; inside of braces, behind a brace or comma.
    private static func repetition(
        of key: String, after first: SourceLocation, in text: String
    ) -> SourceLocation? {
        let lines = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false).map { Array($0) }
        let column = first.column - 1
        guard lines.indices.contains(first.line - 1), lines[first.line - 1].indices.contains(column) else { return nil }
        let key = Array(key.unicodeScalars)
        let before = lines[first.line - 1].prefix(column)
        if before.allSatisfy({ [" ", "-", "?"].contains($0) }) {
            for index in lines.indices.dropFirst(first.line) {
                let line = lines[index]
                guard let start = line.firstIndex(where: { $0 != " " }), !["#", "\r"].contains(line[start]) else {
                    continue
                }
                if start < column { return nil }
                if start == column, stands(key, in: line, at: start) {
                    return SourceLocation(file: first.file, line: index + 1, column: column + 1)
                }
            }
            return nil
        }
        for index in lines.indices.dropFirst(first.line - 1) {
            let line = lines[index]
            for place in line.indices.dropFirst(index == first.line - 1 ? column + 1 : 0) {
                let previous = line[..<place].last { $0 != " " }
                guard previous.map({ ["{", ","].contains($0) }) ?? true, stands(key, in: line, at: place) else {
                    continue
                }
                return SourceLocation(file: first.file, line: index + 1, column: place + 1)
            }
        }
        return nil
    }

    /// Whether a key and its colon stand there, with or without quotes.
    private static func stands(_ key: [Unicode.Scalar], in line: [Unicode.Scalar], at place: Int) -> Bool {
        var rest = line[place...]
        var quote: Unicode.Scalar?
        if let first = rest.first, first == "\"" || first == "'" {
            quote = first
            rest = rest.dropFirst()
        }
        guard rest.starts(with: key) else { return false }
        rest = rest.dropFirst(key.count)
        if let quote {
            guard rest.first == quote else { return false }
            rest = rest.dropFirst()
        }
        return rest.first { $0 != " " } == ":"
    }
}
