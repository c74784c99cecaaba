internal import Foundation

/// A database name cut into words in lower case: `userID`, `User ID` and `user_id` are `user`, `id`.
struct NameWords: Equatable {
    private(set) var words: [String] = []
    /// Whether letters or digits of the name are in no word, since no LookML name can hold them.
    private(set) var isLossy = false

    init(_ name: String) {
        let scalars = Array(name.decomposedStringWithCanonicalMapping.unicodeScalars)
        var word = ""
        func end() {
            if !word.isEmpty { words.append(word) }
            word = ""
        }
        for (place, scalar) in scalars.enumerated() {
            let isMark = scalar.properties.canonicalCombiningClass != .notReordered
            guard !isMark else { continue }
            guard let letters = Self.letters(scalar) else {
                if scalar.properties.isAlphabetic || scalar.properties.numericType != nil { isLossy = true }
                end()
                continue
            }
            if Self.isUpper(scalar), place > 0 {
                let afterLower = Self.letters(scalars[place - 1]) != nil && !Self.isUpper(scalars[place - 1])
                let next = place + 1 < scalars.count ? scalars[place + 1] : nil
                let beforeLower = next.map { ("a"..."z").contains($0) } ?? false
                if afterLower || (beforeLower && Self.isUpper(scalars[place - 1])) { end() }
            }
            word += letters
        }
        end()
    }

    init(words: [String]) { self.words = words }

    /// A name that LookML can have; what stands for names without a word or with a digit in front begins with `prefix`.
    func identifier(orPrefix prefix: String) -> String {
        let name = words.joined(separator: "_")
        guard let first = name.utf8.first else { return prefix }
        return (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first) ? "\(prefix)_\(name)" : name
    }

    private static func isUpper(_ scalar: Unicode.Scalar) -> Bool { ("A"..."Z").contains(scalar) }

    private static func letters(_ scalar: Unicode.Scalar) -> String? {
        switch scalar {
        case "a"..."z", "0"..."9": String(scalar)
        case "A"..."Z": String(scalar).lowercased()
        case "ß": "ss"
        case "æ", "Æ": "ae"
        case "œ", "Œ": "oe"
        case "ø", "Ø": "o"
        case "ł", "Ł": "l"
        case "đ", "Đ": "d"
        default: nil
        }
    }
}

extension NameWords {
    /// Whether two names say the same but for singular and plural of the last word.
    func isSameNoun(as other: NameWords) -> Bool { !nounForms.isDisjoint(with: other.nounForms) }

    /// The name with every form that could be the singular of its last word. Two names that share one are forms of one
    /// noun: no list of English plurals is needed to tell that `addresses` and `address` are.
    var nounForms: Set<String> {
        guard let last = words.last else { return [] }
        let start = words.dropLast().map { $0 + "_" }.joined()
        return Set(Self.forms(of: last).map { start + $0 })
    }

    /// The name without what stands before the last words; `nil` when there are not so many.
    func suffix(_ count: Int) -> NameWords? { count <= words.count ? NameWords(words: words.suffix(count)) : nil }

    private static func forms(of word: String) -> Set<String> {
        var forms: Set<String> = [word]
        if let singular = irregular[word] { forms.insert(singular) }
        if word.count > 2, word.hasSuffix("s"), !word.hasSuffix("ss") { forms.insert(String(word.dropLast())) }
        if word.count > 3, word.hasSuffix("es") { forms.insert(String(word.dropLast(2))) }
        if word.count > 4, word.hasSuffix("ies") { forms.insert(word.dropLast(3) + "y") }
        return forms
    }

    private static let irregular = [
        "people": "person", "children": "child", "men": "man", "women": "woman", "indices": "index",
        "analyses": "analysis", "halves": "half", "leaves": "leaf", "criteria": "criterion", "media": "medium",
    ]
}
