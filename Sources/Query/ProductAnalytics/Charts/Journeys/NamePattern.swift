/// A pattern with `*` (any run without `/`), `**` (any run) and `?` (one character), for a whole name.
struct NamePattern: Sendable {
    private enum Piece: Equatable { case character(Character), one, runInside, run }

    private let pieces: [Piece]

    init(_ text: String) {
        var pieces: [Piece] = []
        for character in text {
            switch character {
            case "*" where pieces.last == .runInside: pieces[pieces.count - 1] = .run
            case "*": pieces.append(.runInside)
            case "?": pieces.append(.one)
            default: pieces.append(.character(character))
            }
        }
        self.pieces = pieces
    }

    /// - Complexity: Length of the name times length of the pattern, whatever the pattern is.
    func matches(_ name: String) -> Bool {
        // reached[i]: the first i pieces match what was read so far.
        var reached = Array(repeating: false, count: pieces.count + 1)
        reached[0] = true
        skipEmptyRuns(&reached)
        for character in name {
            var next = Array(repeating: false, count: pieces.count + 1)
            for (index, piece) in pieces.enumerated() where reached[index] {
                switch piece {
                case .character(let wanted): if character == wanted { next[index + 1] = true }
                case .one: next[index + 1] = true
                case .runInside: if character != "/" { next[index] = true }
                case .run: next[index] = true
                }
            }
            skipEmptyRuns(&next)
            reached = next
        }
        return reached[pieces.count]
    }

    private func skipEmptyRuns(_ reached: inout [Bool]) {
        for (index, piece) in pieces.enumerated() where reached[index] && (piece == .runInside || piece == .run) {
            reached[index + 1] = true
        }
    }
}
