import Foundation
import LookML
import QueryCompiler
import SQL
import SemanticModel

/// Reads, parses and resolves a project, and takes up an edit of one of its files.
///
/// Explores are resolved when they are first asked for, so that how long a project takes depends on what one wants of it:
/// to answer a first query, to know all of its problems, or to have every field of every explore.
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
        let parse = medianMilliseconds(of: 9) { () -> [LookMLDocument] in
            let documents = files.map { LookMLParser.parse($0.text, file: $0.path) }
            count += documents.count
            return documents
        }
        let asked = first.models.flatMap { model in model.explores.map { (model: model.name, explore: $0.name) } }
        // A first query of another explore each time.
        let ready = try medianMilliseconds(of: 21) { () -> Project in
            let project = ProjectResolver.resolve(name: "benchmark", files: files)
            let place = asked[count % asked.count]
            count += try 1 + Self.compiledLength(on: place.explore, of: place.model, in: project)
            return project
        }
        let check = medianMilliseconds(of: 9) { () -> Project in
            let project = ProjectResolver.resolve(name: "benchmark", files: files)
            count += project.diagnostics.count
            return project
        }
        let all = medianMilliseconds(of: 9) { () -> Project in
            let project = ProjectResolver.resolve(name: "benchmark", files: files)
            count += project.diagnostics.count + project.fieldCount
            return project
        }
        let load = try medianMilliseconds(of: 9) { () -> Project in
            let project = try ProjectLoader.load(root: root, name: "benchmark")
            count += project.diagnostics.count
            return project
        }
        guard count > 0 else { throw BenchmarkFailure("Nothing was read.") }
        return [
            "parse_ms": parse, "ready_ms": ready, "checked_ms": check, "all_fields_ms": all, "load_ms": load,
            "files": Double(files.count), "models": Double(first.models.count), "reload_ms": try reload(),
            "fields": Double(first.fieldCount),
        ]
    }

    private static func compiledLength(on explore: String, of model: String, in project: Project) throws -> Int {
        let query = ExploreQuery(
            model: model, explore: explore, fields: ["\(explore).created_month", "\(explore).total_amount"])
        let context = QueryContext(now: 1_526_668_202_000_000, projectTimezone: "UTC")
        return try QueryCompiler.compile(query, project: project, context: context, dialect: .duckDB).sql.utf8.count
    }

    /// One file is written anew with another label each time, and the project is checked before it counts as loaded, as a
    /// server does.
    private func reload() throws -> Double {
        let path = root + "/views/area7/3.view.lkml"
        let text = try String(contentsOfFile: path, encoding: .utf8)
        var round = 0
        let cache = ProjectCache()
        // Long enough after the project was written for every file to count as settled.
        Thread.sleep(forTimeInterval: 4)
        _ = try ProjectLoader.load(root: root, name: "benchmark", reusing: cache).diagnostics
        defer { try? Data(text.utf8).write(to: URL(fileURLWithPath: path)) }
        var times: [Double] = []
        for _ in 0..<15 {
            round += 1
            let label = "Round \(round)"
            try Data(text.replacing("measure: count { ", with: "measure: count { label: \"\(label)\" ").utf8)
                .write(to: URL(fileURLWithPath: path))
            let started = ContinuousClock.now
            let project = try ProjectLoader.load(root: root, name: "benchmark", reusing: cache)
            guard !project.hasErrors else { throw BenchmarkFailure("The edit broke something.") }
            times.append((ContinuousClock.now - started).milliseconds)
            guard project.model("area7")?.explore("area7_3")?.field("area7_3.count")?.labelShort == label else {
                throw BenchmarkFailure("The edit was not taken up.")
            }
        }
        return times.median
    }
}

extension Project {
    /// The fields of all explores, each counted in each.
    fileprivate var fieldCount: Int {
        models.reduce(0) { $0 + $1.explores.reduce(0) { $0 + $1.fields.count } }
    }
}
