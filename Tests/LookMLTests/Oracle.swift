import Foundation

/// The Python package `lkml`, the parser that others use and that this one has to agree with.
enum Oracle {
    enum Answer: Equatable {
        case outline([Outline])
        case refusal(String)
    }

    struct Failure: Error, CustomStringConvertible {
        var description: String
    }

    private struct Reply: Decodable {
        var items: [Outline]?
        var error: String?
    }

    /// What lkml reads in each of the texts, in their order. Starts one process for all.
    static func read(_ texts: [String]) throws -> [Answer] {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        var paths: [String] = []
        for (index, text) in texts.enumerated() {
            let file = folder.appendingPathComponent("\(index).lkml")
            try Data(text.utf8).write(to: file)
            paths.append(file.path)
        }
        let replies = try JSONDecoder().decode([String: Reply].self, from: output(paths))
        return try paths.map { path in
            guard let reply = replies[path] else { throw Failure(description: "no answer for \(path)") }
            return reply.items.map(Answer.outline) ?? .refusal(reply.error ?? "")
        }
    }

    private static func output(_ paths: [String]) throws -> Data {
        let python =
            ProcessInfo.processInfo.environment["SOUNDINGS_PYTHON"]
            ?? Fixture.root.appendingPathComponent(".vendor/python/bin/python").path
        guard FileManager.default.isExecutableFile(atPath: python) else {
            throw Failure(description: "\(python) is missing: scripts/bootstrap --tests installs it")
        }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: python)
        process.arguments = [Fixture.root.appendingPathComponent("Tests/LookML/outline.py").path] + paths
        process.standardInput = FileHandle.nullDevice
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let output = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw Failure(description: "outline.py ended with \(process.terminationStatus)")
        }
        return output
    }
}
