/// How much a YAML file may ask of its reader. Whoever can write to a project can write these files, so a small one must
/// not be able to stop the server.
enum YAMLLimits {
    /// Bytes of a file.
    static let fileSize = 4 << 20
    /// Levels of lists and mappings.
    static let depth = 64
    /// Keys of one mapping.
    static let members = 1000
    /// Nodes that aliases may add to those written out.
    static let aliasNodes = 10_000
    /// Nodes in all.
    static let nodes = 500_000
    /// Words that aliases may add by the estimate made before parsing.
    static let estimatedWords = 1_000_000
}

/// An upper bound, from the text alone, for what a document's aliases unfold to.
///
/// The parser unfolds aliases while it reads and compares the keys of mappings on the way, which for nested aliases (the
/// "billion laughs") takes exponential time before there is a tree to measure. A node that an anchor names can't reach
/// beyond the first use of that anchor, so the words between the two bound its size; uses in between add theirs. What
/// looks like an anchor inside quotes or text only makes the bound larger.
struct YAMLAliasEstimate {
    private(set) var unfoldedWords = 0
    /// Byte offset of the alias with which the estimate went over the limit, or whose anchor is defined twice.
    private(set) var excess: Int?

    init(_ text: String) {
        let bytes = Array(text.utf8)
        var words = 0
        var anchors: [String: (start: Int, unfoldedBefore: Int, size: Int?, count: Int)] = [:]
        var place = 0
        while place < bytes.count, excess == nil {
            let byte = bytes[place]
            if Self.separates(byte) {
                // Every bracket and comma may stand beside an empty value, every other word may be one.
                if byte > 0x20 { words += 1 }
                if place + 1 < bytes.count, !Self.separates(bytes[place + 1]) { words += 1 }
            }
            guard byte == UInt8(ascii: "&") || byte == UInt8(ascii: "*") else {
                place += 1
                continue
            }
            let nameStart = place + 1
            var end = nameStart
            while end < bytes.count, Self.isNameByte(bytes[end]) { end += 1 }
            let name = String(decoding: bytes[nameStart..<end], as: UTF8.self)
            if end == nameStart {
                place += 1
                continue
            }
            if byte == UInt8(ascii: "&") {
                let count = anchors[name]?.count ?? 0
                anchors[name] = (words, unfoldedWords, nil, count + 1)
            } else if let anchor = anchors[name] {
                let size = anchor.size ?? (words - anchor.start + unfoldedWords - anchor.unfoldedBefore + 1)
                anchors[name]?.size = size
                unfoldedWords += size
                if unfoldedWords > YAMLLimits.estimatedWords || anchor.count > 1 { excess = place }
            }
            place = end
        }
    }

    private static func separates(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x20, 0x09, 0x0A, 0x0D, UInt8(ascii: ","), UInt8(ascii: ":"), UInt8(ascii: "["), UInt8(ascii: "{"),
            UInt8(ascii: "-"), UInt8(ascii: "?"), UInt8(ascii: "]"), UInt8(ascii: "}"):
            true
        default: false
        }
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
            || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_")
    }
}
