import LookML
import Testing

/// Damaged files: whatever the text, a document comes out that gives the text back and says where it is no LookML.
@Suite struct MutationTests {
    @Test(arguments: Fixture.correct + Fixture.broken + Fixture.demo)
    func `a damaged file is read to its end and given back`(_ fixture: Fixture) {
        let seed: UInt64 = 1_861_04_12
        var random = SeededRandom(state: seed)
        for round in 0..<Rounds.count(sample: 40, soak: 5_000) {
            var bytes = Array(fixture.text.utf8)
            for _ in 0...random.below(4) { Self.damage(&bytes, &random) }
            check(String(decoding: bytes, as: UTF8.self), "seed \(seed), round \(round)")
        }
    }

    @Test func `marks in any order are read to their end and given back`() {
        let seed: UInt64 = 42
        var random = SeededRandom(state: seed)
        for round in 0..<Rounds.count(sample: 3_000, soak: 300_000) {
            var text = ""
            for _ in 0..<random.below(24) { text += random.one(of: Self.marks) }
            check(text, "seed \(seed), round \(round)")
        }
    }

    @Test(arguments: ["lists", "comments", "strings"])
    func `every beginning of a file is read and given back`(_ name: String) throws {
        let fixture = try #require(Fixture.correct.first { $0.path.hasSuffix("/\(name).lkml") })
        for end in fixture.text.unicodeScalars.indices { check(String(fixture.text.unicodeScalars[..<end]), "\(end)") }
    }

    @Test func `a file without one of its braces, brackets or quotes has a problem`() {
        for fixture in Fixture.demo {
            let bytes = Array(fixture.text.utf8)
            let others = Self.placesWithoutMarks(fixture.text)
            let places = bytes.indices.filter { "{}[]\"".utf8.contains(bytes[$0]) && !others.contains($0) }
            let step = max(1, places.count / Rounds.count(sample: 20, soak: max(1, places.count)))
            for place in places where place % step == 0 {
                var damaged = bytes
                damaged.remove(at: place)
                let document = LookMLParser.parse(String(decoding: damaged, as: UTF8.self), file: fixture.path)
                #expect(!document.diagnostics.isEmpty, "\(fixture.path), byte \(place)")
            }
        }
    }

    private static let marks = [
        "{", "}", "[", "]", ":", ",", "\"", "\\", "#", ";", ";;", "-", " ", "\n", "\r\n", "\t", "a", "a:", "sql:",
        "sql", "view: x {", "filters: [", "a: \"x\"", "html : ", "é", "🏔️", "\u{301}", "\u{0}", "\u{FEFF}", "b: - 1",
    ]

    static func damage(_ bytes: inout [UInt8], _ random: inout SeededRandom) {
        let place = random.below(bytes.count + 1)
        let end = min(bytes.count, place + random.below(random.below(4) == 0 ? 200 : 4))
        switch random.below(4) {
        case 0: bytes.removeSubrange(place..<end)
        case 1: bytes.insert(contentsOf: bytes[place..<end], at: random.below(bytes.count + 1))
        case 2: bytes.replaceSubrange(place..<end, with: random.one(of: marks).utf8)
        default: bytes.insert(contentsOf: random.one(of: marks).utf8, at: place)
        }
    }

    /// Bytes that are no marks of LookML, found by what the tree says they are, and strings that become comments when a quote
    /// of theirs or of the string before is missing, such as `"#,##0"`.
    private static func placesWithoutMarks(_ text: String) -> Set<Int> {
        var places: Set<Int> = []
        var offset = 0
        var last = 0..<0
        let document = LookMLParser.parse(text, file: "a.lkml")
        for token in document.tokens {
            let start = offset + token.leadingTrivia.utf8.count
            let isExpression = token.value.utf8.count == token.text.utf8.count && token.text.utf8.count > 1
            places.formUnion(offset..<start)
            offset = start + token.text.utf8.count
            if isExpression { places.formUnion(start..<offset) }
            if token.text.hasPrefix("\"") {
                if token.text.contains("#") { places.formUnion([Int](last) + [Int](start..<offset)) }
                last = start..<offset
            }
            // Between its quotes, a string may hold any mark.
            if !isExpression, offset - start > 2 { places.formUnion((start + 1)..<(offset - 1)) }
        }
        return places.union(offset..<text.utf8.count)
    }

    private func check(_ text: String, _ comment: @autoclosure () -> String) {
        let document = LookMLParser.parse(text, file: "a.lkml")
        #expect(document.text.utf8.elementsEqual(text.utf8), "\(comment()): \(text.debugDescription)")
        let lines = text.utf8.count { $0 == UInt8(ascii: "\n") } + 1
        var last = SourceLocation(file: "a.lkml", line: 1, column: 1)
        for problem in document.diagnostics {
            let place = problem.location
            #expect(problem.code.hasPrefix("syntax-") && problem.severity == .error)
            #expect(place >= last && place.line <= lines, "\(comment()): \(problem) in \(text.debugDescription)")
            last = place
        }
        // What was skipped is reported: without problems, all that is left between tokens is white space and comments.
        guard document.diagnostics.isEmpty else { return }
        for trivia in document.tokens.map(\.leadingTrivia) + [document.trailingTrivia] {
            #expect(isTrivia(trivia), "\(comment()): \(trivia.debugDescription) in \(text.debugDescription)")
        }
    }

    private func isTrivia(_ text: String) -> Bool {
        text.unicodeScalars.split(separator: "\n").allSatisfy { line in
            let rest = line.drop { " \t\r\u{FEFF}".unicodeScalars.contains($0) }
            return rest.isEmpty || rest.first == "#"
        }
    }
}
