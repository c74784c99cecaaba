import Compression
import Foundation

/// Reads a file that was packed with gzip.
enum GzipFile {
    /// The published data sets have less than a hundredth of it.
    private static let largest = 1 << 30

    /// - Throws: ``CommandFailure`` when the file can't be read or is damaged.
    static func read(_ path: String) throws(CommandFailure) -> [UInt8] {
        do {
            let packed = try Data(contentsOf: URL(fileURLWithPath: path))
            return try Gzip.inflated([UInt8](packed), largest: largest)
        } catch {
            throw CommandFailure(
                "\(path) can't be unpacked. Remove it and run scripts/bootstrap, which downloads it.")
        }
    }
}
