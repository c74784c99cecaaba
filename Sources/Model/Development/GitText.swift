/// Reads what git prints between zero bytes.
enum GitText {
    /// `git status --porcelain=v1 -z`, whose paths begin at the repository's top.
    static func status(_ text: String, below prefix: String) -> [FileChange] {
        text.split(separator: "\0").compactMap { entry in
            guard entry.utf8.count > 3 else { return nil }
            let (index, tree) = (entry.first ?? " ", entry.dropFirst().first ?? " ")
            let whole = entry.dropFirst(3)
            guard prefix.isEmpty || whole.hasPrefix(prefix + "/") else { return nil }
            let path = prefix.isEmpty ? String(whole) : String(whole.dropFirst(prefix.count + 1))
            let kind: FileChange.Kind
            switch (index, tree) {
            case ("U", _), (_, "U"), ("A", "A"), ("D", "D"): kind = .conflict
            case (_, "D"), ("D", _): kind = .removed
            case ("?", _), ("A", _), (_, "A"): kind = .added
            default: kind = .changed
            }
            return FileChange(path: path, kind: kind, isUncommitted: true)
        }
    }

    /// `git diff --name-status -z --relative`
    static func nameStatus(_ text: String) -> [FileChange] {
        let parts = text.split(separator: "\0").map(String.init)
        return stride(from: 0, to: parts.count - 1, by: 2).map { place in
            let kind: FileChange.Kind =
                switch parts[place].first {
                case "A": .added
                case "D": .removed
                default: .changed
                }
            return FileChange(path: parts[place + 1], kind: kind, isUncommitted: false)
        }
    }
}
