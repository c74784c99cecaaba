import Testing

@testable import Alerts

@Suite struct RowNameTests {
    private static func table(_ rows: [[String?]], dates: Bool = false) -> AlertTable {
        AlertTable(
            columns: [
                .init(name: "day", label: "Day", isNumeric: false, isDimension: true, grain: dates ? .day : nil),
                .init(name: "land", label: "Land", isNumeric: false, isDimension: true),
                .init(name: "count", label: "Count", isNumeric: true),
            ],
            rows: rows.map { row in row.map { AlertTable.Cell(text: $0) } + [AlertTable.Cell(text: "1", number: 1)] },
            clock: 0)
    }

    @Test func `rows are named by their dimensions, in the order of the tile`() {
        let names = Self.table([["a", "DE"], ["b", nil], ["a", "DE"]]).rowNames(most: 10)
        #expect(names.map(\.label) == ["a, DE", "b, ∅"])
        #expect(names.first?.filters.map(\.field) == ["day", "land"])
        #expect(names.last?.filters.last?.value == .null)
        #expect(Self.table([["a", "DE"], ["b", nil]]).rowNames(most: 1).count == 1)
    }

    @Test func `over time each of the series is one row`() {
        let names = Self.table([["2026-11-27", "DE"], ["2026-11-28", "DE"], ["2026-11-28", "FR"]], dates: true)
            .rowNames(most: 10)
        #expect(names.map(\.label) == ["DE", "FR"])
    }
}
