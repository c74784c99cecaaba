/// A 128-bit digest of a piece of a query, built up part by part; the same in every process.
///
/// Two lanes of FNV-1a, the second over words turned by a few bits and from another start. Good against accidents, not
/// against somebody who looks for two texts with one digest.
struct TreeDigest: Hashable, Sendable {
    private var low: UInt64 = 0xcbf2_9ce4_8422_2325
    private var high: UInt64 = 0x9e37_79b9_7f4a_7c15

    /// - Parameter kind: Keeps digests of different things apart.
    init(_ kind: StaticString) {
        kind.withUTF8Buffer { add(bytes: $0) }
    }

    mutating func add(_ text: String) {
        var text = text
        text.withUTF8 { add(bytes: $0) }
    }

    /// Adds bytes and their number, so that "ab" + "c" is not "a" + "bc".
    mutating func add(bytes: UnsafeBufferPointer<UInt8>) {
        for byte in bytes { mix(UInt64(byte)) }
        mix(UInt64(bytes.count) | 1 << 32)
    }

    mutating func add(_ number: Int) { mix(UInt64(bitPattern: Int64(number))) }

    mutating func add(_ other: TreeDigest) {
        mix(other.low)
        mix(other.high)
    }

    private mutating func mix(_ word: UInt64) {
        low = (low ^ word) &* 0x0000_0100_0000_01b3
        low ^= low >> 29
        high = (high ^ (word << 17 | word >> 47)) &* 0x0000_0100_0000_01b3
        high ^= high >> 31
    }
}
