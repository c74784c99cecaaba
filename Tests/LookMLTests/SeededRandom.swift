import Foundation

/// SplitMix64: the same numbers on every machine.
struct SeededRandom: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }

    mutating func below(_ end: Int) -> Int { Int.random(in: 0..<end, using: &self) }

    mutating func one<Element>(of elements: [Element]) -> Element { elements[below(elements.count)] }
}

/// How long random suites run: a sample, unless `SOUNDINGS_SOAK` asks for all.
enum Rounds {
    static func count(sample: Int, soak: Int) -> Int {
        ProcessInfo.processInfo.environment["SOUNDINGS_SOAK"] == nil ? sample : soak
    }
}
