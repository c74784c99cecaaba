import Foundation

/// Measures the model and the query compiler, and prints the figures as one JSON object.
///
///     ModelBenchmark generate FOLDER    writes the project that the others read
///     ModelBenchmark model FOLDER       reads and resolves it, whole and after an edit
///     ModelBenchmark compile            compiles queries on an explore of 50 joins
///     ModelBenchmark fan-out            runs a query over two legs, beside SQL written by hand
@main
enum ModelBenchmark {
    static func main() async {
        let arguments = CommandLine.arguments.dropFirst()
        do {
            try await run(arguments)
        } catch {
            FileHandle.standardError.write(Data("ModelBenchmark: \(error)\n".utf8))
            exit(1)
        }
    }

    private static func run(_ arguments: ArraySlice<String>) async throws {
        let figures: [String: Double]
        switch (arguments.first, arguments.dropFirst().first) {
        case ("generate", let folder?): figures = try GeneratedProject().write(to: folder)
        case ("model", let folder?): figures = try ProjectBenchmark(root: folder).run()
        case ("compile", nil): figures = try CompileBenchmark().run()
        case ("fan-out", nil): figures = try await FanOutBenchmark().run()
        default:
            FileHandle.standardError.write(
                Data("Use: ModelBenchmark generate FOLDER | model FOLDER | compile | fan-out\n".utf8))
            exit(64)
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted]
        print(String(decoding: try encoder.encode(figures), as: UTF8.self))
    }
}

/// What makes a measurement worthless: the figures are not printed then.
struct BenchmarkFailure: Error, CustomStringConvertible {
    var description: String

    init(_ description: String) { self.description = description }
}
