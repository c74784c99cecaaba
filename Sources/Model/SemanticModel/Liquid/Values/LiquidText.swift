/// Who wrote a text, and what has been done to make it safe.
package enum LiquidOrigin: Sendable, Equatable {
    /// The project, or this program: goes out as it is.
    case author
    /// Somebody who runs a query, or a row of data: has to be escaped for the place where it lands.
    case user
    /// A user's text inside of SQL that is complete in itself, such as a literal: safe in SQL outside of quotes.
    case sql
    /// A user's text inside of markup that is complete in itself: safe in HTML outside of tags.
    case html
    /// A user's text with everything special percent-encoded: safe in a URL.
    case url
}

/// Text that remembers which of its parts came from whom, so that a captured `name = '{{ user }}'` is still the author's
/// SQL around a user's word.
package struct LiquidText: Sendable, Equatable {
    package struct Run: Sendable, Equatable {
        package var text: String
        package var origin: LiquidOrigin
    }

    /// Without empty runs.
    package private(set) var runs: [Run] = []
    /// The length in UTF-8.
    private(set) var byteCount = 0

    package init(_ text: String, _ origin: LiquidOrigin) {
        append(text, origin)
    }

    init() {}

    package var text: String {
        runs.count == 1 ? runs[0].text : runs.reduce(into: "") { $0 += $1.text }
    }

    /// Whether any of it came from a user, whatever has been done to it since.
    package var isFromUser: Bool { runs.contains { $0.origin != .author } }

    mutating func append(_ text: String, _ origin: LiquidOrigin) {
        guard !text.isEmpty else { return }
        byteCount += text.utf8.count
        // Two literals side by side stay two: `'a'` and `'b'` are not `'a''b'`.
        if let last = runs.last, last.origin == origin, origin == .author || origin == .user {
            runs[runs.count - 1].text += text
        } else {
            runs.append(Run(text: text, origin: origin))
        }
    }

    mutating func append(_ other: LiquidText) {
        for run in other.runs { append(run.text, run.origin) }
    }

    /// A part, by UTF-8 offsets that lie between scalars. What was safe as a whole is not safe in parts.
    func slice(_ range: Range<Int>) -> LiquidText { pieces([range])[0] }

    /// Parts as ``slice(_:)`` cuts them, in order and without overlaps; as many as there are ranges.
    func pieces(_ ranges: [Range<Int>]) -> [LiquidText] {
        var result: [LiquidText] = []
        result.reserveCapacity(ranges.count)
        var position = 0
        // Where the run at this position begins.
        var start = 0
        for range in ranges {
            var piece = LiquidText()
            while position < runs.count, start < range.upperBound {
                let run = runs[position]
                let length = run.text.utf8.count
                let from = max(range.lowerBound, start) - start
                let to = min(range.upperBound, start + length) - start
                if from < to {
                    let isWhole = from == 0 && to == length
                    let utf8 = run.text.utf8
                    let part = utf8[
                        utf8.index(utf8.startIndex, offsetBy: from)..<utf8.index(utf8.startIndex, offsetBy: to)]
                    let text = isWhole ? run.text : String(decoding: part, as: UTF8.self)
                    piece.append(text, isWhole || run.origin == .author ? run.origin : .user)
                }
                // What is left of the run belongs to the next piece.
                if start + length > range.upperBound { break }
                start += length
                position += 1
            }
            result.append(piece)
        }
        return result
    }

    /// What is left when only these parts are kept.
    func joinedPieces(_ ranges: [Range<Int>]) -> LiquidText {
        pieces(ranges).reduce(into: LiquidText()) { $0.append($1) }
    }

    /// Each run changed by itself. What was safe before is not when it changes.
    func mapped(_ change: (String) -> String) -> LiquidText {
        var result = LiquidText()
        for run in runs {
            let text = change(run.text)
            result.append(text, run.origin == .author || text.utf8.elementsEqual(run.text.utf8) ? run.origin : .user)
        }
        return result
    }

    /// Each run changed by itself into a form that is safe in one language.
    func encoded(as origin: LiquidOrigin, _ change: (Run) -> String) -> LiquidText {
        var result = LiquidText()
        for run in runs { result.append(change(run), run.origin == .author ? .author : origin) }
        return result
    }

    /// The same, as a user's if `other` has anything of a user: what it decided about is the user's choice.
    func influenced(by other: LiquidText?) -> LiquidText {
        other?.isFromUser == true ? LiquidText(text, .user) : self
    }
}
