import Content
import Testing

/// Tiles that show saved charts of product analytics.
@Suite struct ChartTileTests {
    private static let dashboard = """
        dashboard: 409
        filters:
        - {name: Date, type: date_filter}
        - {name: Country, type: string_filter}
        elements:
        - name: funnel
          type: extension
          attributes: {extension_id: soundings::chart}
          rich_content_json: '{"chart": "s12"}'
          listen: {Date: range, Country: country}
        - name: other
          type: extension
          attributes: {extension_id: another::extension}
          rich_content_json: '{"chart": "s12"}'
          listen: {Country: user.plan}
        - {name: words, type: text}
        """

    @Test func `a chart may be filtered by what its tiles listen by`() async throws {
        let test = try TestDatabase()
        let problems = try await test.store.synchronise(with: shop(), files: [("d.yaml", Self.dashboard)])
        #expect(problems.isEmpty)
        let read = try #require(try await test.store.dashboard("409"))
        #expect(read.elements.map(\.definition.chartID) == ["s12", nil, nil])
        #expect(read.elements[0].definition.listeners.map(\.field).sorted() == ["country", "range"])
        let reader = ContentReader(userID: "1", groupIDs: [], isAdmin: true)
        #expect(try await test.store.filteredFields(ofChart: "s12", for: reader) == ["country", "range"])
        #expect(try await test.store.filteredFields(ofChart: "s13", for: reader).isEmpty)
    }
}
