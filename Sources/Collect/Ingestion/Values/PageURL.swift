/// A page's address without its fragment, and its parts.
struct PageURL {
    var url: String
    var host: String?
    var path: String?

    init(_ text: String) {
        url = text.firstIndex(of: "#").map { String(text[..<$0]) } ?? text
        guard let scheme = Self.range(of: "://", in: url) else { return }
        let rest = url[scheme...]
        let end = rest.firstIndex { $0 == "/" || $0 == "?" } ?? rest.endIndex
        // Names and passwords before an @ are nobody's business.
        let authority = rest[..<end]
        let host = authority.lastIndex(of: "@").map { authority[authority.index(after: $0)...] } ?? authority
        self.host = host.isEmpty ? nil : ClientAddress.withoutPort(host).asciiLowercased
        let path = rest[end...].prefix { $0 != "?" }
        self.path = path.isEmpty ? "/" : String(path)
    }

    /// Where `pattern` ends in `text`.
    private static func range(of pattern: String, in text: String) -> String.Index? {
        guard let start = text.firstIndex(of: ":"), text[start...].hasPrefix(pattern) else { return nil }
        return text.index(start, offsetBy: pattern.count)
    }
}
