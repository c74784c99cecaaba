/// A stream of numbers that looks random and always comes out the same: SplitMix64. Every part of the company draws from
/// a stream of its own, so that a change in one leaves the others as they are.
struct Random {
    private var state: UInt64

    /// The stream of the `index`-th thing of a kind.
    init(seed: UInt64, _ kind: Kind, _ index: Int = 0) {
        state =
            Self.mix(seed &+ 0x9E37_79B9_7F4A_7C15 &* (kind.rawValue &+ 1))
            ^ Self.mix(UInt64(bitPattern: Int64(index)) &+ 1)
        state = Self.mix(state)
    }

    enum Kind: UInt64 {
        case names = 1, people, releases, customers, prospects, free, unknownInstances, apps, ownInstances, activity
        case pings, events, usage, licenses
        case organizations = 32, contacts, campaigns, leads, webSessions, tickets, answers, mailings, salesMails
        case monitoring, environment, enrichment, crmHistory
    }

    private static func mix(_ value: UInt64) -> UInt64 {
        var mixed = value
        mixed = (mixed ^ (mixed &>> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed &>> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed &>> 31)
    }

    mutating func next() -> UInt64 {
        state = state &+ 0x9E37_79B9_7F4A_7C15
        return Self.mix(state)
    }

    /// 0 up to and without `bound`; 0 if there is nothing to choose from.
    mutating func below(_ bound: Int) -> Int { bound <= 1 ? 0 : Int(truncatingIfNeeded: next() &>> 33) % bound }

    /// Both ends included.
    mutating func between(_ low: Int, _ high: Int) -> Int { low + below(high - low + 1) }

    /// 0 up to and without 1.
    mutating func fraction() -> Double { Double(next() &>> 11) / 9_007_199_254_740_992 }

    mutating func between(_ low: Double, _ high: Double) -> Double { low + (high - low) * fraction() }

    mutating func chance(_ probability: Double) -> Bool { fraction() < probability }

    /// One of the choices, each as likely as its weight says.
    mutating func pick<Choice>(_ choices: [(choice: Choice, weight: Int)], otherwise: Choice) -> Choice {
        var left = below(choices.reduce(0) { $0 + $1.weight })
        for (choice, weight) in choices {
            if left < weight { return choice }
            left -= weight
        }
        return otherwise
    }

    /// One of a list that is known not to be empty.
    mutating func pick(_ choices: [String]) -> String { choices.isEmpty ? "" : choices[below(choices.count)] }

    /// 64 independent bits, each set with a probability of `threshold`/256.
    ///
    /// Works from the threshold's lowest bit up: an OR lifts the probability p to (1 + p)/2, an AND lowers it to p/2.
    mutating func bits(threshold: Int) -> UInt64 {
        if threshold <= 0 { return 0 }
        if threshold >= 256 { return ~0 }
        var bits: UInt64 = 0
        var place = threshold.trailingZeroBitCount
        while place < 8 {
            bits = threshold &>> place & 1 == 1 ? bits | next() : bits & next()
            place += 1
        }
        return bits
    }

    /// A random (version 4) UUID as text.
    mutating func uuid() -> String {
        let high = next() & 0xFFFF_FFFF_FFFF_0FFF | 0x4000
        let low = next() & 0x3FFF_FFFF_FFFF_FFFF | 0x8000_0000_0000_0000
        let digits = Array(Self.hexadecimal(high) + Self.hexadecimal(low))
        return [0..<8, 8..<12, 12..<16, 16..<20, 20..<32].map { String(digits[$0]) }.joined(separator: "-")
    }

    /// Letters and digits without those that look alike, as CRM systems write their ids.
    mutating func code(_ length: Int) -> String {
        let alphabet = Array("23456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghjkmnpqrstuvwxyz")
        return String((0..<length).map { _ in alphabet[below(alphabet.count)] })
    }

    static func hexadecimal(_ value: UInt64) -> String {
        let digits = String(value, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
