/// How a clause compares what it counted with a number: `>= 3`, in words "at least 3".
package struct CohortComparison: Hashable, Sendable {
    package enum Sign: String, Hashable, Sendable, CaseIterable {
        case atLeast = ">="
        case above = ">"
        case equal = "="
        case notEqual = "!="
        case atMost = "<="
        case below = "<"

        package func holds(_ left: Double, _ right: Double) -> Bool {
            switch self {
            case .atLeast: left >= right
            case .above: left > right
            case .equal: left == right
            case .notEqual: left != right
            case .atMost: left <= right
            case .below: left < right
            }
        }
    }

    package var sign: Sign
    package var value: Double

    package init(_ sign: Sign, _ value: Double) {
        self.sign = sign
        self.value = value
    }

    package func holds(_ number: Double) -> Bool { sign.holds(number, value) }

    /// "at least 3", "3"
    var words: String { sign == .equal ? number : sign.words + " " + number }

    /// "at least 3 times", "exactly once"
    var timesInWords: String { sign.words + " " + (value == 1 ? "once" : number + " times") }

    /// "at least 5 days"
    func words(of unit: String) -> String { "\(sign.words) \(number) \(unit)\(value == 1 ? "" : "s")" }

    private var number: String { Int(exactly: value).map(String.init) ?? String(value) }
}

extension CohortComparison.Sign {
    /// What stands before a number: "at least".
    var words: String {
        switch self {
        case .atLeast: "at least"
        case .above: "more than"
        case .equal: "exactly"
        case .notEqual: "other than"
        case .atMost: "at most"
        case .below: "fewer than"
        }
    }

    /// What stands between two things of which one is done so often as the other, or not.
    var wordsForOften: String {
        switch self {
        case .atLeast: "at least as often as"
        case .above: "more often than"
        case .equal: "as often as"
        case .notEqual: "not as often as"
        case .atMost: "at most as often as"
        case .below: "less often than"
        }
    }
}
