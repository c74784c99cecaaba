import LookML
import SemanticModel

/// Finds the line that an engine complains of in the SQL as its author wrote it.
struct ExcerptSearch {
    let location: SourceLocation

    /// `nil` unless exactly one line of the template has the excerpt.
    init?(_ excerpt: (text: String, mark: Int?)?, in template: SQLTemplate) {
        guard let excerpt, let mark = excerpt.mark else { return nil }
        let shown = Array(excerpt.text.unicodeScalars)
        // What the complaint is about, with what stands around it on the line.
        let word = shown[mark...].prefix { $0.properties.isAlphabetic || $0 == "_" || $0 == "." || $0.isDigit }
        guard !word.isEmpty else { return nil }
        var candidates: [SourceLocation] = []
        for line in Self.lines(of: template) {
            for place in line.text.indices where line.text[place...].starts(with: word) {
                let before = place > 0 ? line.text[place - 1] : " "
                let end = place + word.count
                let after = end < line.text.count ? line.text[end] : " "
                guard !before.isPartOfName, !after.isPartOfName else { continue }
                let isSameLine = Self.agree(line.text, place, shown, mark)
                guard isSameLine else { continue }
                var location = line.start
                location.column += place
                candidates.append(location)
            }
        }
        guard candidates.count == 1, let only = candidates.first else { return nil }
        location = only
    }

    /// Whether the ten scalars before the word are the same, as far as both lines have them.
    private static func agree(
        _ line: [Unicode.Scalar], _ place: Int, _ shown: [Unicode.Scalar], _ mark: Int
    ) -> Bool {
        for step in stride(from: 1, through: 10, by: 1) {
            guard place - step >= 0, mark - step >= 0 else { return true }
            // The engine cuts long lines short.
            if shown[mark - step] == ".", mark - step < 3 { return true }
            if line[place - step] != shown[mark - step] { return false }
        }
        return true
    }

    private struct Line {
        var text: [Unicode.Scalar] = []
        var start: SourceLocation
    }

    /// The lines of text, up to the first reference of each: behind one nobody knows where things were written.
    private static func lines(of template: SQLTemplate) -> [Line] {
        var lines: [Line] = []
        var current = Line(start: template.location)
        var isKnown = true
        for part in template.parts {
            guard case .text(let text) = part else {
                isKnown = false
                continue
            }
            for scalar in text.unicodeScalars {
                if scalar == "\n" {
                    lines.append(current)
                    current = Line(
                        start: SourceLocation(file: current.start.file, line: current.start.line + 1, column: 1))
                    isKnown = true
                } else if isKnown {
                    current.text.append(scalar)
                }
            }
        }
        return lines + [current]
    }
}

extension Unicode.Scalar {
    fileprivate var isDigit: Bool { ("0"..."9").contains(self) }
    fileprivate var isPartOfName: Bool { properties.isAlphabetic || self == "_" || isDigit }
}
