/// The numbers of cells in order, which several percentiles ask for.
final class SegmentationOrders {
    private struct Span: Hashable {
        var stream: Int
        var places: Range<Int>
    }

    private var known: [Span: OrderStatistics] = [:]

    /// A percentile of all numbers in some places of a stream; `nil` if there is none.
    func percentile(_ share: Double, of cells: ValueCells?, stream: Int, _ places: Range<Int>) -> Double? {
        // What is known is taken out meanwhile, so that it is not copied when it changes.
        let span = Span(stream: stream, places: trimmed(places, cells))
        var order = known.removeValue(forKey: span) ?? OrderStatistics(Self.numbers(cells, span.places))
        defer { known[span] = order }
        return Percentile.value(share, of: &order)
    }

    /// The places without those at the ends that hold nothing, so that a window and the range may be found to be the same.
    private func trimmed(_ places: Range<Int>, _ cells: ValueCells?) -> Range<Int> {
        guard let values = cells?.values[places], let first = values.firstIndex(where: { !$0.isEmpty }),
            let last = values.lastIndex(where: { !$0.isEmpty })
        else { return places.lowerBound..<places.lowerBound }
        return first..<last + 1
    }

    private static func numbers(_ cells: ValueCells?, _ places: Range<Int>) -> [Double] {
        guard let cells, !places.isEmpty else { return [] }
        return places.count == 1 ? cells.values[places.lowerBound] : cells.values[places].flatMap { $0 }
    }
}
