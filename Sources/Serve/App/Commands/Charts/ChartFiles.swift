import Content
import Foundation
import LookML
import ProductAnalytics

/// Reads files with charts for the command line.
enum ChartFiles {
    private static let largest = 4 << 20

    /// - Returns: The charts of a file, and what is wrong with their form.
    /// - Throws: ``CommandFailure`` when the file can't be read.
    static func read(_ path: String) throws -> (charts: [ChartText], diagnostics: [Diagnostic]) {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw CommandFailure("The file \(path) can't be read. Is it there, and may you read it?")
        }
        guard data.count <= largest, let text = String(data: data, encoding: .utf8) else {
            throw CommandFailure("\(path) is not UTF-8 text of at most \(largest >> 20) MiB.")
        }
        return ChartText.read(text, file: path)
    }
}
