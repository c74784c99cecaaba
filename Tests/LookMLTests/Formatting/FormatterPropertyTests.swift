import LookML
import Testing

/// What holds for every file: it means the same, keeps its comments, and is formatted once and for all.
@Suite struct FormatterPropertyTests {
    @Test(arguments: Fixture.correct + Fixture.demo)
    func `a formatted file means what it meant, and formatting it again changes nothing`(_ fixture: Fixture) throws {
        let pair = try #require(FormattedPair(fixture.text))
        #expect(pair.fault == nil)
    }

    @Test(arguments: Fixture.correct + Fixture.demo, Fixture.Editor.allCases)
    func `whoever wrote a file, it is formatted to the same bytes`(_ fixture: Fixture, _ editor: Fixture.Editor) throws
    {
        let expected = try #require(FormattedPair(fixture.text)).formatted
        let pair = try #require(FormattedPair(fixture.written(by: editor).text))
        #expect(pair.formatted.utf8.elementsEqual(expected.utf8))
        #expect(!pair.formatted.utf8.contains(0x0D))
    }

    @Test(arguments: Fixture.broken)
    func `a file with problems gives the parser's problems and no text`(_ fixture: Fixture) {
        let problems = LookMLParser.parse(fixture.text, file: fixture.path).diagnostics
        #expect(LookMLFormatter.format(fixture.text, file: fixture.path) == .unparsable(problems))
    }

    @Test func `documents made at random mean what they meant`() {
        let seed: UInt64 = 20_200_202
        var random = SeededRandom(state: seed)
        for round in 0..<Rounds.count(sample: 1_500, soak: 100_000) {
            let text = RandomDocument.text(&random)
            let pair = FormattedPair(text)
            #expect(pair != nil, "seed \(seed), round \(round): \(text.debugDescription)")
            if let fault = pair?.fault {
                Issue.record("seed \(seed), round \(round): \(fault) in \(text.debugDescription)")
                return
            }
        }
    }

    @Test(arguments: Fixture.correct + Fixture.demo)
    func `a damaged file that is still LookML means what it meant`(_ fixture: Fixture) {
        let seed: UInt64 = 1_912_06_23
        var random = SeededRandom(state: seed)
        for round in 0..<Rounds.count(sample: 15, soak: 5_000) {
            var bytes = Array(fixture.text.utf8)
            MutationTests.damage(&bytes, &random)
            let text = String(decoding: bytes, as: UTF8.self)
            if let fault = FormattedPair(text)?.fault {
                Issue.record("seed \(seed), round \(round): \(fault) in \(text.debugDescription)")
                return
            }
        }
    }

    @Test func `lkml reads the same in a file before and after`() throws {
        let seed: UInt64 = 17
        var random = SeededRandom(state: seed)
        let made = (0..<Rounds.count(sample: 150, soak: 5_000)).map { _ in RandomDocument.text(&random) }
        let texts = (Fixture.correct + Fixture.demo).map(\.text) + made
        let formatted = try texts.map { try #require(FormattedPair($0)).formatted }
        for (text, (before, after)) in zip(texts, zip(try Oracle.read(texts), try Oracle.read(formatted))) {
            guard case .outline(let old) = before, case .outline(let new) = after else {
                Issue.record("lkml: \(before), \(after) of \(text)")
                continue
            }
            #expect(old.map(\.withoutLayout) == new.map(\.withoutLayout), "\(text)")
        }
    }

    @Test(.timeLimit(.minutes(5))) func `megabytes are formatted`() throws {
        let view =
            "view: orders {\r\ndimension: id { primary_key: yes sql: ${TABLE}.id\n -- x\n;; } # the key\n\n\n"
            + "measure: count { type: count drill_fields: [id, name,\n # all\n b] } }\n"
        let count = Rounds.count(sample: 1, soak: 10) * 1_000_000 / view.utf8.count + 1
        guard case .formatted(let text) = LookMLFormatter.format(String(repeating: view, count: count)) else {
            Issue.record("not formatted")
            return
        }
        guard case .formatted(let one) = LookMLFormatter.format(view) else { return }
        #expect(text.utf8.elementsEqual(Array(repeating: one, count: count).joined(separator: "\n").utf8))
    }

    /// Each invites a formatter to look at the same text again and again.
    @Test(
        .timeLimit(.minutes(5)),
        arguments: [
            ("a: [", "b, ", "]"), ("a: [", "b, # c\n", "]"), ("a: [", "b: \"c\", ", "]"), ("", "# a\n", "b: c"),
            ("", "\n", ""), ("a: b", "#", ""), ("sql: ", "x\n ", ";;"), ("sql: ", "'\n", ";;"), ("sql: ", "$", ";;"),
            ("sql: ", "/*", ";;"), ("sql: ", " \n", "x;;"), ("a: \"", "\r\n", "\""), ("a: \"", "\r", "\n\""),
            ("a: - ", "# b\n", "5"), ("a: [ - ", "# b\n", "5]"), ("a ", "# b\n", ": {}"),
        ])
    func `a long file of the same few marks is formatted`(_ start: String, _ piece: String, _ end: String) {
        let text = start + String(repeating: piece, count: 300_000 / piece.utf8.count) + end
        #expect(FormattedPair(text) != nil)
    }
}
