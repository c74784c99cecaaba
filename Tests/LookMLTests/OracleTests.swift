import LookML
import Testing

@Suite struct OracleTests {
    @Test(arguments: Fixture.Editor.allCases)
    func `every file has the structure that lkml gives it`(_ editor: Fixture.Editor) throws {
        #expect(Fixture.correct.count >= 10 && Fixture.demo.count >= 20)
        let files = (Fixture.correct + Fixture.demo).map { $0.written(by: editor) }
        for (file, answer) in zip(files, try Oracle.read(files.map(\.text))) {
            let document = LookMLParser.parse(file.text, file: file.path)
            #expect(document.diagnostics == [])
            expect(document, equals: answer, "\(file.path)")
        }
    }

    @Test func `documents made at random have the structure that lkml gives them`() throws {
        let seed: UInt64 = 20_240_229
        var random = SeededRandom(state: seed)
        let texts = (0..<Rounds.count(sample: 150, soak: 5_000)).map { _ in RandomDocument.text(&random) }
        for (round, (text, answer)) in zip(texts, try Oracle.read(texts)).enumerated() {
            let document = LookMLParser.parse(text, file: "a.lkml")
            #expect(document.diagnostics == [], "seed \(seed), round \(round): \(text)")
            expect(document, equals: answer, "seed \(seed), round \(round): \(text)")
        }
    }

    /// lkml ends at a brace that closes nothing and says nothing of what follows, so it refuses no such file.
    @Test func `lkml refuses the broken files too`() throws {
        let files = Fixture.broken.filter { !$0.path.hasSuffix("/braces.lkml") }
        #expect(files.count >= 5)
        for (file, answer) in zip(files, try Oracle.read(files.map(\.text))) {
            if case .outline = answer { Issue.record("lkml reads \(file.path)") }
        }
    }

    private func expect(_ document: LookMLDocument, equals answer: Oracle.Answer, _ comment: Comment) {
        guard case .outline(let outline) = answer else {
            Issue.record("lkml: \(answer), \(comment)")
            return
        }
        guard document.outline != outline else { return }
        let pairs = zip(document.outline.lines() + ["end"], outline.lines() + ["end"])
        let difference = pairs.first { $0 != $1 }.map { "here \($0), lkml \($1)" } ?? "one is longer"
        Issue.record("\(difference) in \(comment)")
    }
}
