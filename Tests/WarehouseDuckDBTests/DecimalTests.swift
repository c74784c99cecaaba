import Testing
import Warehouse

@Suite struct DecimalTests {
    /// Unscaled, scale, and the number as Swift's own reader of digits has it.
    @Test(
        arguments: [
            (37_020_000, 6, 37.02), (5_530_000, 6, 5.53), (-1_205, 2, -12.05), (0, 6, 0), (7, 0, 7), (1, 22, 1e-22),
            // Too long for a double: 2^53 + 1, and digits after the point that only the text keeps.
            (9_007_199_254_740_993, 0, 9_007_199_254_740_992),
            (12_345_678_901_234_567_890_123, 4, 1234567890123456789.0123),
        ] as [(Int128, Int, Double)])
    func `a decimal becomes the nearest double`(unscaled: Int128, scale: Int, expected: Double) {
        #expect(Double(unscaled: unscaled, scale: scale) == expected)
    }
}
