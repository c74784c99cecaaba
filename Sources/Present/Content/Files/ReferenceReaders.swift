/// Reads the readable name of a Look or dashboard: it stands in the same place of an address as a number and as
/// `model::name`, and must be neither.
enum SlugReader {
    /// - Parameter keys: The first that is there counts.
    static func read(_ reader: inout MemberReader, keys: [String]) -> String? {
        var node: ContentNode?
        for key in keys {
            let found = reader.take(key)
            node = node ?? found
        }
        guard let node else { return nil }
        let text = node.text ?? ""
        let isRight = text.utf8.allSatisfy(isSlugByte) && (1...255).contains(text.utf8.count) && Int64(text) == nil
        return isRight ? text : reader.wrongType("slug", "letters, digits, - and _, and no number", node)
    }

    static func isSlugByte(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
            || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_")
    }
}

/// Reads where something lies: a number is a folder's id, a text a path of names below Shared (`Company/Usage`).
enum FolderReferenceReader {
    static func read(_ reader: inout MemberReader, key: String) -> FolderReference? {
        guard let node = reader.take(key) else { return nil }
        guard let text = node.text else { return reader.wrongType(key, "a folder's number or path", node) }
        if text == Folder.lookMLID || text == Folder.usersID {
            return reader.wrongType(key, "a folder below Shared", node)
        }
        if let number = Int64(text), case .scalar(_, plain: true) = node.value { return .id(String(number)) }
        let names = text.split(separator: "/").map { $0.trimmingASCIIBlanks }.filter { !$0.isEmpty }
        guard names.count <= 16, names.allSatisfy({ $0.utf8.count <= 200 }) else {
            return reader.wrongType(key, "a path of at most 16 names", node)
        }
        return names.isEmpty ? .shared : .path(names)
    }
}

extension Substring {
    fileprivate var trimmingASCIIBlanks: String {
        let front = self.drop { $0 == " " }
        return String(front.reversed().drop { $0 == " " }.reversed())
    }
}
