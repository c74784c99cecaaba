import Foundation
import Logging

/// Log lines for people and for tools that read line by line: time, level, message, and metadata as `key=value`.
/// Control characters are escaped, so that a value can't forge a line.
struct LogLines: LogHandler {
    let label: String
    var logLevel = Logger.Level.info
    var metadata = Logger.Metadata()

    init(label: String) {
        self.label = label
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        let merged = metadata.merging(event.metadata ?? [:]) { $1 }
        let pairs = merged.sorted { $0.key < $1.key }.map { " \($0.key)=\($0.value)" }.joined()
        let time = Date.now.formatted(.iso8601)
        let line = "\(time) \(event.level.rawValue) \(Self.escaped("\(event.message)\(pairs)"))\n"
        FileHandle.standardError.write(Data(line.utf8))
    }

    /// The level that `SOUNDINGS_LOG` names, else info, and what is wrong with the name.
    static var environment: (level: Logger.Level, problem: String?) {
        guard let name = ProcessInfo.processInfo.environment["SOUNDINGS_LOG"], !name.isEmpty else {
            return (.info, nil)
        }
        if let level = Logger.Level(rawValue: name) { return (level, nil) }
        let known = Logger.Level.allCases.map(\.rawValue).joined(separator: ", ")
        return (.info, "SOUNDINGS_LOG is '\(name)', which is no level; info is taken. There are: \(known).")
    }

    private static func escaped(_ text: String) -> String {
        var escaped = ""
        for scalar in text.unicodeScalars {
            if scalar.value < 0x20 || scalar.value == 0x7F {
                escaped += scalar == "\n" ? "\\n" : "\\u{\(String(scalar.value, radix: 16))}"
            } else {
                escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }
}
