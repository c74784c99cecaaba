/// A piece of a page.
enum HTMLToken {
    case text([Unicode.Scalar])
    /// Names in lower case; values as written, without their quotes.
    case open(name: String, attributes: [(name: String, value: [Unicode.Scalar])])
    case close(name: String)
    /// Comments, doctypes, processing instructions, and tags that never end.
    case nothing
}

/// Cuts a page into its pieces as the HTML standard's tokenizer does, as far as it matters when all of it is written anew.
struct HTMLTokens: Sequence, IteratorProtocol {
    /// Of one tag; more are passed over.
    private static let mostAttributes = 32

    private let scalars: [Unicode.Scalar]
    private var index = 0

    init(_ text: String) {
        scalars = Array(text.unicodeScalars)
    }

    mutating func next() -> HTMLToken? {
        guard index < scalars.count else { return nil }
        guard scalars[index] == "<", let second = peek(1) else { return text() }
        if second.isHTMLLetter { return open() }
        if second == "/" { return close() }
        if second == "!" || second == "?" { return comment() }
        return text()
    }

    /// Everything up to and with the end tag of an element whose content is no markup.
    mutating func skipRawText(of element: String) {
        let name = Array(element.unicodeScalars)
        while index < scalars.count {
            if scalars[index] == "<", peek(1) == "/" {
                let start = index + 2
                let found = scalars.dropFirst(start).prefix(name.count).map(\.htmlLowercased)
                let after = peek(2 + name.count)
                if found == name, after.map({ $0.isHTMLSpace || $0 == ">" || $0 == "/" }) ?? true {
                    _ = close()
                    return
                }
            }
            index += 1
        }
    }

    private func peek(_ distance: Int) -> Unicode.Scalar? {
        index + distance < scalars.count ? scalars[index + distance] : nil
    }

    private mutating func text() -> HTMLToken {
        let start = index
        index += 1
        while index < scalars.count, scalars[index] != "<" { index += 1 }
        return .text(Array(scalars[start..<index]))
    }

    private mutating func comment() -> HTMLToken {
        let isLong = peek(1) == "!" && peek(2) == "-" && peek(3) == "-"
        index += isLong ? 4 : 2
        // `<!-->` and `<!--->` are whole comments.
        if isLong, peek(0) == ">" || (peek(0) == "-" && peek(1) == ">") {
            index += peek(0) == ">" ? 1 : 2
            return .nothing
        }
        while index < scalars.count {
            if scalars[index] == ">" {
                let isEnd =
                    !isLong || (index >= 2 && scalars[index - 1] == "-" && scalars[index - 2] == "-")
                    || (index >= 3 && scalars[index - 1] == "!" && scalars[index - 2] == "-"
                        && scalars[index - 3] == "-")
                if isEnd {
                    index += 1
                    return .nothing
                }
            }
            index += 1
        }
        return .nothing
    }

    private mutating func close() -> HTMLToken {
        index += 2
        let name = tagName()
        while index < scalars.count, scalars[index] != ">" { index += 1 }
        let isWhole = index < scalars.count
        index += 1
        return isWhole && !name.isEmpty ? .close(name: name) : .nothing
    }

    private mutating func tagName() -> String {
        var name = String.UnicodeScalarView()
        while let scalar = peek(0), !scalar.isHTMLSpace, scalar != "/", scalar != ">" {
            name.append(scalar.htmlLowercased)
            index += 1
        }
        return String(name)
    }

    private mutating func open() -> HTMLToken {
        index += 1
        let name = tagName()
        var attributes: [(name: String, value: [Unicode.Scalar])] = []
        while true {
            while let scalar = peek(0), scalar.isHTMLSpace || scalar == "/" { index += 1 }
            guard let scalar = peek(0) else { return .nothing }
            if scalar == ">" {
                index += 1
                return .open(name: name, attributes: attributes)
            }
            let attribute = attributeName()
            while let scalar = peek(0), scalar.isHTMLSpace { index += 1 }
            var value: [Unicode.Scalar] = []
            if peek(0) == "=" {
                index += 1
                guard let found = attributeValue() else { return .nothing }
                value = found
            }
            // Of two with one name browsers take the first.
            if attributes.count < Self.mostAttributes, !attributes.contains(where: { $0.name == attribute }) {
                attributes.append((attribute, value))
            }
        }
    }

    private mutating func attributeName() -> String {
        var name = String.UnicodeScalarView()
        // A name may begin with an equals sign.
        repeat {
            guard let scalar = peek(0) else { break }
            name.append(scalar.htmlLowercased)
            index += 1
        } while peek(0).map { !$0.isHTMLSpace && $0 != "/" && $0 != ">" && $0 != "=" } ?? false
        return String(name)
    }

    /// `nil` when the page ends within it.
    private mutating func attributeValue() -> [Unicode.Scalar]? {
        while let scalar = peek(0), scalar.isHTMLSpace { index += 1 }
        guard let first = peek(0) else { return nil }
        let start: Int
        if first == "\"" || first == "'" {
            start = index + 1
            index = start
            while index < scalars.count, scalars[index] != first { index += 1 }
            guard index < scalars.count else { return nil }
            index += 1
            return Array(scalars[start..<(index - 1)])
        }
        start = index
        while let scalar = peek(0), !scalar.isHTMLSpace, scalar != ">" { index += 1 }
        return Array(scalars[start..<index])
    }
}

extension Unicode.Scalar {
    fileprivate var isHTMLSpace: Bool { self == " " || ("\t"..."\r").contains(self) }
    fileprivate var isHTMLLetter: Bool { ("a"..."z").contains(self) || ("A"..."Z").contains(self) }
    fileprivate var htmlLowercased: Unicode.Scalar {
        ("A"..."Z").contains(self) ? Unicode.Scalar(UInt8(truncatingIfNeeded: value | 0x20)) : self
    }
}
