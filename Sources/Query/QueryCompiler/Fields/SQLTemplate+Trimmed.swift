internal import SemanticModel

extension SQLTemplate {
    /// Without the blanks around it, and without the semicolon that some authors write at the end.
    var trimmedParts: [Part] {
        var parts = parts
        while case .text(let text)? = parts.first {
            let trimmed = text.drop(while: \.isWhitespace)
            if trimmed.isEmpty { parts.removeFirst() } else { parts[0] = .text(String(trimmed)) }
            if !trimmed.isEmpty { break }
        }
        while case .text(let text)? = parts.last {
            var trimmed = text[...]
            while let last = trimmed.last, last.isWhitespace || last == ";" { trimmed.removeLast() }
            parts.removeLast()
            if !trimmed.isEmpty {
                parts.append(.text(String(trimmed)))
                break
            }
        }
        return parts
    }
}
