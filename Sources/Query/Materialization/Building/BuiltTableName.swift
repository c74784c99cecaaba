/// The names of built tables: the view, a digest of the definition and the number of the build.
///
/// The number alone makes a name unique. The digest is for people who look at the schema; definitions are told apart by
/// their whole text.
enum BuiltTableName {
    /// `order_facts_cbf29ce484222325_12`, at most 63 bytes long, which is what PostgreSQL keeps of a name.
    static func name(for key: String, of view: String, build: Int64) -> String {
        let end = "_" + digest(key) + "_" + String(build)
        var start = view[...]
        while start.utf8.count + end.utf8.count > 63, start.popLast() != nil {}
        return start + end
    }

    /// Whether a table of the schema is one that was built here.
    static func isOne(_ name: String) -> Bool {
        let parts = name.split(separator: "_", omittingEmptySubsequences: false)
        guard parts.count >= 3, let build = parts.last, let digest = parts.dropLast().last else { return false }
        let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
        let letters = UInt8(ascii: "a")...UInt8(ascii: "f")
        return !build.isEmpty && build.utf8.allSatisfy(digits.contains) && digest.utf8.count == 16
            && digest.utf8.allSatisfy { digits.contains($0) || letters.contains($0) }
    }

    /// FNV-1a of 64 bits, in 16 digits.
    private static func digest(_ text: String) -> String {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        let digits = String(hash, radix: 16)
        return String(repeating: "0", count: 16 - digits.utf8.count) + digits
    }
}
