/// Tells whether a line break in an expression may lie within a string, a quoted name or a comment of it. Knows no
/// dialect, and says yes when any dialect could see it so.
struct QuoteScan {
    private let isSQL: Bool
    private let isHTML: Bool

    init(key: String) {
        isSQL = key.hasPrefix("sql")
        isHTML = key == "html"
    }

    /// Whether a line that begins outside of strings and comments ends outside of them too.
    ///
    /// `#` and `//` begin comments for some databases only: what follows them has to be closed all the same.
    func isClosed(_ line: Substring) -> Bool {
        var quote: UInt8?
        var isComment = false
        var previous: UInt8 = 0
        for byte in line.utf8 {
            let pair = (previous, byte)
            previous = byte
            if isComment {
                if pair == (UInt8(ascii: "*"), UInt8(ascii: "/")) {
                    isComment = false
                    previous = 0
                } else if pair == (UInt8(ascii: "/"), UInt8(ascii: "*")) {
                    // Some databases nest comments.
                    return false
                }
            } else if let open = quote {
                if byte == open { quote = nil }
            } else if byte == UInt8(ascii: "'") || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "`") {
                quote = byte
            } else if pair == (UInt8(ascii: "/"), UInt8(ascii: "*")) {
                isComment = true
                previous = 0
            } else if isSQL, pair == (UInt8(ascii: "-"), UInt8(ascii: "-")) {
                return true
            }
        }
        return quote == nil && !isComment
    }

    /// Whether blanks may count for reasons that no single line shows: quotes behind backslashes, which end strings for
    /// some databases only, strings in dollar signs, and HTML that is shown with its blanks.
    func mayKeepBlanks(in content: String) -> Bool {
        var previous: UInt8 = 0
        /// Whether a dollar sign and nothing but letters after it came before.
        var isDollarTag = false
        for byte in content.utf8 {
            switch byte {
            case UInt8(ascii: "'"), UInt8(ascii: "\""), UInt8(ascii: "`"):
                if previous == UInt8(ascii: "\\") { return true }
                isDollarTag = false
            case UInt8(ascii: "$"):
                if isDollarTag { return true }
                isDollarTag = true
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), 0x80...:
                break
            default: isDollarTag = false
            }
            previous = byte
        }
        guard isHTML else { return false }
        let text = content.lowercased()
        return ["<pre", "<textarea", "<script", "<style", "<!--", "white-space"].contains { text.contains($0) }
    }
}
