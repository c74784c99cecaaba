import Foundation

#if canImport(Glibc)
    import Glibc
#endif

/// Names, sizes and times of the files of a folder: other ones whenever a file may be another.
///
/// A server looks every second, through thousands of files: nothing is kept of each but its part of one sum.
struct FileStamps: Equatable {
    private var sum: (UInt64, UInt64) = (0, 0)
    private var count = 0

    /// - Parameters:
    ///   - folder: Looked through with all folders below it, but for hidden files. Links are followed.
    ///   - extensions: Of the names of the files that count; `nil` for all files.
    init(of folder: URL, extensions: Set<String>? = nil) {
        var path = Array(folder.path.utf8)
        var above: [FileKey] = []
        walk(&path, &above, extensions?.map { Array(".\($0)".utf8) })
    }

    /// The files that make up a project.
    static func project(_ root: String) -> FileStamps {
        FileStamps(
            of: URL(fileURLWithPath: root), extensions: ["lkml", "lookml", "yaml", "yml", "json", "sql", "csv"])
    }

    /// The files that a project's pipelines are read from.
    static func pipelines(_ root: String) -> FileStamps {
        FileStamps(of: URL(fileURLWithPath: root).appendingPathComponent("pipelines"))
    }

    /// The same text for the same files.
    var digest: String { "\(count)-\(String(sum.0, radix: 16))-\(String(sum.1, radix: 16))" }

    static func == (left: FileStamps, right: FileStamps) -> Bool { left.count == right.count && left.sum == right.sum }

    private struct FileKey: Equatable {
        var device: UInt64
        var number: UInt64
    }

    /// - Parameters:
    ///   - path: Of the folder, without a zero at its end. As it was when this returns.
    ///   - above: The folders that lead here: a link back to one of them is not followed.
    private mutating func walk(_ path: inout [UInt8], _ above: inout [FileKey], _ endings: [[UInt8]]?) {
        guard above.count < 64, let folder = Self.withPath(&path, { opendir($0) }) else { return }
        defer { closedir(folder) }
        let descriptor = dirfd(folder)
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { return }
        let key = FileKey(device: UInt64(truncatingIfNeeded: status.st_dev), number: UInt64(status.st_ino))
        guard !above.contains(key) else { return }
        above.append(key)
        defer { above.removeLast() }
        let length = path.count
        while let entry = readdir(folder) {
            let isHidden = withUnsafeBytes(of: &entry.pointee.d_name) { $0[0] == UInt8(ascii: ".") }
            guard !isHidden else { continue }
            path.append(UInt8(ascii: "/"))
            withUnsafeBytes(of: &entry.pointee.d_name) { name in
                path.append(contentsOf: name.prefix { $0 != 0 })
            }
            defer { path.removeLast(path.count - length) }
            let isFound = Self.withPath(&path) { stat($0, &status) == 0 }
            guard isFound else { continue }
            switch status.st_mode & S_IFMT {
            case S_IFDIR: walk(&path, &above, endings)
            case S_IFREG where endings?.contains(where: { path.suffix($0.count).elementsEqual($0) }) ?? true:
                add(path, status)
            default: break
            }
        }
    }

    private static func withPath<Value>(_ path: inout [UInt8], _ body: (UnsafePointer<CChar>) -> Value) -> Value {
        path.append(0)
        defer { path.removeLast() }
        return path.withUnsafeBufferPointer { bytes in
            bytes.withMemoryRebound(to: CChar.self) { characters in
                // A path is never empty: it ends with a zero.
                characters.baseAddress.map(body) ?? body("")
            }
        }
    }

    /// Files come in no order, so that their parts are added up. Two times FNV-1a, from two beginnings.
    private mutating func add(_ path: [UInt8], _ status: stat) {
        #if os(Linux)
            let modified = status.st_mtim
        #else
            let modified = status.st_mtimespec
        #endif
        var first: UInt64 = 0xcbf2_9ce4_8422_2325
        var second: UInt64 = 0x8422_2325_cbf2_9ce4
        func mix(_ byte: UInt8) {
            first = (first ^ UInt64(byte)) &* 0x100_0000_01b3
            second = (second ^ UInt64(byte)) &* 0x100_0000_01b3 ^ (second >> 29)
        }
        for byte in path { mix(byte) }
        for number in [
            UInt64(bitPattern: Int64(modified.tv_sec)), UInt64(bitPattern: Int64(modified.tv_nsec)),
            UInt64(bitPattern: Int64(status.st_size)), UInt64(status.st_ino),
        ] {
            for shift in stride(from: UInt64(0), to: 64, by: 8) { mix(UInt8(truncatingIfNeeded: number >> shift)) }
        }
        sum = (sum.0 &+ first, sum.1 &+ second)
        count += 1
    }
}
