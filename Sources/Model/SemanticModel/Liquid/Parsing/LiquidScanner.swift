/// Cuts a template into text, `{{ outputs }}` and `{% tags %}`, with white space already taken off where a hyphen asks for
/// it.
struct LiquidScanner {
    struct Tag {
        var name: String
        /// Where the tag opens.
        var byte: Int
        /// What follows its name.
        var markup: Range<Int>
    }

    enum Token {
        case text(Range<Int>)
        case output(Range<Int>, byte: Int)
        case tag(Tag)
    }

    let bytes: [UInt8]
    private var position = 0
    /// The last closing asked for the white space after it to go.
    private var trimsNext = false
    /// The lines of a `{% liquid %}` tag that are still to come, the first last.
    private var lines: [Tag] = []

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// The next part, or nil at the end.
    mutating func next() throws(LiquidFault) -> Token? {
        while true {
            if let line = lines.popLast() { return .tag(line) }
            guard position < bytes.count else { return nil }
            let open = nextOpening(from: position)
            if open > position {
                let text = textRange(until: open)
                position = open
                if !text.isEmpty { return .text(text) }
                continue
            }
            trimsNext = false
            let isOutput = bytes[open + 1] == UInt8(ascii: "{")
            let inner = try takeInner(open: open, closing: isOutput ? UInt8(ascii: "}") : UInt8(ascii: "%"))
            if isOutput { return .output(inner, byte: open) }
            let tag = self.tag(in: inner, open: open)
            switch tag.name {
            case "#": continue
            case "liquid": lines = linesOf(tag).reversed()
            default: return .tag(tag)
            }
        }
    }

    /// The text until `{% endraw %}`, as it is.
    mutating func takeRaw(openedAt byte: Int) throws(LiquidFault) -> Range<Int> {
        let start = position
        while let open = bytes.firstIndex(of: [0x7B, 0x25], from: position) {
            position = open + 2
            guard word(from: open + 2) == "endraw" else { continue }
            let trimsBefore = position < bytes.count && bytes[position] == UInt8(ascii: "-")
            guard close(from: open + 2) else { break }
            var end = open
            while trimsBefore, end > start, bytes[end - 1].isLiquidBlank { end -= 1 }
            return start..<end
        }
        throw LiquidFault("This {% raw %} is never closed.", at: byte, suggestion: "{% endraw %}")
    }

    /// Skips everything until the `{% endcomment %}` that belongs to a `{% comment %}`. What looks like a tag and is none
    /// means nothing in there.
    mutating func skipComment(openedAt byte: Int) throws(LiquidFault) {
        var depth = 1
        let isInLines = !lines.isEmpty
        while depth > 0 {
            let name: String
            if isInLines {
                guard let line = lines.popLast() else { break }
                name = line.name
            } else {
                guard let open = bytes.firstIndex(of: [0x7B, 0x25], from: position) else { break }
                position = open + 2
                name = word(from: open + 2)
                if name == "comment" || name == "endcomment" {
                    guard close(from: open + 2) else { break }
                }
            }
            if name == "comment" { depth += 1 }
            if name == "endcomment" { depth -= 1 }
        }
        guard depth == 0 else {
            throw LiquidFault("This {% comment %} is never closed.", at: byte, suggestion: "{% endcomment %}")
        }
    }

    /// The name of a tag that opens before `start`.
    private func word(from start: Int) -> String {
        var start = start
        if start < bytes.count, bytes[start] == UInt8(ascii: "-") { start += 1 }
        while start < bytes.count, bytes[start].isLiquidBlank { start += 1 }
        return String(decoding: bytes[start...].prefix(12).prefix { $0.isWordByte }, as: UTF8.self)
    }

    /// Moves behind the next `%}`, if there is one.
    private mutating func close(from start: Int) -> Bool {
        guard let close = bytes.firstIndex(of: [0x25, 0x7D], from: start) else { return false }
        position = close + 2
        trimsNext = bytes[close - 1] == UInt8(ascii: "-")
        return true
    }

    private func nextOpening(from start: Int) -> Int {
        var index = start
        while index + 1 < bytes.count {
            if bytes[index] == UInt8(ascii: "{"),
                bytes[index + 1] == UInt8(ascii: "{") || bytes[index + 1] == UInt8(ascii: "%")
            {
                return index
            }
            index += 1
        }
        return bytes.count
    }

    private mutating func textRange(until open: Int) -> Range<Int> {
        var start = position
        var end = open
        while trimsNext, start < end, bytes[start].isLiquidBlank { start += 1 }
        trimsNext = false
        if open + 2 < bytes.count, bytes[open + 2] == UInt8(ascii: "-") {
            while end > start, bytes[end - 1].isLiquidBlank { end -= 1 }
        }
        return start..<end
    }

    /// What stands between `{{` and `}}`, or `{%` and `%}`, without hyphens; moves behind it.
    private mutating func takeInner(open: Int, closing: UInt8) throws(LiquidFault) -> Range<Int> {
        var start = open + 2
        if start < bytes.count, bytes[start] == UInt8(ascii: "-") { start += 1 }
        guard let close = closingIndex(from: start, closing: closing) else {
            let mark = closing == UInt8(ascii: "}") ? "{{" : "{%"
            throw LiquidFault(
                "This \(mark) is never closed.", at: open,
                suggestion: closing == UInt8(ascii: "}") ? "Add the missing }}." : "Add the missing %}.")
        }
        position = close + 2
        trimsNext = close > start && bytes[close - 1] == UInt8(ascii: "-")
        return start..<(trimsNext ? close - 1 : close)
    }

    /// The end does not stand in quotes, unless the quotes don't end either.
    private func closingIndex(from start: Int, closing: UInt8) -> Int? {
        let isComment = bytes[start...].first { !$0.isLiquidBlank } == UInt8(ascii: "#")
        var quote: UInt8?
        var index = start
        var first: Int?
        while index < bytes.count {
            let byte = bytes[index]
            if index + 1 < bytes.count, byte == closing, bytes[index + 1] == UInt8(ascii: "}") {
                if quote == nil || isComment { return index }
                if first == nil { first = index }
            }
            if let open = quote {
                if byte == open { quote = nil }
            } else if byte == UInt8(ascii: "'") || byte == UInt8(ascii: "\"") {
                quote = byte
            }
            index += 1
        }
        return first
    }

    private func tag(in inner: Range<Int>, open: Int) -> Tag {
        var start = inner.lowerBound
        while start < inner.upperBound, bytes[start].isLiquidBlank { start += 1 }
        var end = start
        while end < inner.upperBound, bytes[end].isWordByte { end += 1 }
        if end == start, end < inner.upperBound, bytes[end] == UInt8(ascii: "#") { end += 1 }
        let name = String(decoding: bytes[start..<end], as: UTF8.self)
        return Tag(name: name, byte: open, markup: end..<inner.upperBound)
    }

    private func linesOf(_ liquid: Tag) -> [Tag] {
        bytes[liquid.markup].split(separator: UInt8(ascii: "\n")).compactMap { line in
            let tag = self.tag(in: line.startIndex..<line.endIndex, open: line.startIndex)
            let isBlank = tag.name.isEmpty && bytes[tag.markup].allSatisfy(\.isLiquidBlank)
            return isBlank || tag.name == "#" ? nil : tag
        }
    }
}
