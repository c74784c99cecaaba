import Crypto
import Foundation

/// Hashes in hexadecimal.
enum Checksum {
    static func sha256(_ data: some DataProtocol) -> String { hexadecimal(SHA256.hash(data: data)) }

    static func sha256(_ text: String) -> String { sha256(Data(text.utf8)) }

    /// As dbt's names hold it; it protects nothing.
    static func md5(_ text: String) -> String { hexadecimal(Insecure.MD5.hash(data: Data(text.utf8))) }

    private static func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
        var digits: [UInt8] = []
        digits.reserveCapacity(64)
        for byte in bytes {
            digits.append(digit(byte >> 4))
            digits.append(digit(byte & 15))
        }
        return String(decoding: digits, as: UTF8.self)
    }

    private static func digit(_ value: UInt8) -> UInt8 {
        value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
    }
}
