import Jinja
import Testing

struct SnippetTests {
    @Test func templatesRenderAsJinja2RendersThem() async throws {
        for snippet in Snippet.all {
            do {
                let text = try await JinjaTemplate(snippet.template, name: "snippet").render(JinjaContext())
                #expect(text == snippet.expected, "\(snippet.template)")
            } catch {
                #expect(snippet.expected == nil, "\(snippet.template): \(error)")
                #expect(error.template == "snippet" && error.line >= 1 && error.column >= 1, "\(error)")
            }
        }
    }

    @Test func damagedTemplatesEndInATextOrAnError() async {
        var random = SplitMix(state: 7)
        let pieces = [
            "{{", "}}", "{%", "%}", "(", "]", "{", "'", "|", "-", "{#", "é", "\r\n", "if ", "for x in ", ".append(",
        ]
        var limits = JinjaLimits()
        limits.steps = 20_000
        limits.totalBytes = 4 << 20
        for _ in 0..<1_500 {
            var scalars = Array(Snippet.all[Int(random.next() % UInt64(Snippet.all.count))].template.unicodeScalars)
            for _ in 0..<3 {
                let place = Int(random.next() % UInt64(scalars.count + 1))
                if random.next() % 2 == 0, place < scalars.count {
                    scalars.remove(at: place)
                } else {
                    scalars.insert(
                        contentsOf: pieces[Int(random.next() % UInt64(pieces.count))].unicodeScalars, at: place)
                }
            }
            var view = String.UnicodeScalarView()
            view.append(contentsOf: scalars)
            _ = try? await JinjaTemplate(String(view), name: "damaged").render(JinjaContext(limits: limits))
        }
    }
}

struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
