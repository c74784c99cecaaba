/// A version MAJOR.MINOR.PATCH with an optional pre-release and build, ordered as Semantic Versioning says: a pre-release
/// comes before its release and builds don't count. Leading zeros are allowed, as in 2023.03.23.
package struct ProductVersion: Comparable, Sendable {
    package var numbers: [Int64]
    package var prerelease: [String]

    /// - Parameter text: May begin with one `v`.
    /// - Throws: What is wrong with it, in a few words.
    package init(_ text: String) throws(ProductVersionProblem) {
        var rest = Substring(text)
        if rest.utf8.first == UInt8(ascii: "v") { rest = rest.dropFirst() }
        if let plus = rest.firstIndex(of: "+") {
            guard Self.isPlain(rest[rest.index(after: plus)...]) else {
                throw ProductVersionProblem("its build has other characters than letters, digits, - and .")
            }
            rest = rest[..<plus]
        }
        var prerelease: [String] = []
        if let dash = rest.firstIndex(of: "-") {
            let identifiers = rest[rest.index(after: dash)...].split(separator: ".", omittingEmptySubsequences: false)
            guard !identifiers.contains(where: { $0.isEmpty }) else {
                throw ProductVersionProblem("its pre-release is empty")
            }
            guard identifiers.allSatisfy(Self.isPlain) else {
                throw ProductVersionProblem("its pre-release has other characters than letters, digits, - and .")
            }
            prerelease = identifiers.map(String.init)
            rest = rest[..<dash]
        }
        let parts = rest.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3 else { throw ProductVersionProblem("it is not MAJOR.MINOR.PATCH") }
        var numbers: [Int64] = []
        for part in parts {
            guard !part.isEmpty, part.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let number = Int64(part) else {
                throw ProductVersionProblem("\"\(part.prefix(40))\" is not a number")
            }
            numbers.append(number)
        }
        self.numbers = numbers
        self.prerelease = prerelease
    }

    package static func < (left: ProductVersion, right: ProductVersion) -> Bool {
        for (a, b) in zip(left.numbers, right.numbers) where a != b { return a < b }
        if left.prerelease.isEmpty || right.prerelease.isEmpty {
            return !left.prerelease.isEmpty && right.prerelease.isEmpty
        }
        for (a, b) in zip(left.prerelease, right.prerelease) where !a.utf8.elementsEqual(b.utf8) {
            switch (number(a), number(b)) {
            case (let a?, let b?) where a != b: return a < b
            case (_?, nil): return true
            case (nil, _?): return false
            default: return a.utf8.lexicographicallyPrecedes(b.utf8)
            }
        }
        return left.prerelease.count < right.prerelease.count
    }

    package static func == (left: ProductVersion, right: ProductVersion) -> Bool { !(left < right) && !(right < left) }

    private static func isPlain(_ text: Substring) -> Bool {
        text.utf8.allSatisfy { byte in
            (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte & 0xDF) || "-.".utf8.contains(byte)
        }
    }

    private static func number(_ identifier: String) -> Int64? {
        identifier.utf8.allSatisfy { (0x30...0x39).contains($0) } ? Int64(identifier) : nil
    }
}

/// Why text is no version.
package struct ProductVersionProblem: Error, Sendable, Equatable, CustomStringConvertible {
    package var description: String

    init(_ description: String) { self.description = description }
}
