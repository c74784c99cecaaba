/// Makes UUIDs of version 7 (RFC 9562): in the order of their time, so that they compress and sort like it.
struct EventUUID: Sendable {
    private var state: UInt64

    /// - Parameter seed: 64 random bits.
    init(seed: UInt64) { state = seed }

    /// The 128 bits in the order in which a UUID is written.
    mutating func next(at time: Timestamp) -> UInt128 {
        let milliseconds = UInt64(clamping: time.milliseconds) & 0xFFFF_FFFF_FFFF
        let high = milliseconds << 16 | 0x7000 | (random() & 0x0FFF)
        let low = 0x8000_0000_0000_0000 | (random() >> 2)
        return UInt128(high) << 64 | UInt128(low)
    }

    /// SplitMix64 (Steele, Lea, Flood: Fast splittable pseudorandom number generators, 2014). The ids need to be
    /// distinct, not secret, and a system call for each event would cost more than the rest of it.
    private mutating func random() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
