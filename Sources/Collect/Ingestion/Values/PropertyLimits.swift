package import JSON

/// Copies JSON from outside while keeping it within what is stored: cutting is better than refusing.
package struct PropertyLimits {
    package static let longestText = 1024
    package static let deepest = 40
    package static let mostKeys = 1000

    /// Whether something was cut, dropped or replaced.
    package private(set) var isCut = false
    private var keys = 0

    package init() {}

    /// The value as JSON text.
    package mutating func text(of view: JSONView) -> String {
        var writer = JSONWriter()
        write(view, to: &writer, depth: 1)
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    package mutating func write(_ view: JSONView, to writer: inout JSONWriter, depth: Int = 1) {
        switch view.kind {
        case .object:
            guard depth <= Self.deepest else { return cut(&writer) }
            writer.beginObject()
            for (name, value) in view.members {
                keys += 1
                guard keys <= Self.mostKeys else {
                    isCut = true
                    break
                }
                writer.key(plain(name))
                write(value, to: &writer, depth: depth + 1)
            }
            writer.endObject()
        case .array:
            guard depth <= Self.deepest else { return cut(&writer) }
            writer.beginArray()
            for element in view.elements { write(element, to: &writer, depth: depth + 1) }
            writer.endArray()
        case .string:
            guard let bytes = view.stringBytes else { return writer.null() }
            if bytes.count <= Self.longestText {
                writer.string(utf8: bytes)
            } else {
                writer.string(plain(String(decoding: bytes, as: UTF8.self)))
            }
        default:
            view.write(to: &writer)
        }
    }

    /// Text for a column: cut, and without NUL, which not every engine can hold.
    package mutating func plain(_ text: String) -> String {
        var text = text
        if text.utf8.contains(0) {
            isCut = true
            text = String(String.UnicodeScalarView(text.unicodeScalars.map { $0 == "\0" ? "\u{FFFD}" : $0 }))
        }
        // As many bytes as characters at least, so most texts need no counting.
        guard text.utf8.count > Self.longestText else { return text }
        let scalars = text.unicodeScalars
        guard let end = scalars.index(scalars.startIndex, offsetBy: Self.longestText, limitedBy: scalars.endIndex),
            end < scalars.endIndex
        else { return text }
        isCut = true
        return String(scalars[..<end])
    }

    private mutating func cut(_ writer: inout JSONWriter) {
        isCut = true
        writer.null()
    }
}
