/// A text parameter of Looker's searches: without regard to case, `%` stands for any text and `_` for one character.
struct LikePattern {
    private let pattern: [Character]

    init(_ text: String) { pattern = Array(text.lowercased().prefix(500)) }

    func matches(_ text: String) -> Bool {
        let text = Array(text.lowercased())
        // Greedy with one step back, so that the time is the product of the lengths at most.
        var (place, at) = (0, 0)
        var (star, retry): (Int?, Int) = (nil, 0)
        while at < text.count {
            if place < pattern.count, pattern[place] == "%" {
                (star, retry) = (place, at)
                place += 1
            } else if place < pattern.count, pattern[place] == "_" || pattern[place] == text[at] {
                place += 1
                at += 1
            } else if let star {
                retry += 1
                (place, at) = (star + 1, retry)
            } else {
                return false
            }
        }
        return pattern[place...].allSatisfy { $0 == "%" }
    }
}
