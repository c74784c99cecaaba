/// What one template may use. Templates come from people who may write projects, values from everybody: neither may stop
/// the process.
enum LiquidLimits {
    /// Blocks within blocks.
    static let nesting = 64
    /// Brackets and ranges within each other, in one expression.
    static let expressionNesting = 16
    /// Passes through all loops of one rendering.
    static let iterations = 100_000
    /// Elements of one list.
    static let elements = 100_000
    /// Bytes of the result, and of every text on the way to it.
    static let bytes = 4 * 1024 * 1024
    /// Bytes and steps that one rendering may touch.
    static let work = 128 * 1024 * 1024
}

/// Counts what a rendering uses.
struct LiquidMeter {
    private var iterations = 0
    private var work = 0

    mutating func iterate() throws(LiquidRefusal) {
        iterations += 1
        guard iterations <= LiquidLimits.iterations else {
            throw LiquidRefusal("The loops of this template run more than \(LiquidLimits.iterations) times.")
        }
    }

    /// - Parameter amount: Bytes or steps, not negative.
    mutating func charge(_ amount: Int) throws(LiquidRefusal) {
        let (sum, overflow) = work.addingReportingOverflow(amount)
        work = overflow ? .max : sum
        guard work <= LiquidLimits.work else { throw LiquidRefusal("This template takes too long to render.") }
    }

    static func checkSize(_ bytes: Int) throws(LiquidRefusal) {
        guard bytes <= LiquidLimits.bytes else {
            throw LiquidRefusal("The text becomes longer than \(LiquidLimits.bytes / 1_048_576) MB.")
        }
    }
}
