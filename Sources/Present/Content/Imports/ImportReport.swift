/// What an import took, and what it could not take.
package struct ImportReport: Sendable {
    /// Numbers of things by kind: `Looks`, `dashboards` …, in the order in which they were taken.
    package private(set) var taken: [(kind: String, new: Int, updated: Int)] = []
    /// What was left out or is different now: what it is, and why.
    package private(set) var notes: [(what: String, why: String)] = []

    package init() {}

    package mutating func took(_ kind: String, isNew: Bool) {
        let index = taken.firstIndex { $0.kind == kind } ?? taken.count
        if index == taken.count { taken.append((kind, 0, 0)) }
        if isNew { taken[index].new += 1 } else { taken[index].updated += 1 }
    }

    package mutating func note(_ what: String, _ why: String) { notes.append((what, why)) }

    /// Puts what another part of the import says behind this.
    package mutating func add(_ other: ImportReport) {
        for (kind, new, updated) in other.taken {
            for _ in 0..<new { took(kind, isNew: true) }
            for _ in 0..<updated { took(kind, isNew: false) }
        }
        notes += other.notes
    }
}
