extension LookMLWriter {
    /// Writes a list behind its key, on one line when it fits and holds no comments.
    mutating func write(_ list: LookMLList, key: LookMLToken, depth: Int) {
        let layout = ListLayout(list)
        append(" [")
        if layout.fitsOnALine(behind: depth * 2 + key.text.unicodeScalars.count) {
            for (index, element) in layout.elements.enumerated() {
                if index > 0 { append(", ") }
                append(element.text)
            }
        } else {
            for (index, element) in layout.elements.enumerated() {
                write(element.before, isFirst: index == 0, isApart: false, depth: depth + 1)
                for comment in element.innerComments { line(depth + 1, comment) }
                line(depth + 1, element.text)
                if index < layout.elements.count - 1 { append(",") }
            }
            write(
                layout.end, isFirst: layout.elements.isEmpty, isApart: false, depth: depth + 1, isLast: true)
            line(depth, "")
        }
        append("]")
    }
}

/// A list without its commas: what stands before and behind a comma stands between two elements.
private struct ListLayout {
    struct Element {
        var before: Trivia
        var innerComments: [Substring]
        var text: String
    }

    var elements: [Element] = []
    var end: Trivia

    init(_ list: LookMLList) {
        for element in list.elements {
            let comma = element.comma?.leadingTrivia ?? ""
            elements.append(
                Element(
                    before: Trivia([comma, element.content.first.leadingTrivia]),
                    innerComments: element.content.innerComments, text: element.content.text))
        }
        end = Trivia([list.elements.last?.trailingComma?.leadingTrivia ?? "", list.close.leadingTrivia])
    }

    /// - Parameter column: Where the key before the list ends.
    func fitsOnALine(behind column: Int) -> Bool {
        // ": [" and "]", and ", " between elements.
        var width = column + 4
        for (index, element) in elements.enumerated() {
            guard !element.before.hasComments, element.innerComments.isEmpty,
                !element.text.utf8.contains(UInt8(ascii: "\n"))
            else { return false }
            width += element.text.unicodeScalars.count + (index > 0 ? 2 : 0)
            if width > LookMLFormatter.width { return false }
        }
        return !end.hasComments && width <= LookMLFormatter.width
    }
}

extension LookMLElement.Content {
    fileprivate var first: LookMLToken {
        switch self {
        case .literal(let token), .string(let token), .pair(let token, _, _): token
        }
    }

    fileprivate var text: String {
        switch self {
        case .literal(let token): token.value
        case .string(let token): LineEnds.unified(token.text)
        case .pair(let key, _, let value): key.text + ": " + value.written
        }
    }

    /// Comments inside of the element: they move before it.
    fileprivate var innerComments: [Substring] {
        switch self {
        case .literal(let token): token.commentsBehindMinus
        case .string: []
        case .pair(_, let colon, let value):
            colon.comments + value.comments + (value.isString ? [] : value.commentsBehindMinus)
        }
    }
}

extension LookMLToken {
    /// Of a literal or a string.
    fileprivate var isString: Bool { text.utf8.first == UInt8(ascii: "\"") }

    fileprivate var written: String { isString ? LineEnds.unified(text) : value }
}
