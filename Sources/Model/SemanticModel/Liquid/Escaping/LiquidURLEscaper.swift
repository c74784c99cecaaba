/// Values of users in a URL.
///
/// At the start a value may be the whole URL, if that is relative or begins with `http:`, `https:`, `mailto:` or `tel:`; any
/// other becomes ``refused``. Later it is a part of the path or of the query: whatever has a meaning in URLs is
/// percent-encoded, but for the slashes of a path. What is encoded already stays as it is.
package struct LiquidURLEscaper: LiquidEscaper {
    /// A URL that leads nowhere, in place of one that would run something.
    package static let refused = "about:invalid"

    private static let schemes: Set<String> = ["http", "https", "mailto", "tel"]

    private enum Part: Sendable {
        /// Nothing but blanks so far.
        case start
        /// What may still turn out to be a scheme.
        case scheme([UInt8])
        /// A scheme that we know nothing of, or that runs something.
        case otherScheme
        /// A single slash: another would make the next word a host.
        case firstSlash
        case path
        case query
    }

    private var part = Part.start

    package init() {}

    package mutating func write(_ text: String, _ origin: LiquidOrigin) throws(LiquidRefusal) -> String {
        switch origin {
        case .author: break
        case .html: return try write(LiquidEncoding.htmlDecoded(text), .user)
        case .user, .sql, .url:
            let written = try encoded(text, isEncoded: origin == .url)
            read(written)
            return written
        }
        read(text)
        return text
    }

    private func encoded(_ text: String, isEncoded: Bool) throws(LiquidRefusal) -> String {
        switch part {
        case .start: return whole(text)
        case .otherScheme: throw LiquidRefusal("A user's value can't be part of this kind of URL.")
        case .scheme: return component(text, isEncoded, keeping: "%/")
        case .firstSlash:
            let rest = text.utf8.drop { $0 == UInt8(ascii: "/") }
            let slashes = String(repeating: "%2F", count: text.utf8.count - rest.count)
            return slashes + component(String(decoding: Array(rest), as: UTF8.self), isEncoded, keeping: "%/:@,;")
        case .path: return component(text, isEncoded, keeping: "%/:@,;")
        case .query: return component(text, isEncoded, keeping: "%/:@,;+!*()")
        }
    }

    /// - Parameter kept: What stays if the text is encoded already; of other text only slashes of paths do.
    private func component(_ text: String, _ isEncoded: Bool, keeping kept: String) -> String {
        let isQuery = if case .query = part { true } else { false }
        return LiquidEncoding.percent(text) { byte in
            isEncoded ? kept.utf8.contains(byte) : byte == UInt8(ascii: "/") && !isQuery
        }
    }

    private func whole(_ text: String) -> String {
        // Browsers leave control characters and blanks out before they look for the scheme.
        let bytes = Array(text.utf8.filter { $0 > 0x20 && $0 != 0x7F })
        if let mark = bytes.firstIndex(where: { ":/?#\\".utf8.contains($0) }), bytes[mark] == UInt8(ascii: ":") {
            let scheme = String(decoding: bytes[..<mark].map(\.lowercasedASCII), as: UTF8.self)
            guard Self.schemes.contains(scheme) else { return Self.refused }
        }
        return LiquidEncoding.percent(text) { "%:/?#[]@!$&'()*+,;=".utf8.contains($0) }
    }

    private mutating func read(_ text: String) {
        for byte in text.utf8 { step(byte) }
    }

    private mutating func step(_ byte: UInt8) {
        switch part {
        case .query: return
        case .path, .firstSlash: part = byte == UInt8(ascii: "?") || byte == UInt8(ascii: "#") ? .query : .path
        case .otherScheme: return
        case .start, .scheme:
            guard byte > 0x20 else { return }
            var word: [UInt8] = []
            if case .scheme(let known) = part { word = known }
            switch byte {
            case UInt8(ascii: ":"):
                let scheme = String(decoding: word, as: UTF8.self)
                part = Self.schemes.contains(scheme) ? .path : .otherScheme
            case UInt8(ascii: "/"), UInt8(ascii: "\\"): part = word.isEmpty ? .firstSlash : .path
            case UInt8(ascii: "?"), UInt8(ascii: "#"): part = .query
            default: part = word.count < 64 ? .scheme(word + [byte.lowercasedASCII]) : .path
            }
        }
    }
}
