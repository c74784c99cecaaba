internal import Compression

/// A ZIP archive that is sent while it is made (PKWARE APPNOTE 6.3): members are stored as they are, since they are
/// compressed already. Archives above 4 GB or 65,535 members end in the records of ZIP64.
struct ZipStream {
    private struct Member {
        var name: [UInt8]
        var checksum: UInt32
        var size: UInt32
        var offset: UInt64
    }

    private var members: [Member] = []
    private var offset: UInt64 = 0

    /// The bytes of a member with its header.
    /// - Parameter content: Below 4 GB.
    mutating func member(_ name: String, _ content: [UInt8]) -> [UInt8] {
        let member = Member(
            name: Array(name.utf8), checksum: Deflate.checksum(content),
            size: UInt32(truncatingIfNeeded: content.count),
            offset: offset)
        members.append(member)
        var bytes: [UInt8] = []
        bytes.little(UInt32(0x0403_4b50))
        bytes += Self.common(member, version: 20, extra: 0) + member.name + content
        offset += UInt64(bytes.count)
        return bytes
    }

    /// The directory that ends the archive.
    func directory() -> [UInt8] {
        var bytes: [UInt8] = []
        for member in members {
            let isFar = member.offset >= UInt64(UInt32.max)
            bytes.little(UInt32(0x0201_4b50))
            bytes.little(UInt16(45))
            bytes += Self.common(member, version: isFar ? 45 : 20, extra: isFar ? 12 : 0)
            for _ in 0..<3 { bytes.little(UInt16(0)) }
            bytes.little(UInt32(0))
            bytes.little(isFar ? UInt32.max : UInt32(member.offset))
            bytes += member.name
            guard isFar else { continue }
            bytes.little(UInt16(1))
            bytes.little(UInt16(8))
            bytes.little(member.offset)
        }
        let size = UInt64(bytes.count)
        let isLarge = offset >= UInt64(UInt32.max) || members.count >= Int(UInt16.max)
        if isLarge { bytes += largeEnd(size) }
        let count = isLarge ? UInt16.max : UInt16(members.count)
        bytes.little(UInt32(0x0605_4b50))
        for value in [0, 0, count, count] { bytes.little(value) }
        bytes.little(isLarge ? UInt32.max : UInt32(truncatingIfNeeded: size))
        bytes.little(isLarge ? UInt32.max : UInt32(truncatingIfNeeded: offset))
        bytes.little(UInt16(0))
        return bytes
    }

    /// The end of the directory in 64 bits, and where it is.
    private func largeEnd(_ size: UInt64) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.little(UInt32(0x0606_4b50))
        bytes.little(UInt64(44))
        bytes.little(UInt16(45))
        bytes.little(UInt16(45))
        bytes.little(UInt32(0))
        bytes.little(UInt32(0))
        bytes.little(UInt64(members.count))
        bytes.little(UInt64(members.count))
        bytes.little(size)
        bytes.little(offset)
        bytes.little(UInt32(0x0706_4b50))
        bytes.little(UInt32(0))
        bytes.little(offset + size)
        bytes.little(UInt32(1))
        return bytes
    }

    /// What the headers of a member share. Names in UTF-8, stored, 1980-01-01.
    private static func common(_ member: Member, version: UInt16, extra: UInt16) -> [UInt8] {
        var bytes: [UInt8] = []
        for value: UInt16 in [version, 0x0800, 0, 0, 0x0021] { bytes.little(value) }
        for value in [member.checksum, member.size, member.size] { bytes.little(value) }
        bytes.little(UInt16(truncatingIfNeeded: member.name.count))
        bytes.little(extra)
        return bytes
    }
}

extension [UInt8] {
    /// The lowest byte first.
    fileprivate mutating func little(_ value: some FixedWidthInteger) {
        Swift.withUnsafeBytes(of: value.littleEndian) { append(contentsOf: $0) }
    }
}
