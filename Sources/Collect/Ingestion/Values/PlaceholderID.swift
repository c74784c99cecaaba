/// Ids that SDKs and faulty code send in place of none (Amplitude's published list).
enum PlaceholderID {
    static func contains(_ id: String) -> Bool {
        guard id.utf8.count <= 36 else { return false }
        return placeholders.contains(id.asciiLowercased)
    }

    private static let placeholders: Set<String> = [
        "", "anonymous", "nil", "none", "null", "n/a", "na", "undefined", "unknown", "{}", "0", "-1", "lmy47d",
        "00000000-0000-0000-0000-000000000000",
    ]
}

extension String {
    /// Folds A to Z and nothing else: the Kelvin sign is no k where names are compared.
    var asciiLowercased: String {
        guard utf8.contains(where: { (0x41...0x5A).contains($0) }) else { return self }
        return String(decoding: utf8.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }, as: UTF8.self)
    }
}
