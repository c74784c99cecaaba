/// Knows, byte by byte, at which place of a page HTML has come to: the tokenizer of the HTML standard, as far as it matters
/// for what may stand where.
struct LiquidHTMLLexer: Sendable {
    enum Place: Sendable, Equatable {
        case text
        /// After `<`.
        case tagOpen
        case tagName
        case inTag
        case attributeName
        /// After the name of an attribute and a blank, where `=` may follow.
        case afterName
        case beforeValue
        /// In an attribute, with its quote if there is one.
        case value(quote: UInt8?)
        /// Up to `-->`, or up to `>` for `<!` and `<?`.
        case comment
        /// In an element that holds no markup.
        case rawText(String)
    }

    enum AttributeKind { case plain, url, style, forbidden }

    private static let rawElements: Set<String> = [
        "script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes", "noscript", "plaintext",
    ]
    private static let urlAttributes: Set<String> = [
        "href", "src", "action", "formaction", "poster", "background", "cite", "data", "longdesc", "usemap",
        "xlink:href",
        "manifest", "ping", "icon", "codebase",
    ]

    private(set) var place = Place.text
    /// The name of the attribute we are in, in lower case.
    private(set) var attribute = ""
    /// Follows the value of an attribute that holds a URL.
    var url = LiquidURLEscaper()
    private var element = ""
    /// The last bytes seen in a comment or in raw text.
    private var tail: [UInt8] = []
    private var isDashComment = false

    static func kind(ofAttribute name: String) -> AttributeKind {
        if name.hasPrefix("on") || name == "srcdoc" || name == "srcset" || name == "http-equiv" || name.isEmpty {
            return .forbidden
        }
        if name == "style" { return .style }
        return urlAttributes.contains(name) ? .url : .plain
    }

    mutating func read(_ text: String) throws(LiquidRefusal) {
        for byte in text.utf8 { try step(byte) }
    }

    mutating func beginUnquotedValue() {
        place = .value(quote: nil)
        url = LiquidURLEscaper()
    }

    /// A value has been written that ends nothing.
    mutating func forget() { tail = [] }

    private mutating func step(_ byte: UInt8) throws(LiquidRefusal) {
        switch place {
        case .text: if byte == UInt8(ascii: "<") { place = .tagOpen }
        case .tagOpen: openTag(byte)
        case .tagName:
            if byte.isLiquidBlank || byte == UInt8(ascii: "/") {
                place = .inTag
            } else if byte == UInt8(ascii: ">") {
                closeTag()
            } else {
                element += String(Unicode.Scalar(byte.lowercasedASCII))
            }
        case .inTag, .afterName:
            if byte == UInt8(ascii: ">") {
                closeTag()
            } else if byte == UInt8(ascii: "="), place == .afterName {
                place = .beforeValue
            } else if !byte.isLiquidBlank, byte != UInt8(ascii: "/") {
                attribute = String(Unicode.Scalar(byte.lowercasedASCII))
                place = .attributeName
            }
        case .attributeName:
            if byte == UInt8(ascii: "=") {
                place = .beforeValue
            } else if byte == UInt8(ascii: ">") {
                closeTag()
            } else if byte == UInt8(ascii: "/") {
                place = .inTag
            } else if byte.isLiquidBlank {
                place = .afterName
            } else if attribute.utf8.count < 256 {
                attribute += String(Unicode.Scalar(byte.lowercasedASCII))
            }
        case .beforeValue:
            if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
                place = .value(quote: byte)
                url = LiquidURLEscaper()
            } else if byte == UInt8(ascii: ">") {
                closeTag()
            } else if !byte.isLiquidBlank {
                beginUnquotedValue()
                try readValue(byte)
            }
        case .value(let quote):
            if let quote, byte == quote {
                place = .inTag
            } else if quote == nil, byte.isLiquidBlank {
                place = .inTag
            } else if quote == nil, byte == UInt8(ascii: ">") {
                closeTag()
            } else {
                try readValue(byte)
            }
        case .comment:
            keep(byte)
            if byte == UInt8(ascii: ">"), !isDashComment || endsComment { place = .text }
        case .rawText(let element):
            keep(byte)
            if byte == UInt8(ascii: ">"), endsRawText(element) { place = .text }
        }
    }

    private mutating func readValue(_ byte: UInt8) throws(LiquidRefusal) {
        guard Self.kind(ofAttribute: attribute) == .url else { return }
        // The URL's own meaning is in ASCII.
        _ = try url.write(byte < 0x80 ? String(Unicode.Scalar(byte)) : "x", .author)
    }

    private mutating func openTag(_ byte: UInt8) {
        tail = []
        if byte.isASCIILetter || byte == UInt8(ascii: "/") {
            element = String(Unicode.Scalar(byte.lowercasedASCII))
            place = .tagName
        } else if byte == UInt8(ascii: "!") || byte == UInt8(ascii: "?") {
            place = .comment
            isDashComment = false
        } else if byte != UInt8(ascii: "<") {
            place = .text
        }
    }

    private mutating func closeTag() {
        place = Self.rawElements.contains(element) ? .rawText(element) : .text
        tail = []
    }

    private mutating func keep(_ byte: UInt8) {
        tail.append(byte.lowercasedASCII)
        if tail.elementsEqual("--".utf8), case .comment = place { isDashComment = true }
        if tail.count > 64 { tail.removeFirst(32) }
    }

    private var endsComment: Bool {
        tail.suffix(3).elementsEqual("-->".utf8) || tail.suffix(4).elementsEqual("--!>".utf8)
    }

    private func endsRawText(_ element: String) -> Bool {
        guard let slash = tail.lastIndex(of: UInt8(ascii: "/")), slash > 0, tail[slash - 1] == UInt8(ascii: "<") else {
            return false
        }
        let name = tail[(slash + 1)...].dropLast()
        return name.starts(with: element.utf8)
            && (name.count == element.utf8.count || name.dropFirst(element.utf8.count).allSatisfy(\.isLiquidBlank))
    }
}
