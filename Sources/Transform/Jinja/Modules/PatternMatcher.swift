/// Runs a pattern over a text, going back where it has a choice. Every step is counted, so that a pattern that goes back
/// without end is stopped.
struct PatternMatcher {
    let program: PatternProgram
    let text: [Unicode.Scalar]
    let ignoresCase: Bool
    let isMultiline: Bool
    let meter: Meter

    private struct Choice {
        let place: Int
        let index: Int
        let undone: Int
    }

    private static let mostChoices = 1_000_000

    /// The slots of the match that begins here (start and end of each group, -1 where it took no part); nil if none does.
    func match(at start: Int, mustReachEnd: Bool = false) throws(JinjaError) -> [Int]? {
        try run(program, start, [Int](repeating: -1, count: program.slots), mustReachEnd)
    }

    static func folded(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        let lower = scalar.properties.lowercaseMapping.unicodeScalars
        return lower.count == 1 ? lower.first ?? scalar : scalar
    }

    private func run(
        _ program: PatternProgram, _ start: Int, _ initial: [Int], _ mustReachEnd: Bool
    ) throws(JinjaError) -> [Int]? {
        var slots = initial
        var choices = [Choice(place: 0, index: start, undone: 0)]
        var changes: [(slot: Int, value: Int)] = []
        while let choice = choices.popLast() {
            while changes.count > choice.undone {
                let change = changes.removeLast()
                slots[change.slot] = change.value
            }
            var (place, index) = (choice.place, choice.index)
            steps: while true {
                try meter.step()
                switch program.steps[place] {
                case .match:
                    guard !mustReachEnd || index == text.count else { break steps }
                    slots[0] = start
                    slots[1] = index
                    return slots
                case .split(let first, let second):
                    guard choices.count < PatternMatcher.mostChoices else {
                        throw JinjaError(.limit, "this regular expression has too many ways to match the text")
                    }
                    choices.append(Choice(place: second, index: index, undone: changes.count))
                    place = first
                case .jump(let next): place = next
                case .save(let slot):
                    changes.append((slot, slots[slot]))
                    slots[slot] = index
                    place += 1
                case .progress(let slot):
                    guard slots[slot] != index else { break steps }
                    place += 1
                case .group(let number):
                    guard let end = repeats(slots[number * 2], slots[number * 2 + 1], index) else { break steps }
                    index = end
                    place += 1
                case .ahead(let inner, let isNegated):
                    let padded = slots + [Int](repeating: -1, count: max(0, inner.slots - slots.count))
                    let found = try run(inner, index, padded, false)
                    guard (found != nil) != isNegated else { break steps }
                    if let found, !isNegated {
                        for slot in 2..<slots.count where slots[slot] != found[slot] {
                            changes.append((slot, slots[slot]))
                            slots[slot] = found[slot]
                        }
                    }
                    place += 1
                case .scalar, .any, .set:
                    guard index < text.count, takes(program.steps[place], text[index]) else { break steps }
                    index += 1
                    place += 1
                default:
                    guard holds(program.steps[place], index) else { break steps }
                    place += 1
                }
            }
        }
        return nil
    }

    private func repeats(_ start: Int, _ end: Int, _ index: Int) -> Int? {
        guard start >= 0, end >= start, index + end - start <= text.count else { return nil }
        for offset in 0..<(end - start) where !isSame(text[start + offset], text[index + offset]) { return nil }
        return index + end - start
    }

    private func isSame(_ one: Unicode.Scalar, _ other: Unicode.Scalar) -> Bool {
        one == other || ignoresCase && PatternMatcher.folded(one) == PatternMatcher.folded(other)
    }

    private func takes(_ step: PatternStep, _ scalar: Unicode.Scalar) -> Bool {
        switch step {
        case .scalar(let wanted): return scalar == wanted || ignoresCase && PatternMatcher.folded(scalar) == wanted
        case .any: return scalar != "\n"
        case .set(let ranges, let isNegated):
            var isIn = ranges.contains { $0.contains(scalar.value) }
            if !isIn, ignoresCase {
                let upper = scalar.properties.uppercaseMapping.unicodeScalars.first?.value ?? 0
                let lower = PatternMatcher.folded(scalar).value
                isIn = ranges.contains { $0.contains(lower) || $0.contains(upper) }
            }
            return isIn != isNegated
        default: return false
        }
    }

    private func holds(_ step: PatternStep, _ index: Int) -> Bool {
        switch step {
        case .textStart: return index == 0
        case .textEnd: return index == text.count
        case .lineStart: return index == 0 || text[index - 1] == "\n"
        case .lineEnd:
            if index == text.count { return true }
            return text[index] == "\n" && (isMultiline || index == text.count - 1)
        case .wordBoundary(let isNegated):
            let before = index > 0 && isWord(text[index - 1])
            let after = index < text.count && isWord(text[index])
            return (before != after) != isNegated
        default: return false
        }
    }

    private func isWord(_ scalar: Unicode.Scalar) -> Bool {
        scalar == "_" || scalar.properties.isAlphabetic || scalar.properties.numericType != nil
    }
}
