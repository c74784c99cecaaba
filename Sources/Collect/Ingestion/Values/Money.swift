/// Amounts in millionths, as DECIMAL(18,6) holds them.
enum Money {
    /// `nil` for what has more than twelve digits before the point.
    static func millionths(_ amount: Double) -> Int128? {
        let scaled = (amount * 1_000_000).rounded()
        guard scaled.isFinite, abs(scaled) < 1e18 else { return nil }
        return Int128(exactly: scaled)
    }
}
