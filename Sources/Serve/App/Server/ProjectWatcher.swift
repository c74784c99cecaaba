import Content
import Crypto
import Foundation
import Logging
import LookML
import SemanticModel
import ServiceLifecycle

/// Takes up changes of the project's files while the server runs. A change that breaks something is reported and left
/// out: the last good model goes on serving.
struct ProjectWatcher: Service {
    let root: String
    let live: LiveProject
    let content: ContentStore
    let metrics: LiveMetrics
    let logger: Logger
    var interval = Duration.seconds(1)
    let cache = ProjectCache()

    func run() async throws {
        await cancelWhenGracefulShutdown {
            var known = Self.fingerprint(of: root)
            while (try? await Task.sleep(for: interval)) != nil {
                let current = Self.fingerprint(of: root)
                guard current != known else { continue }
                known = current
                await reload()
            }
        }
    }

    private func reload() async {
        do {
            let reader = try ProjectReader.read(root: root, reusing: cache)
            guard !reader.project.hasErrors else {
                Self.log(reader.diagnostics(content: reader.content.diagnostics), to: logger)
                logger.error("The project has errors; the last good model keeps serving.")
                return
            }
            live.replace(with: reader.project)
            let found = try await content.synchronise(with: reader.content)
            metrics.replace(with: reader.content)
            Self.log(reader.diagnostics(content: found), to: logger)
            logger.info("The project was reloaded.")
        } catch {
            logger.error("The project can't be read: \(Shell.describe(error))")
        }
    }

    static func log(_ diagnostics: [Diagnostic], to logger: Logger) {
        for problem in diagnostics {
            let text = "\(problem.location): \(problem.message) [\(problem.code)]"
            switch problem.severity {
            case .error: logger.error("\(text)")
            case .warning: logger.warning("\(text)")
            }
        }
    }

    /// The same for the same files: SHA-256 of their names, sizes and times, as hex digits.
    static func digest(of root: String) -> String {
        let stamps = fingerprint(of: root).sorted { $0.key < $1.key }
        let text = stamps.map { path, stamp in
            "\(path)\t\(stamp.size ?? 0)\t\(stamp.time?.timeIntervalSince1970 ?? 0)\n"
        }.joined()
        return SHA256.hash(data: Data(text.utf8)).map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }
            .joined()
    }

    /// Names, sizes and times of the files that make up a project.
    private static func fingerprint(of root: String) -> [String: Stamp] {
        let kept = ["lkml", "lookml", "yaml", "yml", "sql"]
        var stamps: [String: Stamp] = [:]
        let keys: [URLResourceKey] = [.contentModificationDateKey, .fileSizeKey]
        let files = FileManager.default.enumerator(
            at: URL(fileURLWithPath: root), includingPropertiesForKeys: keys, options: [.skipsHiddenFiles])
        for case let file as URL in files ?? .init() where kept.contains(file.pathExtension) {
            let values = try? file.resourceValues(forKeys: Set(keys))
            stamps[file.path] = Stamp(time: values?.contentModificationDate, size: values?.fileSize)
        }
        return stamps
    }

    private struct Stamp: Equatable {
        var time: Date?
        var size: Int?
    }
}
