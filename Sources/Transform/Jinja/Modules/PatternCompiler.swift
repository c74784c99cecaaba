/// What a pattern is made of once it is read: steps of a small machine that can't be made to recurse.
indirect enum PatternStep: Sendable {
    case scalar(Unicode.Scalar)
    case any
    case set([ClosedRange<UInt32>], isNegated: Bool)
    /// Goes on at the first place, and at the second if that fails.
    case split(Int, Int)
    case jump(Int)
    case save(Int)
    case lineStart, lineEnd, textStart, textEnd
    case wordBoundary(isNegated: Bool)
    case group(Int)
    /// What lies ahead (or not), without taking it.
    case ahead(PatternProgram, isNegated: Bool)
    /// Fails if nothing was taken since this slot was saved: ends loops over empty matches.
    case progress(Int)
    case match
}

struct PatternProgram: Sendable {
    var steps: [PatternStep] = []
    /// Two slots for each group, the whole match first; then those for loops.
    var slots = 2
    var groups = 1
    var names: [String: Int] = [:]
}

/// Reads Python's regular expressions: classes, groups (also named), alternatives, repeats (greedy or not), anchors,
/// references back, looking ahead, and `(?i)`-style flags at the start.
struct PatternCompiler {
    private static let mostSteps = 20_000
    private static let deepest = 50

    private let pattern: [Unicode.Scalar]
    private var index = 0
    private var program = PatternProgram()
    private var depth = 0
    private(set) var flags: Set<Unicode.Scalar> = []

    static func compile(
        _ pattern: String, flags: Set<Unicode.Scalar>
    ) throws(JinjaError) -> (PatternProgram, Set<Unicode.Scalar>) {
        var compiler = PatternCompiler(pattern: Array(pattern.unicodeScalars), flags: flags)
        compiler.readFlags()
        compiler.countGroups()
        try compiler.alternatives()
        guard compiler.index == compiler.pattern.count else { throw compiler.error("')' closes nothing") }
        try compiler.add(.match)
        // Should the count before have missed a group: every slot must be there.
        compiler.program.slots = max(compiler.program.slots, compiler.program.groups * 2)
        return (compiler.program, compiler.flags)
    }

    private init(pattern: [Unicode.Scalar], flags: Set<Unicode.Scalar>) {
        self.pattern = pattern
        self.flags = flags
    }

    private func error(_ what: String) -> JinjaError {
        JinjaError(.value, "this regular expression is broken at character \(index + 1): \(what)")
    }

    private var current: Unicode.Scalar? { index < pattern.count ? pattern[index] : nil }

    private func starts(_ text: String) -> Bool { pattern[index...].starts(with: text.unicodeScalars) }

    private mutating func skip(_ text: String) -> Bool {
        guard starts(text) else { return false }
        index += text.unicodeScalars.count
        return true
    }

    private mutating func add(_ step: PatternStep) throws(JinjaError) {
        guard program.steps.count < PatternCompiler.mostSteps else { throw error("it is too large") }
        program.steps.append(step)
    }

    private mutating func readFlags() {
        while starts("(?"), let end = pattern[index...].firstIndex(of: ")") {
            let names = pattern[(index + 2)..<end]
            guard !names.isEmpty, names.allSatisfy({ "aimsux".unicodeScalars.contains($0) }) else { return }
            flags.formUnion(names)
            index = end + 1
        }
    }

    /// Loops need slots after those of all groups.
    private mutating func countGroups() {
        var isInSet = false
        var position = 0
        while position < pattern.count {
            let scalar = pattern[position]
            if scalar == "\\" {
                position += 1
            } else if scalar == "[" {
                isInSet = true
            } else if scalar == "]" {
                isInSet = false
            } else if scalar == "(", !isInSet {
                let rest = pattern[(position + 1)...]
                if rest.first != "?" || rest.starts(with: "?P<".unicodeScalars) { program.slots += 2 }
            }
            position += 1
        }
    }

    private mutating func alternatives() throws(JinjaError) {
        depth += 1
        defer { depth -= 1 }
        guard depth <= PatternCompiler.deepest else { throw error("it is nested too deep") }
        var ends: [Int] = []
        while true {
            let start = program.steps.count
            try sequence()
            guard skip("|") else { break }
            guard program.steps.count < PatternCompiler.mostSteps else { throw error("it is too large") }
            try insert(.split(start + 1, program.steps.count + 2), at: start)
            ends.append(program.steps.count)
            try add(.jump(0))
        }
        for end in ends { program.steps[end] = .jump(program.steps.count) }
    }

    /// Puts a step before others, whose places move by one.
    private mutating func insert(_ step: PatternStep, at start: Int) throws(JinjaError) {
        let moved = program.steps[start...].map { PatternCompiler.shifted($0, from: start, by: 1) }
        program.steps.removeSubrange(start...)
        try add(step)
        program.steps += moved
    }

    private static func shifted(_ step: PatternStep, from start: Int, by count: Int) -> PatternStep {
        switch step {
        case .split(let first, let second):
            .split(first >= start ? first + count : first, second >= start ? second + count : second)
        case .jump(let place): .jump(place >= start ? place + count : place)
        default: step
        }
    }

    private mutating func sequence() throws(JinjaError) {
        while let scalar = current, scalar != "|", scalar != ")" {
            let start = program.steps.count
            try atom()
            try repeats(from: start)
        }
    }

    private mutating func repeats(from start: Int) throws(JinjaError) {
        var least = 1
        var most: Int? = 1
        if skip("*") {
            (least, most) = (0, nil)
        } else if skip("+") {
            (least, most) = (1, nil)
        } else if skip("?") {
            (least, most) = (0, 1)
        } else if let counts = readCounts() {
            (least, most) = counts
        } else {
            return
        }
        let isLazy = skip("?")
        if current == "*" || current == "+" || current == "?" { throw error("a repeat of a repeat") }
        guard least <= 1_000, (most ?? 0) <= 1_000, most.map({ $0 >= least }) ?? true else {
            throw error("a repeat goes up to 1000 and from the smaller to the larger number")
        }
        let body = Array(program.steps[start...])
        program.steps.removeSubrange(start...)
        func copy() throws(JinjaError) {
            let place = program.steps.count
            for step in body { try add(PatternCompiler.shifted(step, from: start, by: place - start)) }
        }
        for _ in 0..<least { try copy() }
        if let most {
            var splits: [Int] = []
            for _ in 0..<(most - least) {
                splits.append(program.steps.count)
                try add(.match)
                try copy()
            }
            let end = program.steps.count
            for split in splits { program.steps[split] = isLazy ? .split(end, split + 1) : .split(split + 1, end) }
        } else {
            let slot = program.slots
            program.slots += 1
            let split = program.steps.count
            try add(.match)
            try add(.save(slot))
            try copy()
            try add(.progress(slot))
            try add(.jump(split))
            let end = program.steps.count
            program.steps[split] = isLazy ? .split(end, split + 1) : .split(split + 1, end)
        }
    }

    /// `{2}`, `{2,}`, `{,3}`, `{2,3}`; anything else is text.
    private mutating func readCounts() -> (Int, Int?)? {
        guard current == "{", let end = pattern[index...].firstIndex(of: "}") else { return nil }
        let parts = pattern[(index + 1)..<end].split(separator: ",", omittingEmptySubsequences: false)
        let numbers = parts.map { part in Int(String(String.UnicodeScalarView(part))) }
        guard parts.count <= 2, zip(parts, numbers).allSatisfy({ $0.isEmpty || ($1 ?? -1) >= 0 }),
            numbers.contains(where: { $0 != nil })
        else { return nil }
        index = end + 1
        return parts.count == 1 ? numbers[0].map { ($0, $0) } : (numbers[0] ?? 0, numbers[1])
    }

    private mutating func atom() throws(JinjaError) {
        guard let scalar = current else { return }
        switch scalar {
        case "(": try group()
        case "[": try set()
        case "\\": try escape()
        case "*", "+", "?": throw error("there is nothing to repeat")
        default:
            index += 1
            switch scalar {
            case ".": try add(flags.contains("s") ? .set([0...0x10FFFF], isNegated: false) : .any)
            case "^": try add(flags.contains("m") ? .lineStart : .textStart)
            case "$": try add(.lineEnd)
            default: try add(.scalar(folded(scalar)))
            }
        }
    }

    private func folded(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        flags.contains("i") ? PatternMatcher.folded(scalar) : scalar
    }

    private mutating func group() throws(JinjaError) {
        index += 1
        if skip("?:") {
            try alternatives()
        } else if starts("?=") || starts("?!") {
            let isNegated = starts("?!")
            index += 2
            let outer = program.steps
            program.steps = []
            try alternatives()
            try add(.match)
            let inner = PatternProgram(steps: program.steps, slots: program.slots)
            program.steps = outer
            try add(.ahead(inner, isNegated: isNegated))
        } else {
            let number = program.groups
            program.groups += 1
            if skip("?P<") {
                guard let end = pattern[index...].firstIndex(of: ">") else { throw error("the name has no '>'") }
                program.names[String(String.UnicodeScalarView(pattern[index..<end]))] = number
                index = end + 1
            } else if current == "?" {
                throw error("this kind of group is not supported")
            }
            try add(.save(number * 2))
            try alternatives()
            try add(.save(number * 2 + 1))
        }
        guard skip(")") else { throw error("'(' is never closed") }
    }

    private mutating func escape() throws(JinjaError) {
        index += 1
        guard let scalar = current else { throw error("it ends in a backslash") }
        index += 1
        switch scalar {
        case "b", "B": try add(.wordBoundary(isNegated: scalar == "B"))
        case "A": try add(.textStart)
        case "Z": try add(.textEnd)
        case "1"..."9":
            let number = Int(scalar.value - 48)
            guard number < program.groups else { throw error("there is no group \(number) before this") }
            try add(.group(number))
        default:
            if let (ranges, isNegated) = PatternCompiler.named(scalar) {
                try add(.set(ranges, isNegated: isNegated))
            } else {
                try add(.scalar(folded(try plain(scalar))))
            }
        }
    }

    private static func named(_ scalar: Unicode.Scalar) -> ([ClosedRange<UInt32>], Bool)? {
        switch scalar {
        case "d", "D": ([48...57], scalar == "D")
        case "w", "W":
            (
                [
                    48...57, 65...90, 95...95, 97...122, 0xAA...0xAA, 0xB5...0xB5, 0xBA...0xBA, 0xC0...0xD6,
                    0xD8...0xF6, 0xF8...0x2FF, 0x370...0x1FFF, 0x3040...0xD7FF, 0xF900...0xFDFF, 0x20000...0x3FFFF,
                ], scalar == "W"
            )
        case "s", "S":
            (
                [9...13, 28...32, 0x85...0x85, 0xA0...0xA0, 0x2000...0x200A, 0x2028...0x2029, 0x3000...0x3000],
                scalar == "S"
            )
        default: nil
        }
    }

    /// The character that an escape of one stands for.
    private mutating func plain(_ scalar: Unicode.Scalar) throws(JinjaError) -> Unicode.Scalar {
        switch scalar {
        case "n": return "\n"
        case "t": return "\t"
        case "r": return "\r"
        case "f": return "\u{0C}"
        case "v": return "\u{0B}"
        case "a": return "\u{07}"
        case "0": return "\0"
        case "x", "u":
            let end = index + (scalar == "x" ? 2 : 4)
            guard end <= pattern.count,
                let code = UInt32(String(String.UnicodeScalarView(pattern[index..<end])), radix: 16),
                let found = Unicode.Scalar(code)
            else { throw error("an escape is broken") }
            index = end
            return found
        default:
            guard !scalar.isASCII || !scalar.properties.isAlphabetic else { throw error("'\\\(scalar)' is no escape") }
            return scalar
        }
    }

    private mutating func set() throws(JinjaError) {
        index += 1
        let isNegated = skip("^")
        var ranges: [ClosedRange<UInt32>] = []
        var isFirst = true
        while let scalar = current, scalar != "]" || isFirst {
            isFirst = false
            index += 1
            var low = scalar
            if scalar == "\\" {
                guard let mark = current else { throw error("it ends in a backslash") }
                index += 1
                if let (named, isNegated) = PatternCompiler.named(mark) {
                    ranges += isNegated ? PatternCompiler.complement(named) : named
                    continue
                }
                low = mark == "b" ? "\u{08}" : try plain(mark)
            }
            var high = low
            if current == "-", index + 1 < pattern.count, pattern[index + 1] != "]" {
                index += 1
                high = pattern[index]
                index += 1
                if high == "\\", let mark = current {
                    index += 1
                    high = try plain(mark)
                }
                guard low.value <= high.value else { throw error("the range \(low)-\(high) goes backwards") }
            }
            ranges.append(low.value...high.value)
        }
        guard skip("]") else { throw error("'[' is never closed") }
        try add(.set(ranges, isNegated: isNegated))
    }

    private static func complement(_ ranges: [ClosedRange<UInt32>]) -> [ClosedRange<UInt32>] {
        var result: [ClosedRange<UInt32>] = []
        var next: UInt32 = 0
        for range in ranges {
            if range.lowerBound > next { result.append(next...(range.lowerBound - 1)) }
            next = range.upperBound + 1
        }
        result.append(next...0x10FFFF)
        return result
    }
}
