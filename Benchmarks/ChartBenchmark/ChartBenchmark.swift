import Foundation
import JSON
import ProductAnalytics
import Warehouse
import WarehouseDuckDB

/// Times charts in this process, so that a figure holds the chart and nothing else.
///
///     ChartBenchmark WAREHOUSE ROUNDS AS_OF DEFINITION.json …
///
/// Prints one line of JSON for each definition: its name, the milliseconds of each round, and the answer.
@main
struct ChartBenchmark {
    static func main() async throws {
        let arguments = Array(CommandLine.arguments.dropFirst())
        guard arguments.count >= 4, let rounds = Int(arguments[1]), let asOf = Int64(arguments[2]) else {
            FileHandle.standardError.write(Data("ChartBenchmark WAREHOUSE ROUNDS AS_OF DEFINITION.json …\n".utf8))
            exit(64)
        }
        let warehouse = try DuckDBWarehouse.open(
            DuckDBConfiguration(path: arguments[0], memoryLimit: 1 << 30, threads: 2))
        let source = try await CanonicalEvents.read(project: 1, from: warehouse)
        let runner = ChartRunner(source: source, warehouse: warehouse, calendar: ChartCalendar())
        for file in arguments.dropFirst(3) {
            let text = try String(contentsOfFile: file, encoding: .utf8)
            let definition = try ChartDefinition(try JSONValue.parse(text))
            var times: [Double] = []
            var answer: [UInt8] = []
            for _ in 0..<rounds {
                let started = ContinuousClock.now
                let outcome = try await runner.run(definition, asOf: asOf, label: "benchmark")
                let elapsed = ContinuousClock.now - started
                times.append(Double(elapsed.components.attoseconds) / 1e15 + Double(elapsed.components.seconds) * 1e3)
                var writer = JSONWriter()
                outcome.write(to: &writer)
                answer = writer.bytes
            }
            let name = URL(fileURLWithPath: file).deletingPathExtension().lastPathComponent
            var writer = JSONWriter()
            writer.beginObject()
            writer.key("chart")
            writer.string(name)
            writer.key("ms")
            writer.beginArray()
            for time in times { writer.double(time) }
            writer.endArray()
            writer.key("answer")
            writer.raw(answer)
            writer.endObject()
            print(String(decoding: writer.bytes, as: UTF8.self))
        }
        try await warehouse.close()
    }
}
