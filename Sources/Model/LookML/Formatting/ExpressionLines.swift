/// The lines of an expression, to be moved to the right or left together.
struct ExpressionLines {
    /// Indentation is bytes, since an accent after a blank would make one character of the two.
    private var lines: [(indentation: [UInt8], rest: Substring)]
    /// Whether all that lines begin with is indentation, and not perhaps part of a string or a comment.
    private let canMove: Bool
    /// The lines that move: all, or all but the first.
    private let moving: Range<Int>

    init(_ content: String, key: String, firstLineMoves: Bool = true) {
        lines = content.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map { line in
            let rest = line.drop { $0 == 0x20 || $0 == 0x09 }
            return (Array(line.prefix(line.count - rest.count)), Substring(rest))
        }
        moving = (firstLineMoves ? 0 : 1)..<max(1, lines.count)
        let quotes = QuoteScan(key: key)
        canMove = lines.allSatisfy { quotes.isClosed($0.rest) } && !quotes.mayKeepBlanks(in: content)
    }

    var text: String {
        var bytes: [UInt8] = []
        for (index, line) in lines.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: "\n")) }
            bytes += line.indentation
            bytes += line.rest.utf8
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Whether the line furthest left begins behind just so many spaces.
    func isIndented(by width: Int) -> Bool {
        let common = commonIndentation
        return common.count == width && common.allSatisfy { $0 == 0x20 }
    }

    /// Lets the line furthest left begin behind `width` spaces, and the others as far from it as they were. Does nothing
    /// when that could change what the expression means.
    mutating func move(to width: Int) {
        guard canMove else { return }
        let common = commonIndentation.count
        for index in moving {
            let isBlank = lines[index].rest.isEmpty
            lines[index].indentation =
                isBlank ? [] : Array(repeating: 0x20, count: width) + lines[index].indentation.dropFirst(common)
        }
    }

    /// What all lines that move begin with; lines of blanks alone don't count.
    private var commonIndentation: ArraySlice<UInt8> {
        var common: ArraySlice<UInt8>?
        for line in lines[moving] where !line.rest.isEmpty {
            let shared = common.map { zip($0, line.indentation).prefix { $0 == $1 }.count } ?? line.indentation.count
            common = line.indentation.prefix(shared)
        }
        return common ?? []
    }
}
