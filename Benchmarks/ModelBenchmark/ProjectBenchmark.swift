import Foundation
import LookML
import SemanticModel

/// Reads, parses and resolves a project, and takes up an edit of one of its files.
struct ProjectBenchmark {
    let root: String

    func run() throws -> [String: Double] {
        let (files, problems) = try ProjectLoader.readFiles(root: root)
        guard problems.isEmpty else { throw BenchmarkFailure("\(root) can't be read: \(problems)") }
        let first = ProjectResolver.resolve(name: "benchmark", files: files)
        guard !first.hasErrors else {
            throw BenchmarkFailure("The project has problems: \(first.diagnostics.prefix(3))")
        }
        var count = 0
        let parse = medianMilliseconds(of: 7) {
            count = files.reduce(0) { $0 + LookMLParser.parse($1.text, file: $1.path).items.count }
        }
        let resolve = medianMilliseconds(of: 7) {
            count += ProjectResolver.resolve(name: "benchmark", files: files).models.count
        }
        let load = try medianMilliseconds(of: 7) {
            count += try ProjectLoader.load(root: root, name: "benchmark").models.count
        }
        guard count > 0 else { throw BenchmarkFailure("Nothing was read.") }
        return [
            "parse_ms": parse, "parse_and_resolve_ms": resolve, "load_ms": load, "files": Double(files.count),
            "models": Double(first.models.count), "reload_ms": try reload(),
            "fields": Double(first.models.reduce(0) { $0 + $1.explores.reduce(0) { $0 + $1.fields.count } }),
        ]
    }

    /// One file is written anew with another label each time.
    private func reload() throws -> Double {
        let path = root + "/views/area7/3.view.lkml"
        let text = try String(contentsOfFile: path, encoding: .utf8)
        var round = 0
        let cache = ProjectCache()
        // Long enough after the project was written for every file to count as settled.
        Thread.sleep(forTimeInterval: 4)
        _ = try ProjectLoader.load(root: root, name: "benchmark", reusing: cache)
        defer { try? Data(text.utf8).write(to: URL(fileURLWithPath: path)) }
        var times: [Double] = []
        for _ in 0..<15 {
            round += 1
            let label = "Round \(round)"
            try Data(text.replacing("measure: count { ", with: "measure: count { label: \"\(label)\" ").utf8)
                .write(to: URL(fileURLWithPath: path))
            let started = ContinuousClock.now
            let project = try ProjectLoader.load(root: root, name: "benchmark", reusing: cache)
            times.append((ContinuousClock.now - started).milliseconds)
            guard project.model("area7")?.explore("area7_3")?.field("area7_3.count")?.labelShort == label else {
                throw BenchmarkFailure("The edit was not taken up.")
            }
        }
        return times.median
    }
}
