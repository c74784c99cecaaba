/// What a database lets the columns of a result be called.
package struct ColumnNames: Sendable, Hashable {
    /// What stands for the point in `view.field`.
    package var point: String
    /// The bytes of a name that count.
    package var longest: Int

    package init(point: String = ".", longest: Int = .max) {
        self.point = point
        self.longest = longest
    }

    /// A name that the database takes and that none of its columns has yet.
    ///
    /// - Parameter isTaken: Whether another column has a name, in lower case.
    func name(for alias: String, isTaken: (String) -> Bool) -> String {
        let allowed = alias.split(separator: ".", omittingEmptySubsequences: false).joined(separator: point)
        var name = cut(allowed, after: "")
        var count = 1
        while isTaken(name.lowercased()) {
            count += 1
            name = cut(allowed, after: "_\(count)")
        }
        return name
    }

    private func cut(_ name: String, after suffix: String) -> String {
        var kept = name[...]
        while kept.utf8.count + suffix.utf8.count > longest, kept.popLast() != nil {}
        return kept + suffix
    }
}
