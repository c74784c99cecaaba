import Foundation
import JSON
import ProductAnalytics
import Warehouse
import WarehouseDuckDB

/// Times charts in this process, so that a figure holds the chart and nothing else.
///
///     ChartBenchmark WAREHOUSE ROUNDS AS_OF [--plain] [--resident MIB] [DEFINITION.json …]
///
/// Prints one line of JSON for each definition: `chart` (the name of its file), `ms` of each round, `cpu_ms` of all threads,
/// `peak_mib` (the most memory that this process has had so far), and the `answer`. Without definitions it reads their paths from the standard
/// input, one a line, and answers each when it comes, so that others can take turns with it. `--plain` reads the events
/// alone, not the tables that are kept beside them; `--resident` keeps lists of steps in memory from one round to the next.
@main
struct ChartBenchmark {
    static func main() async throws {
        guard let options = Options(Array(CommandLine.arguments.dropFirst())) else {
            fail(Options.usage, status: 64)
        }
        do {
            try await measure(options)
        } catch {
            fail("\(options.warehouse): \(error)")
        }
    }

    private static func measure(_ options: Options) async throws {
        // Several may read one file at once.
        var configuration = DuckDBConfiguration(path: options.warehouse, memoryLimit: 1 << 30, threads: 2)
        configuration.readOnly = true
        let warehouse = try DuckDBWarehouse.open(configuration)
        let source = try await CanonicalEvents.read(project: 1, from: warehouse)
        var runner = ChartRunner(source: source, warehouse: warehouse, calendar: ChartCalendar())
        runner.readsDerived = options.readsDerived
        runner.resident = options.resident.map { ResidentSteps(budget: $0 << 20) }
        let benchmark = ChartBenchmark(runner: runner, options: options)
        var remaining = options.definitions[...]
        while let file = options.definitions.isEmpty ? readLine() : remaining.popFirst() {
            do {
                try await benchmark.measure(file)
            } catch {
                fail("\(file): \(error)")
            }
        }
        try await warehouse.close()
    }

    private static func fail(_ message: String, status: Int32 = 1) -> Never {
        FileHandle.standardError.write(Data((message + "\n").utf8))
        exit(status)
    }

    let runner: ChartRunner
    let options: Options

    private func measure(_ file: String) async throws {
        let text = try String(contentsOfFile: file, encoding: .utf8)
        let definition = try ChartDefinition(try JSONValue.parse(text))
        var times: [Double] = []
        var processorTimes: [Double] = []
        var answer: [UInt8] = []
        for _ in 0..<options.rounds {
            let (started, processorTime) = (ContinuousClock.now, Self.processorTime)
            let outcome = try await runner.run(definition, asOf: options.asOf, label: "benchmark")
            var writer = JSONWriter()
            outcome.write(to: &writer)
            let elapsed = ContinuousClock.now - started
            times.append(Double(elapsed.components.attoseconds) / 1e15 + Double(elapsed.components.seconds) * 1e3)
            processorTimes.append(Self.processorTime - processorTime)
            answer = writer.bytes
        }
        var writer = JSONWriter()
        writer.beginObject()
        writer.key("chart")
        writer.string(URL(fileURLWithPath: file).deletingPathExtension().lastPathComponent)
        for (key, times) in [("ms", times), ("cpu_ms", processorTimes)] {
            writer.key(key)
            writer.beginArray()
            for time in times { writer.double(time) }
            writer.endArray()
        }
        writer.key("peak_mib")
        if let peak = Self.peakMemory { writer.double(peak) } else { writer.null() }
        writer.key("answer")
        writer.raw(answer)
        writer.endObject()
        print(String(decoding: writer.bytes, as: UTF8.self))
        fflush(nil)
    }

    /// What this process has had of all processors, in milliseconds.
    private static var processorTime: Double {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) * 1e3 + Double(time.tv_nsec) / 1e6
    }

    /// The most memory that this process has had, in MiB; `nil` where the system doesn't say.
    private static var peakMemory: Double? {
        guard let status = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8) else { return nil }
        let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
        return line?.split(whereSeparator: \.isWhitespace).compactMap { Double($0) }.first.map { $0 / 1024 }
    }
}
