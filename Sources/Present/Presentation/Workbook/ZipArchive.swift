internal import Compression

/// A ZIP archive in memory (PKWARE APPNOTE 6.3): deflated members, sizes below 4 GB.
struct ZipArchive {
    private var bytes: [UInt8] = []
    private var directory: [UInt8] = []
    private var count: UInt16 = 0

    /// - Returns: Whether it could be added: not when it is too large for the format.
    mutating func add(_ name: String, _ content: [UInt8]) -> Bool {
        guard let packed = Deflate.packed(content, in: .none), let offset = UInt32(exactly: bytes.count),
            let size = UInt32(exactly: content.count), let packedSize = UInt32(exactly: packed.count),
            let nameSize = UInt16(exactly: name.utf8.count), count < .max
        else { return false }
        let checksum = Deflate.checksum(content)
        // Version 2.0, names in UTF-8, deflate, 1980-01-01: the same content always gives the same bytes.
        var common: [UInt8] = []
        for value: UInt16 in [20, 0x0800, 8, 0, 0x0021] { common.append(value) }
        for value in [checksum, packedSize, size] { common.append(value) }
        common.append(nameSize)
        common.append(UInt16(0))

        bytes.append(UInt32(0x0403_4b50))
        bytes += common + Array(name.utf8) + packed
        directory.append(UInt32(0x0201_4b50))
        directory.append(UInt16(20))
        directory += common
        for value: UInt16 in [0, 0, 0] { directory.append(value) }
        directory.append(UInt32(0))
        directory.append(offset)
        directory += Array(name.utf8)
        count += 1
        return true
    }

    /// `nil` when it has become too large for the format.
    func finished() -> [UInt8]? {
        guard let start = UInt32(exactly: bytes.count), let size = UInt32(exactly: directory.count) else { return nil }
        var end: [UInt8] = []
        end.append(UInt32(0x0605_4b50))
        for value: UInt16 in [0, 0, count, count] { end.append(value) }
        end.append(size)
        end.append(start)
        end.append(UInt16(0))
        return bytes + directory + end
    }
}

extension [UInt8] {
    fileprivate mutating func append(_ value: UInt16) { append(contentsOf: [UInt8(value & 0xFF), UInt8(value >> 8)]) }

    fileprivate mutating func append(_ value: UInt32) {
        append(UInt16(value & 0xFFFF))
        append(UInt16(value >> 16))
    }
}
