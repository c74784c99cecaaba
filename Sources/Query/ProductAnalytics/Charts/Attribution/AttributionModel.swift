/// How the credit for an event is shared among the touches before it, the first one to the last one.
package enum AttributionModel: Hashable, Sendable {
    case first, last, linear, participation
    case u, j, inverseJ
    /// Parts of the first, all in the middle together, and the last; any numbers, not all 0.
    case custom(first: Double, middle: Double, last: Double)

    /// All that need no numbers.
    package static let all: [AttributionModel] = [.first, .last, .linear, .participation, .u, .j, .inverseJ]

    package var name: String {
        switch self {
        case .first: "first"
        case .last: "last"
        case .linear: "linear"
        case .participation: "participation"
        case .u: "u"
        case .j: "j"
        case .inverseJ: "inverse_j"
        case .custom: "custom"
        }
    }

    /// What it gives to which touch, as a part of a sentence.
    var words: String {
        switch self {
        case .first: "first gives all to the first touch"
        case .last: "last all to the last touch"
        case .linear: "linear as much to each"
        case .participation: "participation the whole to each, so that its numbers add up to more"
        case .u: "u 40 % to the first, 40 % to the last and the rest to those between"
        case .j: "j 60 % to the last, 20 % to the one before it and the rest to those before that"
        case .inverseJ: "inverse_j 60 % to the first, 20 % to the second and the rest to those after that"
        case .custom: "custom its weights to the first, to those between together, and to the last"
        }
    }

    /// Credit by place: the same for each touch, and what some places have above that.
    struct Shares {
        var each = 0.0
        var first = 0.0
        var second = 0.0
        var beforeLast = 0.0
        var last = 0.0
    }

    /// - Parameter count: How many touches there are, at least one.
    func shares(of count: Int) -> Shares {
        switch self {
        case .first: return Shares(first: 1)
        case .last: return Shares(last: 1)
        case .linear: return Shares(each: 1 / Double(count))
        case .participation: return Shares(each: 1)
        case .u: return ends(0.4, 0.4, of: count)
        case .custom(let first, let middle, let last):
            let all = first + middle + last
            guard count > 2 else { return first + last > 0 ? ends(first, last, of: count) : ends(1, 1, of: count) }
            return ends(first / all, last / all, of: count)
        case .j: return late(of: count)
        case .inverseJ:
            let late = late(of: count)
            return Shares(each: late.each, first: late.last, second: late.beforeLast)
        }
    }

    /// So much for both ends and the rest for all between them; the ends alone share everything.
    private func ends(_ first: Double, _ last: Double, of count: Int) -> Shares {
        guard count > 1 else { return Shares(last: 1) }
        guard count > 2 else { return Shares(first: first / (first + last), last: last / (first + last)) }
        let each = (1 - first - last) / Double(count - 2)
        return Shares(each: each, first: first - each, last: last - each)
    }

    /// 60 % for the last, 20 % for the one before it, 20 % for all before that.
    private func late(of count: Int) -> Shares {
        guard count > 1 else { return Shares(last: 1) }
        guard count > 2 else { return Shares(beforeLast: 0.3, last: 0.7) }
        let each = 0.2 / Double(count - 2)
        return Shares(each: each, beforeLast: 0.2 - each, last: 0.6 - each)
    }
}
