/// The Castagnoli checksum (RFC 3720, appendix B.4), which finds every single flipped byte of a stored body.
enum CRC32C {
    /// Eight tables of 256: the effect of each byte at each of eight places, so that eight bytes are taken at once.
    private static let tables: [UInt32] = {
        var tables = [UInt32](repeating: 0, count: 8 * 256)
        for byte in 0..<256 {
            var remainder = UInt32(byte)
            for _ in 0..<8 { remainder = remainder & 1 == 1 ? (remainder >> 1) ^ 0x82F6_3B78 : remainder >> 1 }
            tables[byte] = remainder
        }
        for byte in 0..<256 {
            for place in 1..<8 {
                let before = tables[(place - 1) * 256 + byte]
                tables[place * 256 + byte] = (before >> 8) ^ tables[Int(before & 0xFF)]
            }
        }
        return tables
    }()

    static func checksum(_ bytes: [UInt8]) -> UInt32 {
        bytes.withUnsafeBytes { bytes in
            tables.withUnsafeBufferPointer { tables in
                var crc: UInt32 = 0xFFFF_FFFF
                var offset = 0
                while offset + 8 <= bytes.count {
                    let word = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
                    let mixed = word ^ UInt64(crc)
                    crc =
                        tables[7 * 256 + Int(mixed & 0xFF)] ^ tables[6 * 256 + Int((mixed >> 8) & 0xFF)]
                        ^ tables[5 * 256 + Int((mixed >> 16) & 0xFF)] ^ tables[4 * 256 + Int((mixed >> 24) & 0xFF)]
                        ^ tables[3 * 256 + Int((mixed >> 32) & 0xFF)] ^ tables[2 * 256 + Int((mixed >> 40) & 0xFF)]
                        ^ tables[256 + Int((mixed >> 48) & 0xFF)] ^ tables[Int(mixed >> 56)]
                    offset += 8
                }
                while offset < bytes.count {
                    crc = (crc >> 8) ^ tables[Int((crc ^ UInt32(bytes[offset])) & 0xFF)]
                    offset += 1
                }
                return crc ^ 0xFFFF_FFFF
            }
        }
    }
}
