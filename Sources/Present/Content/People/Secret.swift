import Crypto

/// Random texts that open doors, and the only form in which they are kept.
enum Secret {
    /// 43 letters and digits: 256 bits. For links, sessions, tokens and client secrets.
    static func token() -> String { random(43, from: alphanumeric) }

    /// 20 letters and digits: a name, not a secret.
    static func clientID() -> String { random(20, from: alphanumeric) }

    /// 32 hexadecimal digits: the form of the keys that analytics SDKs check for. A key that stands in web pages is abuse
    /// control rather than a secret, so 128 bits do.
    static func ingestionKey() -> String { random(32, from: Array("0123456789abcdef".utf8)) }

    /// 22 letters and digits, as in the `qid` of an explore's address.
    static func slug() -> String { random(22, from: alphanumeric) }

    /// SHA-256 of the text's UTF-8. The texts are random and long, so that neither salt nor stretching adds anything.
    static func hash(_ text: String) -> [UInt8] { Array(SHA256.hash(data: Array(text.utf8))) }

    /// Compares without a hint, by its time, at how many bytes are equal.
    static func equal(_ left: [UInt8], _ right: [UInt8]) -> Bool {
        guard left.count == right.count else { return false }
        var difference: UInt8 = 0
        for (a, b) in zip(left, right) { difference |= a ^ b }
        return difference == 0
    }

    private static let alphanumeric = Array(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789".utf8)

    private static func random(_ count: Int, from alphabet: [UInt8]) -> String {
        var generator = SystemRandomNumberGenerator()
        let characters = (0..<count).compactMap { _ in alphabet.randomElement(using: &generator) }
        return String(decoding: characters, as: UTF8.self)
    }
}
