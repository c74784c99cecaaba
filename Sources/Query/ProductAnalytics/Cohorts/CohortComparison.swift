/// How a clause compares what it counted with a number: `>= 3`.
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

    var words: String {
        sign.rawValue + " " + (Int(exactly: value).map(String.init) ?? String(value))
    }
}
