/// What stands between two tokens of a correct file: comments, and where blank lines are between them.
struct Trivia {
    struct Comment {
        /// With its `#`, without blanks at its end.
        var text: Substring
        var isAfterBlankLine: Bool
    }

    /// A comment on the line on which the token before ends.
    private(set) var trailing: Substring?
    /// Comments on lines of their own.
    private(set) var comments: [Comment] = []
    /// Whether a blank line is the last thing before the token that follows.
    private(set) var endsWithBlankLine = false

    /// - Parameter followsToken: False at the start of a file, where the first line belongs to no token.
    init(_ text: String, followsToken: Bool = true) {
        let bytes = text.utf8
        var place = bytes.startIndex
        var lineEnds = 0
        while place < bytes.endIndex {
            if bytes[place] == UInt8(ascii: "#") {
                let end = bytes[place...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.endIndex
                add(Self.withoutBlanksAtEnd(text[place..<end]), lineEnds: lineEnds, followsToken: followsToken)
                lineEnds = 0
                place = end
            } else {
                if bytes[place] == UInt8(ascii: "\n") { lineEnds += 1 }
                place = bytes.index(after: place)
            }
        }
        endsWithBlankLine = lineEnds > 1
    }

    private mutating func add(_ comment: Substring, lineEnds: Int, followsToken: Bool) {
        if lineEnds == 0, followsToken, trailing == nil, comments.isEmpty {
            trailing = comment
        } else {
            comments.append(Comment(text: comment, isAfterBlankLine: lineEnds > 1))
        }
    }

    var hasComments: Bool { trailing != nil || !comments.isEmpty }

    var hasBlankLine: Bool { endsWithBlankLine || comments.contains(where: \.isAfterBlankLine) }

    /// All comments, for a place where they can't stand.
    var allComments: [Substring] { (trailing.map { [$0] } ?? []) + comments.map(\.text) }

    private static func withoutBlanksAtEnd(_ text: Substring) -> Substring {
        var text = text
        while let last = text.utf8.last, last == 0x20 || last == 0x09 || last == 0x0D {
            text = text[..<text.utf8.index(before: text.endIndex)]
        }
        return text
    }
}
