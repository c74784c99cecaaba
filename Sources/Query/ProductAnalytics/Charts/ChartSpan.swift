/// The time that a chart counts, where its buckets don't begin and end with the range.
package struct ChartSpan: Sendable {
    /// Half open.
    package let range: (from: Int64, to: Int64)
    /// What a reader should know; nothing where all is as it was asked.
    package let note: String?

    /// The range as it was asked: nothing is counted by bucket.
    static func asked(in context: ChartContext) -> ChartSpan { ChartSpan(range: context.range, note: nil) }

    /// Every bucket that the range touches, whole.
    static func whole(_ buckets: Buckets, in context: ChartContext) -> ChartSpan {
        guard buckets.count > 0, buckets.start != context.range.from || buckets.end != context.range.to else {
            return .asked(in: context)
        }
        return ChartSpan(
            range: (buckets.start, buckets.end),
            note: "The range is widened to whole buckets by \(buckets.interval.rawValue).")
    }

    /// The range alone: of buckets that reach out of it a part is counted.
    static func parts(_ buckets: Buckets, in context: ChartContext) -> ChartSpan {
        let (isFirstCut, isLastCut) = (buckets.start < context.range.from, buckets.end > context.range.to)
        guard buckets.count > 0, isFirstCut || isLastCut else { return .asked(in: context) }
        let which =
            isFirstCut && isLastCut && buckets.count > 1
            ? "The first and the last bucket by \(buckets.interval.rawValue) reach"
            : "The \(isFirstCut ? "first" : "last") bucket by \(buckets.interval.rawValue) reaches"
        return ChartSpan(
            range: context.range, note: which + " out of the range: only what lies in the range is counted there.")
    }
}
