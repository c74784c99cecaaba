internal import LookML

/// Finds the files that an `include` means.
final class IncludeFinder {
    private let paths: [(path: String, parts: [String])]
    private let known: Set<String>
    private var pathsByName: [String: [String]] = [:]
    private var found: [PathPattern: [String]] = [:]
    /// Of the model whose includes are being followed.
    var problems = ProblemList()

    init(paths: [String]) {
        self.paths = paths.sorted().map { ($0, $0.split(separator: "/").map(String.init)) }
        known = Set(paths)
        for (path, parts) in self.paths { pathsByName[parts.last ?? "", default: []].append(path) }
    }

    /// The files in order of their paths. Reports an include without any.
    func files(for include: LookMLToken, from file: String) -> [String] {
        let folder = file.split(separator: "/").dropLast().map(String.init)
        let pattern: PathPattern
        do {
            pattern = try PathPattern(include.value, in: folder)
        } catch {
            report(error, include)
            return []
        }
        let files = files(for: pattern)
        if files.isEmpty { reportMissing(include, pattern) }
        return files
    }

    private func report(_ refusal: PathPattern.Refusal, _ include: LookMLToken) {
        switch refusal {
        case .leavesProject:
            problems.report(
                "include-outside-project", "`\(include.value)` leaves the project; an include can't contain `..`.",
                at: include.location, suggestion: "Write the path from the project's root, beginning with `/`.")
        case .otherProject(let name):
            problems.report(
                "include-not-found", "Files of another project (`\(name)`) can't be included yet.", at: include.location
            )
        }
    }

    private func files(for pattern: PathPattern) -> [String] {
        if let files = found[pattern] { return files }
        var files: [String]
        if pattern.hasWildcard {
            let prefix = pattern.prefix
            files = paths.filter { $0.path.utf8.starts(with: prefix.utf8) && pattern.matches($0.parts) }.map(\.path)
        } else {
            files = ["", ".lkml", ".lookml"].map { pattern.text + $0 }.filter(known.contains)
            if files.isEmpty, let name = pattern.parts.last {
                // Projects from before there were folders name a file alone, wherever it lies.
                let named = ["", ".lkml", ".lookml"].flatMap { pathsByName[name + $0] ?? [] }
                if named.count == 1 { files = named }
            }
        }
        found[pattern] = files
        return files
    }

    private func reportMissing(_ include: LookMLToken, _ pattern: PathPattern) {
        guard !pattern.hasWildcard else {
            return problems.report(
                "include-not-found", .warning, "No file matches `\(include.value)`.", at: include.location)
        }
        let endings = [".view.lkml", ".lkml", ".lookml"]
        let nearest =
            Suggestion.nearest(to: pattern.text, in: paths.map(\.path))
            ?? endings.lazy.compactMap { Suggestion.nearest(to: pattern.text + $0, in: self.paths.map(\.path)) }.first
        problems.report(
            "include-not-found", "There is no file `\(include.value)` in the project.", at: include.location,
            suggestion: nearest.map { "/" + $0 })
    }
}
