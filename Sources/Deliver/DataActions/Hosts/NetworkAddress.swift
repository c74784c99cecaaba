internal import Foundation

/// An IP address, and whether it belongs to the public internet.
struct NetworkAddress: Sendable, Hashable {
    /// 4 or 16, in network order.
    let bytes: [UInt8]

    init(bytes: [UInt8]) {
        // `::ffff:10.0.0.1` is the address 10.0.0.1 and is treated as that.
        let isMapped = bytes.count == 16 && bytes[..<10].allSatisfy { $0 == 0 } && bytes[10...11] == [0xFF, 0xFF]
        self.bytes = isMapped ? Array(bytes[12...]) : bytes
    }

    /// - Parameter text: `127.0.0.1`, `::1`; no names, and none of the short or hexadecimal forms.
    init?(_ text: String) {
        var four = in_addr()
        var six = in6_addr()
        if inet_pton(AF_INET, text, &four) == 1 {
            self.init(bytes: withUnsafeBytes(of: &four) { Array($0) })
        } else if inet_pton(AF_INET6, text, &six) == 1 {
            self.init(bytes: withUnsafeBytes(of: &six) { Array($0) })
        } else {
            return nil
        }
    }

    /// Blocks of IANA's registries of special-purpose addresses (RFC 6890), with their lengths in bits.
    private static let special: [(block: [UInt8], bits: Int)] = [
        ([0], 8), ([10], 8), ([100, 64], 10), ([127], 8), ([169, 254], 16), ([172, 16], 12), ([192, 0, 0], 24),
        ([192, 0, 2], 24), ([192, 88, 99], 24), ([192, 168], 16), ([198, 18], 15), ([198, 51, 100], 24),
        ([203, 0, 113], 24), ([224], 4), ([240], 4),
    ]
    /// Within 2000::/3, outside of which nothing is public: 2001::/23 (Teredo among it), documentation, and 6to4, which
    /// leads to any IPv4 address.
    private static let special6: [(block: [UInt8], bits: Int)] = [
        ([0x20, 0x01, 0, 0], 23), ([0x20, 0x01, 0x0D, 0xB8], 32), ([0x20, 0x02], 16), ([0x3F, 0xFF, 0], 20),
    ]

    /// Whether it leads to the internet: not to this machine, its network or a network like it.
    var isPublic: Bool {
        if bytes.count == 4 { return !Self.special.contains { begins(with: $0.block, bits: $0.bits) } }
        guard begins(with: [0x20], bits: 3) else { return false }
        return !Self.special6.contains { begins(with: $0.block, bits: $0.bits) }
    }

    private func begins(with block: [UInt8], bits: Int) -> Bool {
        for bit in 0..<bits {
            let mask: UInt8 = 0x80 >> UInt8(bit % 8)
            let wanted = bit / 8 < block.count ? block[bit / 8] : 0
            if bytes[bit / 8] & mask != wanted & mask { return false }
        }
        return true
    }
}

extension NetworkAddress: CustomStringConvertible {
    var description: String {
        if bytes.count == 4 { return bytes.map { String($0) }.joined(separator: ".") }
        var text = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
        _ = bytes.withUnsafeBytes { inet_ntop(AF_INET6, $0.baseAddress, &text, socklen_t(text.count)) }
        return String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
