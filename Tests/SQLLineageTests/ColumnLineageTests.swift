import SQLLineage
import Testing
import Warehouse

@Suite("Column lineage")
struct ColumnLineageTests {
    @Test("an input says what it is")
    func description() {
        let input = LineageInput(table: TableName(schema: "raw", "pings"), part: .column("version"), use: .copied)
        #expect(input.description == "raw.pings.version copied")
    }
}
