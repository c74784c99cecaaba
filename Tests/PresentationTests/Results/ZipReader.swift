import CZlib

/// Reads the members of a ZIP archive by its directory, as whoever opens it does.
enum ZipReader {
    /// Name to content; `nil` when something about the archive is wrong.
    static func members(_ bytes: [UInt8]) -> [String: String]? {
        func number(_ place: Int, _ size: Int) -> Int {
            guard place >= 0, place + size <= bytes.count else { return -1 }
            return (0..<size).reduce(0) { $0 | Int(bytes[place + $1]) << (8 * $1) }
        }
        let end = bytes.count - 22
        guard number(end, 4) == 0x0605_4b50 else { return nil }
        var place = number(end + 16, 4)
        var members: [String: String] = [:]
        for _ in 0..<number(end + 10, 2) {
            guard number(place, 4) == 0x0201_4b50, number(place + 10, 2) == 8 else { return nil }
            let (checksum, packed, size) = (number(place + 16, 4), number(place + 20, 4), number(place + 24, 4))
            let (nameLength, header) = (number(place + 28, 2), number(place + 42, 4))
            guard number(header, 4) == 0x0403_4b50, number(header + 14, 4) == checksum,
                number(header + 18, 4) == packed, number(header + 22, 4) == size, number(header + 26, 2) == nameLength
            else { return nil }
            let name = bytes[(place + 46)..<(place + 46 + nameLength)]
            let start = header + 30 + nameLength + number(header + 28, 2)
            guard let content = inflated(Array(bytes[start..<(start + packed)]), size: size),
                Int(crc32(0, content, UInt32(content.count))) == checksum
            else { return nil }
            members[String(decoding: name, as: UTF8.self)] = String(decoding: content, as: UTF8.self)
            place += 46 + nameLength
        }
        return place == end ? members : nil
    }

    private static func inflated(_ packed: [UInt8], size: Int) -> [UInt8]? {
        var stream = z_stream()
        guard inflateInit2_(&stream, -15, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else { return nil }
        defer { inflateEnd(&stream) }
        var packed = packed
        var content = [UInt8](repeating: 0, count: size)
        let isWhole = packed.withUnsafeMutableBufferPointer { source in
            content.withUnsafeMutableBufferPointer { target in
                stream.next_in = source.baseAddress
                stream.avail_in = UInt32(source.count)
                stream.next_out = target.baseAddress
                stream.avail_out = UInt32(target.count)
                return inflate(&stream, Z_FINISH) == Z_STREAM_END
            }
        }
        return isWhole && stream.total_out == size ? content : nil
    }
}
