import Foundation
import Landing
import WarehouseDuckDB

/// Makes the tables of a warehouse that the charts are measured on, as the product makes them.
///
///     ChartData tables WAREHOUSE
///     ChartData derived WAREHOUSE [NAME:text|number …]
///     ChartData packed WAREHOUSE [NAME:text|number …]
///
/// `tables` makes the empty tables of what is collected. `derived` makes the tables beside the events anew, with the named
/// properties in them, and packs them; `packed` packs them as they are, unless there is a pack of them
/// with all that charts have asked for.
@main
struct ChartData {
    static let usage = "Usage: ChartData tables|derived|packed WAREHOUSE [NAME:text|number …]"

    static func main() async throws {
        let arguments = Array(CommandLine.arguments.dropFirst())
        let promoted = arguments.dropFirst(2).compactMap(property)
        guard arguments.count >= 2, promoted.count == arguments.count - 2 else { fail(usage, status: 64) }
        let spill = arguments[1] + ".spill"
        let warehouse = try DuckDBWarehouse.open(
            DuckDBConfiguration(
                path: arguments[1], memoryLimit: 4 << 30, threads: 2, temporaryDirectory: spill,
                defaultTimeLimit: .seconds(3_600)))
        switch arguments[0] {
        case "tables": try await LandingSchema.prepare(in: warehouse)
        case "derived":
            let order = DerivedOrder(DerivedTables(promoted: promoted), in: warehouse)
            try await order.rebuild()
            try await order.pack()
            guard try await order.isAsSettings() else { fail("Not all of the named properties are in the tables.") }
        case "packed": try await DerivedOrder(DerivedTables(promoted: promoted), in: warehouse).packIfNeeded()
        default: fail(usage, status: 64)
        }
        try await warehouse.close()
        try? FileManager.default.removeItem(atPath: spill)
    }

    private static func property(_ text: String) -> PromotedProperty? {
        guard let colon = text.lastIndex(of: ":"),
            let kind = PromotedProperty.Kind(rawValue: String(text[text.index(after: colon)...]))
        else { return nil }
        return PromotedProperty(String(text[..<colon]), kind)
    }

    private static func fail(_ message: String, status: Int32 = 1) -> Never {
        FileHandle.standardError.write(Data((message + "\n").utf8))
        exit(status)
    }
}
