/// The difference of two texts, line by line.
package struct TextDifference: Sendable, Hashable {
    package struct Line: Sendable, Hashable {
        /// ` ` for a line of both, `-` for one of the old text, `+` for one of the new.
        package var sign: Character
        package var text: String
    }

    /// All lines of both texts, in order.
    package var lines: [Line]

    /// By the longest common subsequence (Hunt and Szymanski's problem, solved by `CollectionDifference`).
    package init(from old: String, to new: String) {
        let before = old.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        let after = new.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        var removed: Set<Int> = []
        var inserted: Set<Int> = []
        for change in after.difference(from: before) {
            switch change {
            case .remove(let offset, _, _): removed.insert(offset)
            case .insert(let offset, _, _): inserted.insert(offset)
            }
        }
        lines = []
        var (left, right) = (0, 0)
        while left < before.count || right < after.count {
            if left < before.count, removed.contains(left) {
                lines.append(Line(sign: "-", text: before[left]))
                left += 1
            } else if right < after.count, inserted.contains(right) {
                lines.append(Line(sign: "+", text: after[right]))
                right += 1
            } else {
                if left < before.count { lines.append(Line(sign: " ", text: before[left])) }
                left += 1
                right += 1
            }
        }
        if lines.last == Line(sign: " ", text: "") { lines.removeLast() }
    }

    package var isEmpty: Bool { !lines.contains { $0.sign != " " } }

    /// As `diff -u` writes it, without its two headers.
    /// - Parameter context: Lines around each change.
    package func unified(context: Int = 3) -> String {
        var text = ""
        var index = 0
        var (oldLine, newLine) = (1, 1)
        var numbers: [(old: Int, new: Int)] = []
        for line in lines {
            numbers.append((oldLine, newLine))
            if line.sign != "+" { oldLine += 1 }
            if line.sign != "-" { newLine += 1 }
        }
        while let first = lines[index...].firstIndex(where: { $0.sign != " " }) {
            let start = max(index, first - context)
            var end = first
            var quiet = 0
            var place = first
            while place < lines.count, quiet <= context * 2 {
                if lines[place].sign == " " { quiet += 1 } else { (quiet, end) = (0, place) }
                place += 1
            }
            end = min(lines.count - 1, end + context)
            let hunk = lines[start...end]
            let (old, new) = (hunk.count { $0.sign != "+" }, hunk.count { $0.sign != "-" })
            text += "@@ -\(numbers[start].old),\(old) +\(numbers[start].new),\(new) @@\n"
            for line in hunk { text += String(line.sign) + line.text + "\n" }
            index = end + 1
        }
        return text
    }
}
