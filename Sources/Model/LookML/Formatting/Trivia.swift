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
    init(_ text: String, followsToken: Bool = true) { self.init([text], followsToken: followsToken) }

    /// - Parameter parts: Texts with something between them that is written elsewhere, as the comma of a list.
    init(_ parts: [String], followsToken: Bool = true) {
        var isOnFirstLine = followsToken
        var isAfterBlankLine = false
        for part in parts {
            // A line with a comma is not blank.
            var lineEnds = 0
            let bytes = part.utf8
            var place = bytes.startIndex
            while place < bytes.endIndex {
                if bytes[place] == UInt8(ascii: "#") {
                    let end = bytes[place...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.endIndex
                    let comment = Self.withoutBlanksAtEnd(part[place..<end])
                    if isOnFirstLine {
                        trailing = comment
                    } else {
                        comments.append(Comment(text: comment, isAfterBlankLine: isAfterBlankLine))
                    }
                    (isOnFirstLine, isAfterBlankLine, lineEnds) = (false, false, 0)
                    place = end
                } else {
                    if bytes[place] == UInt8(ascii: "\n") {
                        isOnFirstLine = false
                        lineEnds += 1
                        if lineEnds > 1 { isAfterBlankLine = true }
                    }
                    place = bytes.index(after: place)
                }
            }
        }
        endsWithBlankLine = isAfterBlankLine
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
