import Foundation

/// Reads a file that was packed with gzip, by the program of that name.
enum GzipFile {
    /// - Throws: ``CommandFailure`` when the file is damaged or the program is missing.
    static func read(_ path: String) throws(CommandFailure) -> Data {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["gzip", "-dc", "--", path]
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        do {
            try process.run()
        } catch {
            throw CommandFailure("\(path) can't be unpacked: gzip did not start. Install gzip.")
        }
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw CommandFailure(
                "\(path) can't be unpacked. Remove it and run scripts/bootstrap, which downloads it.")
        }
        return data
    }
}
